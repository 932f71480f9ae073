"""The regular expressions of English numbers. Pure data: ``numbers.py`` reads the matches.

Repetitions of digits are possessive, so that matching stays linear on hostile input.
"""

from __future__ import annotations

import re

from service.text.numerals import FRACTIONS, ORDINALS, RUN, SCALES, UNITS, alternation
from service.text.sought import Sought

CODES = {
    "$": "$", "US$": "$", "USD": "$", "A$": "A$", "AU$": "A$", "C$": "C$", "CA$": "C$", "NZ$": "NZ$", "HK$": "HK$",
    "S$": "S$", "R$": "R$", "€": "€", "EUR": "€", "£": "£", "GBP": "£", "¥": "¥", "JPY": "¥", "₹": "₹", "Rs": "₹",
    "₪": "₪", "ILS": "₪", "NIS": "₪", "₺": "₺", "TRY": "₺", "₽": "₽", "₩": "₩", "₴": "₴", "CHF": "CHF",
    "SEK": "kr", "NOK": "kr", "DKK": "kr", "ISK": "kr", "CZK": "kr", "PLN": "zloty", "HUF": "forint", "RON": "leu",
    "CNY": "CN¥", "RMB": "CN¥", "INR": "₹", "RUB": "₽", "UAH": "₴", "AUD": "A$", "CAD": "C$", "NZD": "NZ$",
    "HKD": "HK$", "SGD": "S$", "BRL": "R$", "ZAR": "rand", "MXN": "MXN", "THB": "baht", "NGN": "naira",
    "KES": "shilling", "AED": "AED", "SAR": "SAR",
}  # fmt: skip
FRACTION_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}

_S = r"[ \u00a0]"
_SIGNS = "".join(FRACTION_SIGNS)
_SYMBOLS = "|".join(re.escape(code) for code in sorted(CODES, key=len, reverse=True))
_LONG_SCALES = "hundred|thousand|million|billion|trillion|dozen|Hundred|Thousand|Million|Billion|Trillion"
_FIGURE = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})++(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?![0-9])|[1-9]/(?:[2-689]|10)(?![0-9])"
    rf"|[0-9]++(?:\.[0-9]++)?|[{_SIGNS}])"
)
_DIGITS = (
    rf"(?<![^\W][.,:/'’_])(?<![^\W\d][\-–])(?:(?P<sign>[\-−]|[Mm]inus{_S})(?=[0-9]))?(?P<currency>(?:{_SYMBOLS})\.?{_S}?)?"
    rf"(?P<figure>{_FIGURE})(?P<mixed>{_S}?[{_SIGNS}])?(?![./:][0-9])"
    rf"(?:(?P<suffix>st|nd|rd|th)(?![\w])|(?P<scale>[ \u00a0\-]?(?:{_LONG_SCALES})(?![\w])"
    rf"|{_S}?(?:mn|mln|bn|tn|trn|Bn|BN)(?![\w])|[kKbB](?![\w])"
    rf"|[mM](?![\w])(?(currency)|(?!{_S}(?:high|long|wide|deep|tall|away|race|sprint|above|below|from))))|(?![A-Za-z]{{1,3}}[0-9]))"
)
_VAGUE = (
    r"(?:[Tt]ens|[Hh]undreds|[Dd]ozens|[Tt]housands|[Ss]cores|[Mm]illions)\sof\s(?:thousands|millions|billions)\b"
    r"|(?:[Ss]everal|[Aa]\s(?:few|couple)|[Mm]any|[Cc]ountless|[Ff]ew|[Aa]\scouple\sof)\s"
    r"(?:dozen|hundred|thousand|million|billion)s?\b"
    r"|(?:[Dd]ozens|[Hh]undreds|[Tt]housands|[Mm]illions|[Bb]illions|[Ss]cores(?=\sof))\b"
)
_BOTTOMS = "|".join(name for name in FRACTIONS if name != "half")
_TOPS = alternation([name for name, value in UNITS.items() if 0 < value < 10])
_SHARE = rf"(?:[Aa]n?|[Oo]ne)[ \-](?:{_BOTTOMS})(?=\sof\b|-)|(?:{_TOPS})[ \-](?:{_BOTTOMS})s\b"
SHARES = re.compile(r"([A-Za-z]+)[ \-]([A-Za-z]+)")
_HALF = (
    rf"[Hh]alf{_S}an?{_S}(?:{'|'.join(SCALES)})\b"
    r"|(?<!first-)(?<!first )(?<!second )(?<!other )[Hh]alf(?=\s(?:of|the|its|their|his|her|our)\b)"
)
_IN_WORDS = (
    rf"(?P<share>{_SHARE})|(?P<half>{_HALF})|(?P<vague>{_VAGUE})"
    rf"|(?:(?P<run>{RUN})(?P<and_half>\sand\sa\shalf(?P<half_scale>\s(?:million|billion|thousand))?\b)?)(?P<words>)"
    rf"|(?P<ordinal>{alternation([*ORDINALS, 'first', 'second'])})\b"
)
NUMBER = re.compile(rf"(?<![\w])(?:{_IN_WORDS}|{_DIGITS}(?P<digits>))")
# the same for a text without a figure
IN_WORDS = Sought(rf"(?<![\w])\b(?:{_IN_WORDS})")
FIGURE = re.compile(f"[0-9{_SIGNS}]")
# lastgroup names the family: the empty group at the end of a family is the last one that matched
NUMBER_HINT = re.compile(
    rf"[0-9{_SIGNS}]|[Oo]ne|[Tt]w|[Tt]h[ir]|[Ff]o[ur]|[Ff]i[fv]|[Ss]ix|[Ss]ev|[Ee]igh|[Nn]in|[Tt]en|[Ee]lev|ozen|undred"
    r"|housand|illion|[Hh]alf|[Zz]ero|core|uarter|[Ff]irst|[Ss]econd"
)
PERCENT = re.compile(
    rf"{_S}?%|[ \u00a0\-](?:per{_S}?cent(?:age)?(?:{_S}points?)?|percent(?:age)?(?:{_S}points?)?|pc)(?![\w])",
    re.IGNORECASE,
)
JOINT = re.compile(r"\s?[-–—]\s?|\s(?P<word>to|and|or)\s|-to-")
BARE_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
PREVIOUS = re.compile(r"([A-Za-z]+)[ \u00a0\-]$")
ONE_BEFORE = frozenset("no any every each some this that which the another only such everyone or".split())
ONE_AFTER = re.compile(
    r"[ \u00a0\-](?:of|another|who|that|which|can|could|should|would|must|may|might|is|was|has|had|day|thing|point|time"
    r"|side|hand|way|by|as|more|else|might|where|sided|off|on|after|or)\b|['’]s|[ \u00a0]{0,1}(?=[.;:!?\n]|$)"
)
ORDINAL_NOUNS = re.compile(
    r"[ \u00a0\-](?:(?P<counted>day|round|phase|stage|time|week|month|year|quarter|half|term|batch|group|visit|floor"
    r"|anniversary|century|division|attack|meeting|trial|wave|strike)\b"
    r"|(?P<idiom>part(?:y|ies)|world|countr(?:y|ies)|column)\b)"
)
