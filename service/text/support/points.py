"""A point of the compass told of a place of which the cited words tell another.

Enters: two readings. Leaves: the words, or nothing. Pure. Never: a fault where the passages tell the place no point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.text.folding import fold
from service.text.sought import Sought
from service.text.support.kinds import is_same
from service.text.support.origins import compass
from service.text.support.reading import Reading

_POINT = r"(?:north|south)?-?(?:north|south|east|west)(?:ern)?(?:-(?:north|south|east|west)(?:ern)?)?"
_NAME = r"[A-Z][\w-]*[\w]"
BOUND = Sought(
    rf"\b(?:(?:(?P<p0>(?i:{_POINT}))\s(?:and|or|to)\s)?(?P<p1>(?i:{_POINT}))\s(?P<n1>{_NAME})"
    rf"|(?P<p2>(?i:{_POINT}))(?:\s(?:part|coast|end|half|corner|tip|edge|shore|side))?\sof\s(?:the\s)?(?P<n2>{_NAME})"
    rf"|(?P<n3>{_NAME})[’']s?\s(?:[a-z]+\s)?(?P<p3>(?i:{_POINT}))\b)"
)


def turned_points(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """The first point and place of the sentence that the passages bind otherwise."""
    mine = list(_bound(claim.text))
    given = [pair for p in passages for pair in _bound(p.text)] if mine else []
    for points, name in mine:
        told = [other for other, named in given if is_same(name, named)]
        if told and not any(points <= other or other <= points for other in told):
            return " ".join(sorted(points)), name
    return ()


def _bound(text: str) -> Iterator[tuple[frozenset[str], str]]:
    for m in BOUND.all_in(text):
        name = m["n1"] or m["n2"] or m["n3"]
        for words in filter(None, m.group("p0", "p1", "p2", "p3")):  # "North and South Korea"
            points = frozenset(point for part in words.split("-") for point in compass(fold(part)))
            if points and not compass(fold(name)):
                yield points, name
