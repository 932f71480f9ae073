"""What a quantity is, and the words and patterns that tell one. Pure data: ``quantities`` and ``loose`` read them."""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.date_patterns import MONTHS as MONTH_NAMES
from service.text.numerals import FRACTIONS, ORDINALS, SCALES, TENS, UNITS
from service.text.sought import Sought


class Quantity(NamedTuple):
    """`kind` is count, ordinal, year, ratio, points, money, hours, months, measure, times, score or vague."""

    start: int
    end: int
    kind: str
    value: float
    high: float | None
    unit: str  # currency or measure
    counted: str
    counted_end: int
    bound: str
    label: str = ""  # of a vague quantity
    only_given: bool = False  # read loosely: good enough to carry a figure, not to be asked for
    bare: float = 0.0  # the figure without its unit, as a side that names none tells it; 0: the value


SUM = "sum"  # label of a duration or measure told in two units
RANGE = "range"  # label of a range told with "from"
SHARE = "share"  # label of a ratio told with two numbers
HOURS = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "night": 24.0,
    "week": 168.0,
    "fortnight": 336.0,
}
METRES = {"cm": 0.01, "m": 1.0, "km": 1000.0}
GRAMS = {"g": 1.0, "kg": 1000.0, "tonne": 1_000_000.0}
GROUPS = {
    "duo": 2, "twins": 2, "couple": 2, "pair": 2, "duet": 2, "trio": 3, "triplets": 3, "triptych": 3, "trilogy": 3,
    "quartet": 4,
    "foursome": 4, "quintet": 5, "sextet": 6, "septet": 7, "octet": 8, "centenary": 100, "centennial": 100,
    "bicentenary": 200, "tercentenary": 300, "single": 1, "sole": 1, "lone": 1, "solitary": 1,
    "bilingual": 2, "trilingual": 3, "bilateral": 2, "trilateral": 3,
}  # fmt: skip
MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0, "decade": 120.0, "century": 1200.0}
MONEY = {
    "pound": "£", "sterling": "£", "quid": "£", "dollar": "$", "euro": "€", "krone": "kr", "kroner": "kr",
    "krona": "kr",
    "kronor": "kr", "crown": "kr", "kroon": "kr", "franc": "CHF", "rand": "rand", "real": "real", "reais": "real",
    "zloty": "zloty", "zlotys": "zloty", "złoty": "zloty", "forint": "forint", "dinar": "dinar", "lev": "lev",
    "leva": "lev", "leu": "leu", "lei": "leu", "won": "won", "baht": "baht", "ringgit": "ringgit", "rupiah": "rupiah",
    "dong": "dong", "naira": "naira", "cedi": "cedi", "shilling": "shilling", "birr": "birr", "dirham": "AED",
    "riyal": "SAR", "rial": "rial", "taka": "taka", "kwacha": "kwacha", "koruna": "koruna", "kuna": "kuna",
    "lari": "lari",
    "cent": "cent", "penny": "penny", "pence": "penny", "mark": "mark", "peso": "MXN", "rupee": "₹", "rouble": "₽",
    "ruble": "₽", "yen": "¥", "yuan": "CN¥", "shekel": "₪", "lira": "₺", "hryvnia": "₴", "guilder": "guilder",
}  # fmt: skip
SMALL = UNITS | TENS | SCALES | {"a": 1, "an": 1, "couple": 2, "every": 1, "twice": 2}
NUMERAL = "|".join(sorted({*UNITS, *TENS}, key=len, reverse=True))
SHARE_OF = Sought(
    rf"\b(?P<top>{NUMERAL}|[0-9]{{1,3}})\s(?:[a-z][a-z'’-]*\s){{0,3}}?(?:in|of|out\sof|(?:for|of|in)\severy)\s(?P<bottom>(?:twenty|thirty|forty)-\w+"
    rf"|{NUMERAL}|[0-9]{{1,3}}|a\shundred)\b(?!-|[,.][0-9]|\s(?:second|minute|hour|day|week|month|year|decade|match|game"
    r"|district|region|stage|phase|attempt|instalment)[a-z]*\b)",
    re.I,
)
EVERY_NTH = Sought(rf"\bevery\s(?P<nth>{'|'.join(ORDINALS)}|second|[0-9]{{1,3}}(?:nd|rd|th))\b", re.I)
PARTS = "|".join(FRACTIONS)
PART = Sought(rf"\b(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>{PARTS})(?P<many>s?)\b", re.I)
PART_OF_SCALE = Sought(
    rf"\b(?:(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?"
    rf"(?:(?P<part>half|quarters?|(?:{PARTS})s?)\s(?:of\s)?an?\s|(?P<short>half|quarters?)(?:-|\s(?=p[a-z]+)))"
    r"(?P<scale>million|billion|thousand|trillion|dozen|(?:percentage[\s-])?points?|century|decade|year|month|week|day|hour"
    r"|minute|second|kilometre|kilometer|metre|meter|mile|tonne|ton|kilo|litre|liter|hectare)\b(?![’']s)",
    re.I,
)
HALF = Sought(r"\b(?:half(?:-(?:price|size|full|empty))?|halv(?:ed|es|ing|e))\b", re.I)
PERIOD_HALF = re.compile(
    r"\b(?:first|second|latter|other|last|opening|closing|earlier|later|northern|southern|eastern|western|upper|lower|better)[\s-]$",
    re.I,
)
TIMES = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "two-fold": 2,
    "thrice": 3, "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3, "trebled": 3, "trebling": 3,
    "threefold": 3, "three-fold": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "fivefold": 5,
    "sixfold": 6, "tenfold": 10,
}  # fmt: skip
MULTIPLE = Sought(rf"\b(?:{'|'.join(sorted(TIMES, key=len, reverse=True))})\b", re.I)
ONE_UNIT = Sought(
    r"\b(?P<many>an?|one|another|an?\s(?:further|whole|full|single|extra)|the|half\san?)[\s-]"
    r"(?P<unit>second|minute|hour|day|week|fortnight|month|year|decade|century)\b(?:(?P<age>-(?:old|long))|)"
    r"|\b(?:January|March|June|September|December|first|second|third|fourth|final|last|this|the|next|same|that|previous|preceding"
    r"|past|following|corresponding|each|every)\s(?P<quarter>quarter)\b(?!\sof\b(?!\s(?:(?:19|20)[0-9]{2}|last|this|next|the\syear)))"
    r"|\b(?P<alone>fortnight|century|decade|year|month|week|day|hour)(?:-(?:old|long))\b"
    r"|\b(?P<sum>couple|pair)\sof\s(?P<of>second|minute|hour|day|week|month|year|decade)s\b|\b(?P<ly>fortnightly)\b",
    re.I,
)
AND_HALF = Sought(  # "three-and-a-half-hour", "a year and a half"
    rf"\b(?P<count>an?|{NUMERAL}|[0-9]{{1,3}})"
    rf"(?:[\s-](?P<unit>{'|'.join((*HOURS, *MONTHS))})s?)?[\s-]and[\s-]a[\s-]half"
    rf"(?:[\s-](?P<behind>{'|'.join((*HOURS, *MONTHS))})s?)?\b",
    re.I,
)
AGED = Sought(r"\b(?:over|under)-([0-9]{1,3})s\b")
LAP = Sought(r"(?<![\d:.])([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])(?![\d:])")  # hours, minutes, seconds of a race
NO_SCORE = Sought(r"\b(?:goalless|scoreless|nil-nil)\b", re.I)
NTH_OF_MORE = Sought(rf"\b(?:an?|the)\s({'|'.join(ORDINALS)})(?=,\s[A-Z]|\sone\b)")  # "a sixth, Dobrica"
HALF_YEAR = Sought(
    r"\b(?:first|second|latter)\shalf\sof\s(?:the\syear|last\syear|this\syear|(?:19|20)[0-9]{2})|\bhalf-year\b", re.I
)
NO_FIGURE = re.compile(r"-(?:figure|digit|way|fold)\b")
GROUP = Sought(rf"\b(?:{'|'.join(GROUPS)})\b", re.I)
BARE_METRES = re.compile(r"(?<![\w$€£.,])([0-9]{1,4}(?:\.[0-9]+)?)m\b")
PAIR = Sought(r"\b(?:both|a\spair\sof|a\scouple\sof|a\sbrace\sof)\s", re.I)
CLOCK_WORDS = Sought(  # a time of day in words, which ``moments`` compares
    r"\b(?:(?:at|until|till|by|before|after|since|around|about|was|is|from|and|exactly|almost|nearly|barely|only|just)\s"
    r"(?P<minutes>five|ten|quarter|a\squarter|twenty|twenty-five|half)\s(?:minutes\s)?"
    rf"|(?P<exact>(?:(?:twenty|thirty|forty|fifty)-)?(?:{NUMERAL})|[0-9]{{1,2}})\sminutes\s)"
    r"(?P<side>to|past)\s(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)\b"
    r"(?!\s(?!on|in|at|and|when|as|a)[a-z])",
    re.I,
)
ONE_PART = Sought(rf"\bone[\s-]({'|'.join(FRACTIONS)})\b", re.I)
# "from 3 to 4 November": the first day has no month of its own
DAYS_FROM = Sought(
    rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?\s?(?:to|and|or|until|till|[-–])\s?[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(MONTH_NAMES)})\b",
    re.I,
)
ARTICLE = re.compile(r"\b(?:an?|the)\s$", re.I)
DECADES = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip
TENS_OF_LIFE = Sought(rf"\b(?:his|her|their)\s(?:early[\s-]|mid[\s-]|late[\s-])?({'|'.join(DECADES)})\b", re.I)
YEAR_WORDS = Sought(
    rf"\b(?P<century>eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[\s-]"
    rf"(?P<rest>(?:{'|'.join(TENS)})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b(?!-|\s(?:thousand|million|per))",
    re.I,
)
