"""Closed word lists of the offline judge: function words, numbers, irregular forms, negation, hedges, opposites.

Written for this package. Lists of stems are given as words and stemmed where they are used. No proper names.
"""

from __future__ import annotations

STOP = frozenset(
    """a an the of in on at to for from by with and or but as if than then that this these those it its it's he she
    they we you i me him her them us his hers their our my your who whom whose which what when where why how be do
    have will would can could shall should may might must not no nor so such there here also just very more most
    some any all both each other another into onto over under up down out off about after before during through
    between among against while because since until only own same too again ever 's s t d re ll ve m's one yes mr
    mrs ms dr said""".split()
)
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt sgt capt rev st no vs etc inc ltd co corp jr sr u.s u.k u.n e.g i.e a.m
    p.m jan feb mar apr jun jul aug sep sept oct nov dec mt ft fig al approx dept est""".split()
)
NUMBER_WORDS: dict[str, float] = {
    word: float(value)
    for value, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen
        nineteen""".split(),
        start=2,
    )
} | {
    word: float(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
NUMBER_WORDS |= {"dozen": 12.0, "zero": 0.0}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "trillion": 1e12, "bn":
    1e9, "mn": 1e6,
}  # fmt: skip
IRREGULAR: dict[str, str] = {
    form: group.split()[0]
    for group in """be am is are was were been being|have has had having|do does did done doing|go went gone goes going|
    say said says saying|tell told|make made making|take took taken taking|give gave given giving|
    get got gotten getting|come came coming|see saw seen|know knew known|think thought|find found|
    leave left leaving|keep kept|hold held|win won winning|lose lost losing|buy bought|sell sold|pay paid|send sent|
    spend spent|build built|meet met|lead led|run ran running|fall fell fallen|rise rose risen rising|
    grow grew grown|throw threw thrown|draw drew drawn|write wrote written writing|speak spoke spoken|
    break broke broken|choose chose chosen|drive drove driven driving|begin began begun beginning|
    become became becoming|bring brought|catch caught|teach taught|fight fought|seek sought|feel felt|mean meant|
    stand stood|understand understood|sit sat sitting|shoot shot|strike struck|stick stuck|
    die died dies dying dead death|lie lay lying|bear born borne|wear wore worn|steal stole stolen|shake shook|
    forget forgot forgotten|eat ate eaten|fly flew flown|hide hid hidden|ride rode ridden|wake woke|swim swam|
    sing sang sung|drink drank|ring rang|sink sank|hear heard|flee fled|bleed bled|feed fed|lend lent|deal dealt|
    man men|woman women|child children kid kids|person people|foot feet|wife wives|life lives|
    police policeman policemen officer officers|can't cannot|percent percentage|okay ok|tv television|
    america american americans u.s usa|britain british uk u.k|mum mom mother|dad father|show shown showed|
    use used using|good better best|bad worse worst|far further""".replace("\n", "").split("|")
    for form in group.split()
}
NEGATION = frozenset(
    """not no never none nobody nothing neither nor without cannot n't isn't aren't wasn't weren't don't doesn't
    didn't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't""".split()
)
NEGATIVE_VERBS = frozenset(
    "deny refuse fail reject lack decline prevent avoid stop halt unable unlikely unclear".split()
)
HEDGES = frozenset(
    """may might could would should likely unlikely possibly perhaps reportedly allegedly alleged apparently suspected
    believed expected planned potential potentially possible seem appear suggest about approximately around nearly
    almost roughly estimated claimed accused if whether consider proposed""".split()
)
STRENGTH = frozenset(
    "always never all every only must certainly definitely proved proven first ever most confirmed".split()
)
ATTRIBUTION = frozenset(
    """say said says told tell according claim claimed claims report reported reports state stated add added believe
    believes argue argued warn warned deny denied accuse accused allege alleged think announce announced insist
    insisted suggest suggested source sources describe described call called tweet tweeted write wrote""".split()
)
FIRST_SECOND = frozenset("i i'm i've i'd i'll me my we our us you your yeah yes hi hello lol oh wow hmm thanks".split())
ANTONYMS = tuple(
    tuple(pair.split())
    for pair in """accept reject|accept refuse|accept decline|agree disagree|agree refuse|allow ban|
    allow forbid|allow prevent|
    allow prohibit|approve reject|approve oppose|arrive leave|arrive depart|attack defend|attack protect|
    back oppose|before after|begin end|start end|start finish|start stop|begin stop|better worse|big small|
    large small|boost cut|buy sell|close open|cold hot|condemn praise|condemn welcome|criticise praise|
    criticize praise|confirm deny|admit deny|acknowledge deny|continue stop|continue halt|convict acquit|
    guilty innocent|create destroy|build destroy|dead alive|die survive|kill save|decrease increase|decline rise|
    decline increase|decline grow|fall rise|drop rise|fall increase|drop increase|fall grow|reduce increase|
    cut raise|lower raise|lower higher|low high|down up|shrink grow|early late|earlier later|easy difficult|
    enter leave|enemy ally|expand reduce|fail succeed|failure success|far near|fast slow|female male|woman man|
    girl boy|first last|forget remember|former current|gain lose|win lose|victory defeat|profit loss|give take|
    happy sad|hate love|hard soft|healthy sick|hire fire|appoint dismiss|hot cool|include exclude|inside outside|
    join quit|join leave|legal illegal|lawful unlawful|long short|many few|most least|more less|more fewer|
    maximum minimum|negative positive|new old|young old|north south|east west|northern southern|eastern western|
    oldest youngest|optimistic pessimistic|parent child|mother father|son daughter|brother sister|husband wife|
    wife mother|pass fail|permanent temporary|possible impossible|likely unlikely|present absent|public private|
    push pull|recover worsen|improve worsen|release arrest|release detain|free jail|right left|right wrong|
    rich poor|safe dangerous|same different|save spend|send receive|strengthen weaken|strong weak|stronger weaker|
    support oppose|true false|upper lower|urban rural|visible hidden|war peace|ceasefire offensive|wet dry|
    wide narrow|with without|above below|over under|majority minority|maintain lift|impose lift|retain abandon|
    return leave|defend criticise|ease tighten|escalate deescalate|advance retreat|export import|supply demand|
    attacker victim|accuse clear|all none|always never|everyone nobody|both neither|domestic foreign|
    internal external|welcome reject|hope fear|honest dishonest|favour oppose|favor oppose|permit forbid|permit ban|
    resume suspend|resume halt|sign withdraw|withdraw deploy|approve veto|adopt reject|uphold overturn|victory loss|
    surplus deficit|exceed miss|direct indirect|prevent cause|prevent allow|encourage discourage|urge warn|
    morning evening|day night|seize release|capture release|declare deny|disclose conceal|reveal hide|calm tense|
    stable unstable|secure insecure|unite divide|ready unready|able unable|known unknown|aware unaware|
    active inactive|minor major|partial full|partly fully|mild severe|slight sharp|slightly sharply|rarely often|
    seldom often""".replace("\n", "").split("|")
)
SYNONYMS = tuple(
    tuple(group.split())
    for group in """say tell state add announce declare report note comment explain|die dead death perish|
    kill murder slay|
    big large huge major|begin start launch commence open|end finish conclude stop halt|buy purchase acquire|
    help aid assist assistance|child kid youngster boy girl|car vehicle|doctor physician medic|film movie|
    house home property|job work role post position|company firm business|police officer cop|man guy male|
    woman female lady|hurt injure wound|rise increase grow climb jump soar surge|
    fall drop decline decrease plunge tumble|show reveal display demonstrate|get receive obtain|
    give provide offer hand|ask request urge call|want seek wish hope|need require|use utilise utilize|
    find discover locate|make create produce|leave depart quit exit|attack assault strike|
    meet meeting talks discuss|win beat defeat victory|lose defeat loss|arrest detain hold custody|charge accuse|
    jail prison imprison|trial court|crash collision accident|fire blaze|storm hurricane|money cash fund|price cost|
    illness disease sickness|hospital clinic|school college|pupil student|teacher tutor|father dad|mother mum mom|
    wife husband partner spouse|game match|team side club squad|player footballer striker midfielder|
    country nation state|government administration|leader head chief boss|president leader|minister secretary|
    law legislation bill|vote ballot election poll|protest demonstration rally|worker employee staff|
    chance opportunity|choose pick select|near close|quick fast rapid|happy pleased delighted|sad upset|
    angry furious|important key significant crucial|famous celebrity star|support back|oppose against|
    stop prevent block|allow permit let|try attempt|plan intend|think believe|claim allege assert|
    deny reject refuse|agree accept|warn caution|condemn denounce criticise criticize|
    about approximately around roughly nearly almost|many several numerous|new recent latest|old former previous ex|
    year annual|month monthly|week weekly|day daily|british britain uk|american us america|call name|appear seem|
    become turn|move shift transfer|travel go journey|return back|stay remain|live reside|build construct|
    break fracture|destroy damage|steal theft rob|shoot gun|fight battle|war conflict|soldier troop military army|
    peace truce ceasefire|deal agreement accord pact|issue problem|part portion|area region zone|city town|
    street road|main principal chief|include contain|consist comprise|cause lead|result outcome|study research|
    scientist researcher|hit strike|smash break|celebrate mark|join enter|sign contract|score goal|lead top|
    photo picture image|eat consume|sell sale|pay salary wage|rich wealthy|poor deprived|sick ill|dog pet|
    baby infant newborn|teenager teen|elderly old|bodies body corpse|victim casualty|suspect defendant|
    lawyer attorney|judge court|wed marry marriage wedding|divorce split separate|birth born""".replace("\n", "").split(
        "|"
    )
)
