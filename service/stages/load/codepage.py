"""Which 8-bit code page an English text with foreign names was written in. Pure.

Enters: bytes that are no UTF-8 and declare nothing. Leaves: the code page whose letters make the most words plausible,
and the language that they are of. A guess, which the reader is told as one.

Detectors of encodings count letters of running text; English news has a dozen foreign names and nothing else to count.
So each word with a letter beyond ASCII is held against the spelling of the languages that a page can write: their
letters, where these may stand, and their case. A language that the text speaks of ("Turkish") weighs more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

DEFAULT = "cp1252"
# Those of the web's code pages with letters, in the order in which equals are preferred.
PAGES = (DEFAULT, "cp1254", "cp1250", "iso8859-2", "cp1257", "cp1251", "koi8-r", "iso8859-5", "cp1253", "iso8859-7")
NAMES = {
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254 (ISO-8859-9)",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO-8859-2",
    "cp1257": "Windows-1257",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "iso8859-5": "ISO-8859-5",
    "cp1253": "Windows-1253",
    "iso8859-7": "ISO-8859-7",
}
LOOKED_AT_BYTES = 400_000
LEAST_LETTERS = 4  # "km³" and "Nº" are no words
MOST_FOREIGN = 0.8  # share of letters beyond ASCII in a word of a Latin alphabet
SPOKEN_OF = 1.0  # more for a language whose country or people the text names
AWAY = 0.5  # what a word counts in a page that cannot write the whole alphabet of its language
CAPITALS = 0.3  # what a word in capitals counts: it has no case to judge by

_PUNCTUATION = "\\s!-/:-@\\[-`{-~–—‘’‚‛“”„«»‹›…•†‡·\xa0"
_WORD = re.compile(f"[^{_PUNCTUATION}]+")
_THRICE = re.compile(r"(\w)\1\1")  # "ÿÿÿÿ" is no word of any language
_EDGES = "£€¥¢¤§©®°ºª¹²³¼½¾™±¿¡¬µ¶¯¨´¸¦"


class _Language(NamedTuple):
    name: str
    letters: frozenset[str]  # beyond ASCII, in lower case
    wrong: re.Pattern[str]  # what its spelling excludes
    spoken_of: re.Pattern[str]
    homes: frozenset[str]  # the pages that can write it
    weight: float = 1.0
    script: bool = False  # all letters of a word are of it


def _language(
    name: str, letters: str, spoken_of: str, wrong: str = r"(?!)", weight: float = 1.0, *, script: bool = False
) -> _Language:
    homes = frozenset(page for page in PAGES if letters == letters.encode(page, errors="ignore").decode(page))
    named = re.compile(rf"\b(?:{spoken_of})")
    return _Language(name, frozenset(letters), re.compile(wrong), named, homes, weight, script)


_LANGUAGES = (
    _language("French", "àâæçéèêëîïôœùûüÿ", "French|France|Paris|Belgi|Swiss|Quebec", r"[æÿ]$|ù(?!$)"),
    _language("German", "äöüßé", "German|Berlin|Austria|Vienna|Swiss", r"^ß"),
    _language("Spanish", "áéíñóúü", "Spain|Spanish|Madrid|Mexic|Argentin|Chile|Colombia|Peru", r"ñ(?![aeiouáéíóú])"),
    _language("Portuguese", "áâãàçéêíóôõúü", "Portug|Lisbon|Brazil", r"õ(?!e)|ã(?![oe]|s?$)|ç(?![aouãõáóâôú])"),
    _language("Italian", "àèéìòóù", "Ital|Rome|Milan", r"[àèéìòóù].*[a-z]$"),
    _language("a Nordic language", "åäöæøéü", "Swed|Norw|Denmark|Danish|Finland|Finnish|Oslo", r"æ$"),
    _language("Dutch", "éëïöüèáó", "Dutch|Netherlands|Belgi|Hague"),
    _language("Icelandic", "áðéíóúýþæö", "Iceland|Reykjav|Faroe", r"^ð|þ$|þ(?![aeiouyáéíóúýæörvj])", 0.5),
    _language("Turkish", "çğıöşüâîû", "Turk|Türk|Ankara|Istanbul|Azerbaijan", r"(?:^|[^aeıioöuüâîû])ğ|[qwx]"),
    _language("Polish", "ąćęłńóśźż", "Poland|Polish|Pole\\b|Poles\\b|Warsaw", r"^[ąęń]"),
    _language("Czech or Slovak", "áčďéěíňóřšťúůýžäĺľôŕ", "Czech|Prague|Slovak|Bratislava", r"^[ěů]"),
    _language("Hungarian", "áéíóöőúüű", "Hungar|Budapest"),
    _language("Romanian", "ăâîşţ", "Romania|Bucharest|Moldova"),
    _language("a South Slavic language", "čćđšž", "Serb|Croat|Bosnia|Sloven|Monteneg|Belgrade|Zagreb|Kosovo", r"đ[rs]"),
    _language("Lithuanian or Latvian", "ąčęėįšųūžāēģīķļņ", "Lithuan|Latvia|Vilnius|Riga\\b", r"š[sšz]"),
    _language("Estonian", "äöüõšž", "Eston|Tallinn", weight=0.5),
    _language(
        "a Cyrillic script",
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџѓќѕ",
        "Russia|Ukrain|Bulgar|Belarus|Serb|Moscow",
        script=True,
    ),
    _language("Greek", "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ", "Greek|Greece|Athens|Cypr", script=True),
)


class Guess(NamedTuple):
    """A code page, by the name that Python gives it, and the language that speaks for it; empty where none does."""

    page: str
    language: str


def guess(data: bytes) -> Guess:
    """The code page that explains most words; Windows-1252 where none explains more."""
    lines = data[:LOOKED_AT_BYTES].split(b"\n")
    foreign = b"\n".join(line for line in lines if not line.isascii())
    plain = data[:LOOKED_AT_BYTES].decode("ascii", errors="ignore")
    weights = {one: one.weight + SPOKEN_OF * bool(one.spoken_of.search(plain)) for one in _LANGUAGES}
    best = Guess(DEFAULT, "")
    most = 0.0
    for page in PAGES:
        here = {one: weight * (1.0 if page in one.homes else AWAY) for one, weight in weights.items()}
        score, told = _score(foreign.decode(page, errors="replace"), here)
        if page == DEFAULT or score > most:
            best, most = Guess(page, told), score
    return best


def _score(text: str, weights: dict[_Language, float]) -> tuple[float, str]:
    """The words that some language explains, less those that none does; and the language of most of them."""
    score = 0.0
    told: dict[str, float] = defaultdict(float)
    for word, times in Counter(_foreign_words(text)).items():
        fitting = [one for one in _LANGUAGES if _fits(word, one)]
        if not fitting:
            score -= times
            continue
        score += times * max(weights[one] for one in fitting) * (CAPITALS if word.isupper() else 1.0)
        for one in fitting:
            told[one.name] += times * weights[one]
    # A letter that several languages have says nothing of which one it is.
    ranked = sorted(told.items(), key=lambda pair: -pair[1])
    is_clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return score, ranked[0][0] if is_clear else ""


def _foreign_words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group().strip(_EDGES)
        if len(word) >= LEAST_LETTERS and not word.isascii() and not any(c.isdigit() for c in word):
            yield word


def _fits(word: str, language: _Language) -> bool:
    """Whether the language may spell a word so."""
    if not word.isupper() and any(c.isupper() and not c.isascii() for c in word[1:]):
        return False
    small = word.replace("İ", "i").lower()
    if _THRICE.search(small):
        return False
    foreign = [c for c in small if not c.isascii()]
    if not all(c in language.letters for c in foreign):
        return False
    if language.script:
        return len(foreign) == len(small)
    return len(foreign) <= MOST_FOREIGN * len(small) and small.isalpha() and not language.wrong.search(small)
