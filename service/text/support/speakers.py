"""Who says what in a sentence and in the words that it cites: a speaker may not be dropped, moved or invented.

Enters: a sentence and its passages. Leaves: a fault with words, or None. Pure. A speaker may be named by title,
surname, acronym or role; "he" is who was named last before it in the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Reason
from service.text.folding import fold, spelling_variants
from service.text.names import tokens
from service.text.sentences import sentence_spans
from service.text.support.fault import Fault
from service.text.support.lexicon import lemma, senses
from service.text.support.passage import Passage
from service.text.support.reading import Reading, read
from service.text.support.speech_acts import Act, acts_of, quoted_acts, same_speaker, senses_of
from service.text.support.tags import Tag, tags_of
from service.text.support.voices import has_voice, lost_voice

USED = 3  # content words of a speech from which on a sentence says what was said
LONG = 8  # sentences of evidence
SURE = 0.8  # of the words, in a whole article
LEAST = 0.34  # of the words, from which on an act may be the one that is meant
LEAST_SAID = 1  # words of a speech
NOUNS = 12  # words of a speaker from which on it is a clause misread
AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ee|ive)$")
HAS_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|will|would|could|should|may|might|did)\s\w+", re.I)
DENYING = frozenset(lemma(w) for w in "deny dispute reject dismiss refute contradict rebut disavow".split())
FIGURE = 3  # words that a figure weighs: it tells two statements apart
# Kinds of speakers: two heads of one line may be one speaker, as may an organ and its body; of two lines they are not
KINDS = tuple(
    frozenset(lemma(w) for w in line.split())
    for line in (
        """company firm group carrier airline operator maker manufacturer bank lender retailer supplier builder developer
        owner business employer publisher broadcaster producer insurer brewer start-up chain shipyard railway bidder
        buyer seller investor shareholder fund brewery haulier exporter importer landlord hotelier""",
        """agency authority regulator watchdog ministry government office embassy mission state country city town council
        board department administration body institution commission service parliament cabinet coastguard police
        inspector inspectorate prosecutor navy army admiralty force officer official customs diplomat""",
        """club charity organisation organization union association federation campaign council group party movement lobby
        chamber alliance forum society network activist campaigner critic opponent objector protester environmentalist
        opposition nationalist supporter member organiser""",
        "resident local villager neighbour neighbor inhabitant islander citizen family relative parent tenant people",
        "worker staff employee crew pilot driver docker miner nurse teacher fisherman farmer shopkeeper trader haulier lorry",
        "analyst economist expert researcher scientist professor scholar biologist engineer study survey poll institute",
        "survivor witness passenger victim patient customer guest visitor tourist spectator",
        "student pupil youth",
        "lawyer attorney",
        "judge court",
        "architect designer artist author writer director singer actor composer conductor painter sculptor musician",
        """museum gallery theatre theater orchestra festival library archive academy foundation school university college
        hospital clinic church diocese parish monastery zoo opera choir ensemble troupe""",
        "firefighter rescuer brigade paramedic lifeguard volunteer coastguard police service diver",
        """meteorologist seismologist volcanologist geologist hydrologist forecaster archaeologist historian curator
        conservator restorer scientist expert researcher observatory bureau institute survey weather centre""",
        "widow widower heir son daughter brother sister father mother wife husband relative family parent child",
        "bishop priest pastor vicar abbot rabbi imam monk nun church diocese",
        "collector dealer auctioneer owner buyer seller auction house gallery",
        "player coach fan referee team club",
        "critic reviewer columnist commentator journalist reporter newspaper magazine daily editor publisher",
    )
)
# whoever speaks for a firm, an office or a union, of which the article may say only that
ORGANS = frozenset(
    lemma(w)
    for w in """spokesman spokeswoman spokesperson chief head leader director executive president chairman chairwoman
    chair boss manager secretary founder co-founder owner minister premier mayor governor ambassador envoy general
    commander captain skipper delegate representative official""".split()
)
SPOKEN_FOR = KINDS[0] | KINDS[1] | KINDS[2]
# of these one is not another, whoever they lead
OFFICES = tuple(
    frozenset(lemma(w) for w in line.split())
    for line in (
        "minister secretary", "mayor", "governor", "ambassador envoy diplomat delegate", "captain skipper master pilot",
        "general commander officer", "spokesman spokeswoman spokesperson", "founder co-founder", "lawyer attorney",
    )
)  # fmt: skip
SHARE = 0.5  # of the words that only this speech has
# Attribution without a verb of speech
VIEW = re.compile(
    r"\b(?:in\s(?:the\s)?(?:view|words|opinion|eyes|account|estimate|judgement)s?\sof"
    r"|by\s(?:the\s)?[\w’' ]{2,40}?(?:own\s)?(?:account|estimate|count|reckoning)s?"
    r"|[’']s?\s(?:view|words|opinion|account|estimate|figures?|estimates)"
    r"|seen\sby|according\sto|\bput(?:s|ting)?\s(?:the|it|its|their|them|at|down)|reckons?|fears?|thinks?|thought|feels?|felt"
    r"|reportedly|allegedly|alleged|so-called|said\sto|believed\sto|understood\sto|reports?\sthat|evidence|testimon(?:y|ies)"
    r"|suggests?|suggested|finds?|found|see|sees|expects?|expected|consider(?:s|ed)?"
    r"|spoke\sof|speaks?\sof|for\s[A-Z][\w’' -]{2,40},"
    r"|conclud(?:es|ed)|ruled|held\sthat|charg(?:es|ed)|calls?|called|calling|presented|described)\b"
)
SCARE = re.compile(r"[“\"]([\w-]+(?:\s[\w-]+)?)[,.]?[”\"]")  # one or two words in quotation marks
TITLED = re.compile(r"(Mrs|Ms|Miss|Mr)\b")
DENIALS = frozenset({"deny", "dispute", "contradict", "refute", "disavow", "repudiate"})
ACCUSING = frozenset({"accuse", "warn", "blame"})
WEAK = frozenset({"thank", "welcome", "mention"})
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject|disput|refut|contradict|contest|repudiat|refus|no\b|not\b|never\b|untrue|false)",
    re.I,
)


def _is_in(act: Act, claim: Reading, acronyms: dict[str, str]) -> bool:
    """True where the sentence names the speaker in any way."""
    have = {f"name:{fold(t.core)}" for t in tokens(claim.text)} | {f"role:{s}" for w in claim.words for s in w.senses}
    return same_speaker(act.who, frozenset(have), acronyms)


def speaker_fault(text: str, passages: Sequence[Passage]) -> Fault | None:
    """What is wrong with who says what; None: nothing found."""
    claim = read(text)
    acronyms = {fold(k): v[2] for p in passages for k, v in p.analysis.acronyms.items()}
    told = [(p, act) for p in passages for act in [*acts_of(p.reading, p), *quoted_acts(p)]]
    mine = acts_of(claim)
    if (adopted := _adopted(text, passages)) is not None:
        return adopted
    return _dropped(claim, passages, told, mine, acronyms) or _moved(claim, passages, acronyms)


def _dropped(
    claim: Reading,
    passages: Sequence[Passage],
    told: Sequence[tuple[Passage, Act]],
    mine: Sequence[Act],
    acronyms: dict[str, str],
) -> Fault | None:
    for _, act in told:
        if act.lemma in WEAK or (act.cls == "directive" and act.lemma not in ACCUSING):
            continue
        if act.cls == "denial" and act.lemma not in DENIALS:  # an offer is rejected, a suit dismissed: no speech
            continue
        if act.lemma in DENIALS and not DENIED.search(claim.text) and not senses(lemma(act.lemma)) & claim.senses:
            used = [w for w in claim.words if w.senses & act.content]
            if len(used) >= USED and len(used) >= SHARE * len(act.words):
                return Fault(Reason.DENIAL_LOST, (act.lemma,))
    lost = lost_voice(claim, tuple(p.reading for p in passages))
    return Fault(Reason.SPEAKER_LOST, (lost,)) if lost else None


def _adopted(text: str, passages: Sequence[Passage]) -> Fault | None:
    """A word that every passage has in quotation marks only, without its marks: somebody's word made a fact."""
    if has_voice(text):
        return None
    for passage in passages:
        for match in SCARE.finditer(passage.quote):
            words = match[1].strip(" ,.")
            plain = re.compile(rf"(?<![“\"‘'\w]){re.escape(words)}(?![\w”\"’'])", re.I)
            if plain.search(text) and not any(plain.search(p.quote) for p in passages):
                return Fault(Reason.SPEAKER_LOST, (words,))
    return None


def _free_senses(passages: Sequence[Passage], act: Act) -> frozenset[str]:
    """Senses that the passages have outside this act's content: the writer's own words, or another's."""
    inside = {id(w) for w in act.words}
    return frozenset().union(*(w.senses for p in passages for w in p.reading.words if id(w) not in inside))


def _moved(claim: Reading, passages: Sequence[Passage], acronyms: dict[str, str]) -> Fault | None:
    """Words that the passages give to one speaker, and the sentence to another whom they tell from the first."""
    told = [tag for p in passages for tag in tags_of(p.reading)]
    for tag in tags_of(claim):
        if not (tag.names or tag.roles) or len(tag.words) < LEAST_SAID or tag.verb in WEAK:
            continue
        if len(tag.zone.split()) > NOUNS or HAS_VERB.search(f"{tag.zone} x"):
            continue
        is_denial = tag.verb in DENYING
        scored = [(_match(tag, other), other) for other in told if (other.verb in DENYING) == is_denial]
        top = max((score for score, _ in scored), default=0.0)
        if top < SHARE:
            continue
        near = [t for score, t in scored if score >= max(LEAST, top - 0.3)]
        if any(not is_another(tag, other, passages, acronyms) for other in near):
            continue
        return Fault(Reason.SPEAKER_CHANGED, (tag.zone,))
    return None


def _is_long(passages: Sequence[Passage]) -> bool:
    """Whole articles: who else says or shows the same, no alignment of words can tell; plain reports are let pass."""
    return sum(len(p.reading.sentences) for p in passages) > LONG


def is_another(mine: Tag, theirs: Tag, passages: Sequence[Passage], acronyms: dict[str, str]) -> bool:
    """True where the two cannot be one speaker: other names, or a role that the passages give to somebody else."""
    left, right = _names(mine, acronyms), _names(theirs, acronyms)
    if not (theirs.names or theirs.roles) or left & right or any(spelling_variants(a, b) for a in left for b in right):
        return False
    strong = {n for n in mine.names if not n.endswith("'s")}, {n for n in theirs.names if not n.endswith("'s")}
    if all(strong):
        return True
    roles = _senses(mine.roles), _senses(theirs.roles)
    head = senses(mine.head)
    if _beside(head, strong[1], passages) or _beside(senses(theirs.head), strong[0], passages):
        return False
    if strong[0]:  # named here, and there only by a role that no article has beside the name
        return any(fold(t.core) in strong[0] for p in passages for t in tokens(p.text))
    if roles[0] & roles[1] or not roles[0] & head:
        return False
    given = roles[1] | senses(theirs.head)
    if _apart(head, given, OFFICES):
        return True
    if head & KINDS[0] and given & ORGANS:
        zone = {lemma(w) for w in theirs.zone.split()}
        return any(w.senses & head for p in passages for w in p.reading.words if w.key not in zone)
    is_told = any(w.senses & head for p in passages for w in read(p.text).words)
    owners = {n.removesuffix("'s") for n in theirs.names}
    if given & ORGANS and head & (ORGANS | SPOKEN_FOR) or head & ORGANS and given & SPOKEN_FOR:
        return is_told and not _beside(head, owners, passages)
    if not given:
        return is_told
    kinds = _kinds(mine.head), _kinds(theirs.head) | frozenset().union(*(_kinds(r) for r in theirs.roles))
    return bool(kinds[0]) and bool(kinds[1]) and not kinds[0] & kinds[1] and not _beside(head, owners, passages)


def _kinds(head: str) -> frozenset[str]:
    """The lines of the table that a noun stands in; an agent noun that stands in none is a kind of its own."""
    found = frozenset(str(n) for n, line in enumerate(KINDS) if head in line)
    return found or (frozenset({head}) if AGENT.search(head) or head in ORGANS else frozenset())


def _apart(mine: frozenset[str], theirs: frozenset[str], lines: Sequence[frozenset[str]]) -> bool:
    """True where both stand in the table and in no line of it together."""
    left, right = ([n for n, line in enumerate(lines) if line & side] for side in (mine, theirs))
    return bool(left) and bool(right) and not set(left) & set(right)


def _beside(head: frozenset[str], names: set[str], passages: Sequence[Passage]) -> bool:
    """True where an article has the role right beside one of the names."""
    for doc in {p.text for p in passages}:
        words = read(doc).words
        at = [n for n, w in enumerate(words) if fold(w.text) in names]
        if any(words[k].senses & head for n in at for k in range(max(0, n - 4), min(len(words), n + 5))):
            return True
    return False


def _names(tag: Tag, acronyms: dict[str, str]) -> set[str]:
    plain = {n for n in tag.names if not n.endswith("'s")} | {r[1:] for r in tag.roles if r.startswith("?")}
    return plain | {fold(t.core) for n in plain if n in acronyms for t in tokens(acronyms[n])}


def _senses(roles: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(senses(r) for r in roles if not r.startswith("?")))


def _match(tag: Tag, other: Tag) -> float:
    """How much of the two is the same; one may tell more than the other."""
    mine, theirs = _overlap(tag, other), _overlap(other, tag)
    return max(mine, (mine + theirs) / 2)


def _overlap(tag: Tag, other: Tag) -> float:
    words = [w for w in tag.words if w.kind != "name"] or list(tag.words)
    content = senses_of(other.words)
    weights = [FIGURE if w.kind == "number" else 1 for w in words]
    return sum(n for w, n in zip(words, weights, strict=True) if w.senses & content) / sum(weights)
