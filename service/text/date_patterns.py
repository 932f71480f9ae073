"""The regular expression of English time expressions, one named group a family.

Pure data: ``dates.py`` reads the matches. Every repetition is bounded, so that matching stays linear.
"""

from __future__ import annotations

import re

from service.text.sought import Sought

MONTHS = "january february march april may june july august september october november december".split()
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
SMALL_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": "1", "an": "1", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50"}

_S = r"[ \u00a0]"  # one space; a line break ends an expression
_MONTH = (
    r"(?:J(?:an(?:uary|\.)?|une\b|un\b\.?|uly\b|ul\b\.?)|F(?:eb(?:ruary|\.)?)|Mar(?:ch|\.)?|Ma[y]|A(?:pr(?:il|\.)?|ug(?:ust|\.)?)"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JAN\.?|FEB\.?|APR\.?|AUG\.?|SEPT?\.?|OCT\.?|NOV\.?|DEC\.?)"
)
_FULL_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SHORT_WEEKDAY = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
_PART = r"(?:early |late )?(?:morning|afternoon|evening|night|dawn|noon|midday|midnight)"
_UNIT = r"(?:hour|day|week|month|year|decade)s?"
_COUNT = (
    r"(?:[0-9]{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty"
    r"|thirty|forty|fifty|several|many|some|a few|a couple of|few|A|One|Two|Three|Four|Five|Six|Several|Many|A few)"
)
_END = r"(?![\w]|[.,:/][0-9]|-[0-9])"
_HALF = r"(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
_CLOCK = (
    rf"(?:(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?::[0-5][0-9])?(?:{_S}?{_HALF})"
    r"|(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
    rf"|(?:1[0-2]|0?[1-9]){_S}?{_HALF}|(?:[01][0-9]|2[0-3])[0-5][0-9](?={_S}(?:GMT|UTC)\b))"
    rf"(?:{_S}(?:GMT|UTC|EST|EDT|CET|BST|local{_S}time)\b)?"
)
_MODIFIER = r"(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Ff]ollowing|[Pp]ast|[Cc]oming|[Cc]urrent|[Ss]ame)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_EARLY = r"(?:[Ee]arly|[Mm]id|[Ll]ate)[ \u00a0\-]"

FAMILIES = (
    (
        "iso",
        (
            rf"{_YEAR}(?P<isomark>[-./])(?:0[1-9]|1[0-2])(?P=isomark)(?:0[1-9]|[12][0-9]|3[01])"
            r"(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+\-][0-9]{2}:?[0-9]{2})?)?(?![\w]|[-./][0-9])"
        ),
    ),
    ("slashed", rf"(?:[0-9]{{1,2}}/[0-9]{{1,2}}/|[0-9]{{1,2}}\.[0-9]{{1,2}}\.)(?:{_YEAR}){_END}"),
    (
        "monthday",
        (
            rf"(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}),?{_S})?{_MONTH}{_S}(?:the{_S})?{_DAY}"
            rf"(?:{_S}?[-–]{_S}?(?:{_MONTH}{_S})?{_DAY})?(?:,?{_S}{_YEAR})?(?![\w]|[.:/][0-9]|,[0-9]|-[0-9])"
        ),
    ),
    (
        "daymonth",
        (
            # "the 19 Sept. 11 hijackers": the number in front counts them; "On 5 March 12 people died" has it behind
            rf"(?:(?<=[Oo]n{_S})|(?!{_DAY}{_S}{_MONTH}\.?{_S}{_DAY}\b(?![0-9:])))"
            rf"(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}),?{_S})?{_DAY}(?:{_S}?[-–]{_S}?{_DAY})?{_S}(?:of{_S})?{_MONTH}"
            rf"(?:,?{_S}{_YEAR})?{_END}"
        ),
    ),
    ("monthyear", rf"(?:{_EARLY})?{_MONTH},?{_S}(?:of{_S})?(?:{_YEAR}){_END}"),
    ("month", rf"(?:{_MODIFIER}{_S}|{_EARLY})?{_FULL_MONTH}(?![\w])"),
    ("decade", rf"(?:{_EARLY})?(?:(?:1[5-9]|20)[0-9]0s|['’‘][0-9]0s)(?![\w])"),
    ("century", rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)){_S}century\b"),
    # "at the 2:15 mark", "with 2:15 left": minutes of a match, no time of day
    ("clock", rf"{_CLOCK}{_END}(?!{_S}(?:mark|remaining|into{_S}the|left{_S}(?:in|on|to)|to{_S}(?:go|play))\b)"),
    ("year", rf"(?:{_EARLY})?(?:{_YEAR})(?![\w%]|[.,:/][0-9]|[-–][0-9])"),
    (
        "weekday",
        (
            rf"(?:(?:[Ll]ast|[Tt]his|[Nn]ext|[Ee]arly|[Ll]ate|[Ee]arlier{_S}(?:on|this)){_S}(?:on{_S})?)?{_WEEKDAY}"
            rf"(?:{_S}{_PART}\b)?(?![\w])"
        ),
    ),
    (
        "ago",
        (
            rf"{_COUNT}{_S}{_UNIT}{_S}(?:ago|earlier|later|before(?=[,.;:!?]|$)|prior|previously|from{_S}now|after(?=[,.;:!?]|$))\b"
        ),
    ),
    (
        "past",
        (
            rf"(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Ww]ithin){_S}the{_S}(?:past|last|next|coming|previous)"
            rf"(?:{_S}(?:few|several|couple{_S}of|[0-9]{{1,4}}|two|three|four|five|six|seven|eight|nine|ten|twelve))?{_S}"
            r"(?:hours|days|weeks|months|years|decades)\b"
        ),
    ),
    (
        "sameday",
        (
            rf"(?:[Ee]arlier|[Ll]ater){_S}(?:on|in|during)?{_S}?(?:the|that|this){_S}(?:same{_S})?(?:day|morning|afternoon"
            rf"|evening|week|month|year)\b|[Ee]arlier{_S}today\b|[Ll]ater{_S}today\b"
            rf"|(?:the|that){_S}(?:same|very|following|next|previous){_S}(?:day|morning|evening|night|week|month|year)\b"
            rf"|the{_S}(?:day|night|week|weekend|month|year){_S}(?:before|after|prior)(?={_S}?[,.;:!?]|$)"
            rf"|that{_S}(?:day|week|month|year|morning|evening|night)\b"
        ),
    ),
    (
        "weekend",
        (rf"(?:[Oo]ver|[Dd]uring|[Aa]t|[Oo]n){_S}(?:the|this{_S}past|the{_S}past){_S}weekend\b|[Tt]he{_S}weekend\b"),
    ),
    (
        "step",
        (
            rf"(?:[Tt]he{_S})?{_MODIFIER}{_S}(?:week(?:end)?|month|year|decade|century|night|morning|afternoon|evening|day"
            rf"|fortnight|{_SEASON})\b(?!-)"
        ),
    ),
    (
        "dayword",
        (rf"(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)(?:{_S}(?:morning|afternoon|evening|night))?(?![\w])"),
    ),
    (
        "vague",
        (
            rf"(?:[Mm]ost{_S})?[Rr]ecently\b|[Ll]ately\b|[Nn]owadays\b|[Cc]urrently\b|[Tt]hese{_S}days\b|[Aa]t{_S}present\b"
            rf"|[Ii]n{_S}recent{_S}(?:hours|days|weeks|months|years|times)\b|[Tt]o{_S}date\b|[Ss]o{_S}far\b"
            rf"|[Ee]arlier(?=,)|[Pp]reviously(?=,)|(?<!\b[Aa]s\s)(?<!\bhow\s)(?<!\btoo\s)[Ss]oon\b|[Ss]hortly{_S}(?:before|after)(?=[,.;]|$)"
        ),
    ),
)
IN_FIGURES = frozenset("iso slashed monthday daymonth monthyear decade century clock year".split())
_OPENS = r"(?<![\w\-–/])(?<![0-9][.,:])"
EXPRESSION = re.compile(_OPENS + "(?:" + "|".join(f"(?P<{name}>{body})" for name, body in FAMILIES) + ")")
# the same for a text without a figure
IN_WORDS = Sought(
    _OPENS + r"\b(?:" + "|".join(f"(?P<{name}>{body})" for name, body in FAMILIES if name not in IN_FIGURES) + ")"
)
TRIGGER = re.compile(
    r"[0-9]|day|month|year|week|decade|night|morning|afternoon|evening|summer|winter|spring|autumn|today|yesterday"
    r"|tomorrow|ecently|ately|owadays|urrently|resent|arlier|ater|reviously|soon|Soon|hortly|date|far|hours|recent"
    rf"|century|fortnight|{_FULL_MONTH}"
)
