"""A figure that a claim has somebody give, and that the article gives in words of its own. Pure.

Enters: a claim and an article. Leaves: the speaker and the line that has the figure, or nothing. Pure. A fault needs
all of this: the article has the figure in lines away from all that the speaker says, none of them with a pronoun or a
quotation; and it has the speaker give another figure of the same. Never: a fault from the absence of a speech alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.records import Reason
from service.text.long.article import Article, Line, Misplaced, names_in
from service.text.long.others import PRONOUN
from service.text.reporting import Speech
from service.text.support.counted import alike
from service.text.support.quantities import asked
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading, read

FAR = 2  # lines around one of the speaker's that may still be part of what is said
KINDS = frozenset({"count", "money", "ratio", "measure"})
QUOTES = frozenset('“”"‘')


def wrong_figure(claim: str, article: Article) -> Misplaced | None:
    """The speaker and the figure, with the line that has it; None: nothing found."""
    reading = read(claim)
    for speech in reading.speeches:
        own = _speaker(reading, speech) if speech.cls != "denial" else frozenset()
        if not any(article.is_same(a, b) for a in own for b in article.people):
            continue
        theirs = [n for n, line in enumerate(article.lines) if _has(own, line, article)]
        for figure in _figures(reading, speech):
            held = [n for n, line in enumerate(article.lines) if _gives(figure, line)]
            if not held or any(abs(n - other) <= FAR for n in held for other in theirs):
                continue
            if any(_is_open(article.lines[n]) for n in held):
                continue
            if any(_gives_other(figure, own, article.lines[n], article) for n in theirs):
                start, end = speech.speaker or (0, 0)
                words = (reading.text[start:end], reading.text[figure.start : figure.end])
                return Misplaced(Reason.SPEAKER_CHANGED, words, article.lines[held[0]])
    return None


def _has(names: frozenset[str], line: Line, article: Article) -> bool:
    return any(article.is_same(a, b) for a in names for b in names_in(line.text))


def _figures(reading: Reading, speech: Speech) -> Iterator[Quantity]:
    """The figures of what is said, without those of a few things."""
    for quantity in asked(reading):
        if quantity.kind in KINDS and any(a <= quantity.start and quantity.end <= b for a, b in speech.content):
            yield quantity


def _gives(figure: Quantity, line: Line) -> bool:
    return any(q.kind == figure.kind and q.value == figure.value for q in asked(line.reading))


def _is_open(line: Line) -> bool:
    """Whether somebody may say it who is not named there."""
    return PRONOUN.search(line.text) is not None or not QUOTES.isdisjoint(line.text) or bool(line.reading.speeches)


def _gives_other(figure: Quantity, own: frozenset[str], line: Line, article: Article) -> bool:
    """Whether the line has the speaker give another figure of what may be the same thing."""
    reading = line.reading
    return any(
        q.kind == figure.kind and q.value != figure.value and alike(figure.counted, q.counted) is not False
        for speech in reading.speeches
        if any(article.is_same(a, b) for a in own for b in _speaker(reading, speech))
        for q in _figures(reading, speech)
    )


def _speaker(reading: Reading, speech: Speech) -> frozenset[str]:
    """The folded names of who speaks; empty where nobody is named."""
    return names_in(reading.text[slice(*speech.speaker)]) if speech.speaker else frozenset()
