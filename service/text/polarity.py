"""Negation, hedges and modality of a clause, in a form that can be compared.

Enters: a sentence. Leaves: how often each class occurs, and where. Pure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|denied|denies|deny|refused?|refuses|rejected|rejects|failed\sto|fails\sto|lacks?|lacked|ruled\sout|stopped\sshort)\b|n[’']t\b",
    re.I,
)
HEDGE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|probably|likely|unlikely|allegedly|alleged|reportedly|apparently|suspected|believed|thought|expected|appears?|appeared|seems?|seemed|suggests?|suggested"
    r"|estimated|considered|potential|potentially|presumably|purportedly|claims?|claimed|hopes?|hoped|aims?|aimed|seeks?|sought|plans?|planned|intends?|intended|proposed|if|described\sas|what\s(?:he|she|it|they)\s(?:described|called|termed))\b",
    re.I,
)
MODAL = re.compile(r"\b(?:will|would|shall|should|must|can|ought|needs?\sto|had\sto|has\sto|have\sto|to\sbe)\b", re.I)


class Polarity(NamedTuple):
    """Counts; two clauses that say the same have the same."""

    negations: int
    hedges: int


def polarity(text: str) -> Polarity:
    """Negations and hedges of `text`."""
    return Polarity(len(NEGATION.findall(text)), len(HEDGE.findall(text)))


def words_of(pattern: re.Pattern[str], text: str) -> list[str]:
    """The words of one class as they stand, lower case."""
    return [match.group().lower() for match in pattern.finditer(text)]
