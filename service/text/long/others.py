"""Whether the words where a doer stands name another than the claim does. Pure.

Enters: the words, the names of the claim's subject, the article. Leaves: the name in its place, or nothing where both
may be meant: by an office, or a country by its minister.
"""

from __future__ import annotations

import re

from service.text.long.article import ROLE, Article, Office, names_in, office_words
from service.text.long.zones import NAME

ROLE_NOUN = re.compile(rf"\b{ROLE}\b")
PRONOUN = re.compile(r"\b(?:he|she|they|it|who|we|i|him|them|both)\b", re.I)
NOBODY = re.compile(r"\W*(?:an?|one|two|three|four|five|six|several|some|many|other|unnamed|anonymous)\b", re.I)
# "In Norway, the agency": where or when, and nobody who does it
SETTING = re.compile(
    r"\W*(?:in|on|at|near|during|since|under|throughout|across|within|outside|over)\s[^,]{2,60},\s(?=\w)", re.I
)
GROUP = re.compile(
    r"\b(?:association|union|federation|government|board|ministry|police|council|court|commission|agency|parliament"
    r"|institute|observers|prosecutors|residents|officers|doctors|investigators|inspectors)\b",
    re.I,
)


def another(zone: str, own: frozenset[str], article: Article) -> str:
    """The zone's words, where they name somebody and nobody who may be meant."""
    names = names_in(zone)
    if any(article.is_same(a, b) for a in own for b in names):
        return ""
    if setting := SETTING.match(zone):
        zone = zone[setting.end() :]
        names = names_in(zone)
    if not zone.strip() or PRONOUN.search(zone):
        return ""
    offices = article.offices_of(own)
    if not names:
        return " ".join(zone.split()) if _is_nobody(zone, own, offices, article) else ""
    if ROLE_NOUN.search(zone) and _may_hold(zone, offices):
        return ""
    bodies = [(names, office) for office in offices] + [(own, office) for office in article.offices_of(names)]
    people = article.people.union(*(names_in(office.person) for office in article.offices))
    if any(a not in people and article.is_same(a, b) for body, office in bodies for a in body for b in office.words):
        return ""  # a minister of the country, the firm of its head: the one may stand for the other
    return _shown(zone, people)


def _shown(zone: str, people: frozenset[str]) -> str:
    """The name that stands in the place of the claim's: the person's, else the first."""
    found = [run for run in NAME.findall(zone) if names_in(run)]
    return next((run for run in found if names_in(run) & people), found[0] if found else " ".join(zone.split()))


def _is_nobody(zone: str, own: frozenset[str], offices: tuple[Office, ...], article: Article) -> bool:
    """Whether words without a name mean a body or somebody unnamed, and the claim's subject is a person."""
    is_person = any(article.is_same(a, b) for a in own for b in article.people)
    is_other = GROUP.search(zone) or NOBODY.match(zone)
    return bool(is_person and is_other) and not any(office_words(zone) & o.words for o in offices)


def _may_hold(zone: str, offices: tuple[Office, ...]) -> bool:
    """Whether the words of an office fit somebody of these names, by what the article says of them."""
    wanted = office_words(zone) - names_in(zone)
    return any(len(wanted & office.words) >= 2 or wanted <= office.words for office in offices)
