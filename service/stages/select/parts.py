"""Paragraphs of an article that tell another event than its lead: the other half of a round-up.

Enters: the documents of one brief. Leaves: for each document the parts that turn away from its lead, each as the
positions of its sentences and the words that turn. Pure.

A paragraph turns where it opens on another place or person ("In Norham, meanwhile", "Across town Ann Berg") and another
article of the brief is about just that, while the two articles without their turns are not of one event. Without such
an article a turn is left where it is: a second town is often a second scene of the same event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Document
from service.text.analysis import Line, analyse
from service.text.story.likeness import pair_odds
from service.text.story.profile import Profile, content, read

TURN = re.compile(
    r"(?:(?:Meanwhile|Elsewhere|Separately|Across\stown|In\s(?:a\sseparate|another)\s\w+),?\s(?:[a-z]+\s){0,3}?)?"
    r"(?:(?:In|At|Near|in|at|near)\s)?(?:the\s)?(?P<name>[A-Z][\w-]+(?:\s(?:of\s)?[A-Z][\w-]+){0,3})(?![\w’'-])"
)
OPENS = re.compile(r"(?:Meanwhile|Elsewhere|Separately|Across\stown|In\s(?:a\sseparate|another)|In|At|Near)\b")
HEADS = 3  # strongest names of an article: what it is about
LEAST_WORDS = 20  # content words; a shorter part tells too little to be an event of its own


class Part(NamedTuple):
    """Sentences that turn away, by position, and the words that turn, in document offsets."""

    lines: tuple[int, ...]
    start: int
    end: int


class _Turn(NamedTuple):
    """A part, and the stems of the name on which it opens."""

    part: Part
    names: frozenset[str]


def find_parts(documents: Sequence[Document]) -> dict[str, tuple[Part, ...]]:
    """The parts of each document that has some."""
    turns = {d.id: turned for d in documents if (turned := _turns(d))}
    if not turns:
        return {}
    mains = {d.id: _main(d, turns.get(d.id, ())) for d in documents}
    profiles = {d.id: read(d, mains[d.id]) for d in documents if mains[d.id]}
    heads = {name: [w for w, _ in profile.strongest[:HEADS]] for name, profile in profiles.items()}
    found: dict[str, tuple[Part, ...]] = {}
    for document in documents:
        parts = tuple(
            turn.part
            for turn in turns.get(document.id, ())
            if document.id in profiles and _is_confirmed(document, turn, profiles, heads)
        )
        if parts:
            found[document.id] = parts
    return found


def _is_confirmed(
    document: Document, turn: _Turn, profiles: Mapping[str, Profile], heads: Mapping[str, Sequence[str]]
) -> bool:
    """Another article is about what the part opens on, and is not of the event that this one's lead tells."""
    return any(
        turn.names.intersection(names) and pair_odds(profiles[document.id], profiles[other]) < 0
        for other, names in heads.items()
        if other != document.id
    )


def _main(document: Document, turns: Sequence[_Turn]) -> frozenset[str]:
    """Ids of the body sentences outside all turns."""
    analysis = analyse(document.text)
    gone = {position for turn in turns for position in turn.part.lines}
    return frozenset(
        f"{document.id}.{line.position + 1}"
        for line, role in zip(analysis.lines, analysis.roles, strict=True)
        if role == "body" and line.position not in gone
    )


def _turns(document: Document) -> tuple[_Turn, ...]:
    """Paragraphs that open on a name which is not of the lead, or leave out the article's strongest name."""
    paragraphs = _paragraphs(document)
    if len(paragraphs) < 2:
        return ()
    strongest = next((w for w, _ in read(document).strongest), "")
    first = {w.stem for w in content(paragraphs[0][0].text, 0, 0)}
    found: list[_Turn] = []
    open_turn: _Turn | None = None
    for lines in paragraphs[1:]:
        words = {w.stem for line in lines for w in content(line.text, 0, 0)}
        opening = {w.stem for w in content(lines[0].text, 0, 0)}
        match = TURN.match(lines[0].text) if len(lines) > 1 and OPENS.match(lines[0].text) else None
        names = frozenset(w.stem for w in content(match["name"], 0, 0)) if match else frozenset()
        if match and names and (not names & first or strongest not in opening):
            start = lines[0].offset
            part = Part(tuple(line.position for line in lines), start, start + match.end())
            open_turn = _Turn(part, names)
            found.append(open_turn)
        elif open_turn is not None and strongest not in words and not (first & words) - open_turn.names:
            longer = (*open_turn.part.lines, *(line.position for line in lines))
            open_turn = found[-1] = open_turn._replace(part=open_turn.part._replace(lines=longer))
        else:
            open_turn = None
    return tuple(turn for turn in found if _length(document, turn.part) >= LEAST_WORDS)


def _paragraphs(document: Document) -> list[list[Line]]:
    analysis = analyse(document.text)
    found: dict[int, list[Line]] = {}
    for line, role in zip(analysis.lines, analysis.roles, strict=True):
        if role == "body":
            found.setdefault(line.paragraph, []).append(line)
    return list(found.values())


def _length(document: Document, part: Part) -> int:
    lines = analyse(document.text).lines
    return sum(len(content(lines[position].text, 0, 0)) for position in part.lines)
