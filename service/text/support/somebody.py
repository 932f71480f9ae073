"""Whom a pronoun may mean: the people and groups that a sentence names.

Enters: a string. Leaves: its names, and whether it has somebody or several. Pure. Generous: a noun counts as somebody
by its ending, but for a list of words that never are.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from service.text.folding import fold
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS, ROLE_NOUNS, TITLES
from service.text.support.lexicon import is_in_lexicon, lemma

# Singular people, by kin, age and calling; the endings name callings too
PERSON = re.compile(
    r"(?:wo)?man|boy|girl|child|person|husband|wife|father|mother|son|daughter|brother|sister|uncle|aunt|cousin|nephew|niece"
    r"|widow(?:er)?|bride|groom|friend|colleague|nurse|teenager|toddler|baby|chief|head|chair|boss|king|queen|prince(?:ss)?"
    r"|pope|monk|nun|bishop|captain|mayor|minister|president|judge|coach|pilot|patient|victim|suspect|witness|guest|host"
    r"|landlord|tenant|cook|chef|clerk|guard|guide|spy|thief|heir|native|veteran|resident|citizen|agent|expert|architect"
    r"|prefect|abbot|abbess|duke|duchess|earl|baron|count|emperor|empress|sultan|sheikh|emir|dean|prior|canon|imam|rabbi|orphan|pupil"
    r"|knight|clown|twin|scout|cadet|diplomat|envoy|consul|marshal|colonel|sergeant|corporal|lieutenant|admiral|surgeon|vet|guru"
    r"|[\w-]+-year-old|[a-z]{2,}(?:man|woman|person|er|or|ist|ian|ant|ee|ess|eer|ent|ate|ary|ic|ot|ive|ow|yst)|deputy|skipper"
)
WORDS = tomllib.loads(files("service.text").joinpath("data/referents.toml").read_text("utf-8"))
NO_PERSON = frozenset(WORDS["no_person"].split())
GROUPS = frozenset(WORDS["groups"].split())
UNITS = frozenset(WORDS["units"].split())
NAME = re.compile(r"\b[A-Z][\w’'-]*|\b(?:al|el)-[A-Z]\w+")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W_]+)*")
OWNER = re.compile(r"['’]s?$")
NO_NOUN = re.compile(r"\b(?:to|will|would|can|could|may|might|must|shall|should|not|cannot|did|does|do)\s$", re.I)
WHERE = re.compile(r"\b(?:in|at|near|into|inside|outside|around|across|throughout|off)\s(?:the\s)?$", re.I)
THE = re.compile(r"\bthe\s$", re.I)
PEOPLE_OF = re.compile(r"(?:an|ian|ish|ese|er|man|woman|ch|ard|i|ot|ic|ss|k|e|d|t)$")
ABSTRACT = re.compile(
    r"(?:ness|ment|tion|sion|ship|ance|ence|ity)$|^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-"
)


def names_in(text: str) -> list[str]:
    """Folded capitalised words that are no first word of the language, no weekday and no month."""
    found = []
    for match in NAME.finditer(text):
        word = fold(match.group())
        if word in DAYS_MONTHS or word in FUNCTION_WORDS:
            continue
        if (
            match.start() == 0
            and (is_in_lexicon(word) or lemma(word) != word)
            and not re.match(r"\s[A-Z]", text[match.end() :])
        ):
            continue
        found.append(word)
    return found


def has_person(text: str) -> bool:
    """Whether a name or a noun of the text may be somebody."""
    if _people(text):
        return True
    for match in WORD.finditer(text):
        word = OWNER.sub("", match.group().casefold())
        if word in ROLE_NOUNS or word in TITLES:
            return True
        if PERSON.fullmatch(word) and word not in NO_PERSON and not NO_NOUN.search(text, 0, match.start()):
            return True
    return False


def _people(text: str) -> bool:
    """Whether a capital may be somebody: none behind "in" or "near", and none behind "the" but for "the Dane"."""
    for match in NAME.finditer(text):
        word = fold(match.group())
        if word not in names_in(text) or WHERE.search(text, 0, match.start()) or ABSTRACT.search(word):
            continue
        if THE.search(text, 0, match.start()) and not PEOPLE_OF.search(word):
            continue
        return True
    return False


def has_several(text: str) -> bool:
    """Whether it names a group, or several of anything."""
    words = [m.group().casefold() for m in WORD.finditer(text)]
    if any(w in GROUPS for w in words) or names_in(text):
        return True
    return any(
        w.endswith("s")
        and not w.endswith(("ss", "us", "is", "’s", "'s"))
        and len(w) > 3
        and w not in UNITS
        and w not in FUNCTION_WORDS
        for w in words
    )
