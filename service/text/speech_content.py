"""The words that a reporting tag reports: before it, after it, or on both sides.

In: tokens and the tags of one sentence. Out: spans of the text, trimmed of commas and the final stop.
Never: words of the tag itself, or of a later tag at the same level.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from service.text.clauses import Span, Token, left_boundary, subject_right
from service.text.reporting_verbs import APPOSITION_OPENERS, AUXILIARIES, PREPOSITIONS, TIME_WORDS, VerbForm

_EDGES = " \t\n\u00a0,;:—–"
# an opening such as "However" or "In the capital" is no content
_MAX_OPENING = 6
# tokens looked at behind a tag; keeps the whole linear
_MAX_TAIL = 60
# verbs that a time may follow before what is said
_TIMED = frozenset({"say", "state", "announce", "write", "add"})
_LETTER = re.compile(r"[^\W_]")


class Tag(NamedTuple):
    """A reporting verb with its speaker, as token ranges."""

    kind: str  # pre, post, inverted, according, citing, participle, coordinated, relative, passive
    speaker: Span | None
    verb_at: Span
    verb: VerbForm
    negated: bool = False
    parent: int | None = None
    inherited: bool = False

    @property
    def first(self) -> int:
        """Index of its first token."""
        return min(self.verb_at[0], self.speaker[0]) if self.speaker and not self.inherited else self.verb_at[0]

    @property
    def last(self) -> int:
        """Index behind its last token."""
        return max(self.verb_at[1], self.speaker[1]) if self.speaker and not self.inherited else self.verb_at[1]


class _Sentence(NamedTuple):
    """What every tag of one sentence shares."""

    text: str
    tokens: list[Token]
    floors: list[int]  # where the content before each tag may start
    limits: list[int]  # where the content behind each tag must end


def with_parents(tags: list[Tag]) -> list[Tag]:
    """The tags; a source cited before the verb ("X, citing Y, reported") belongs to the tag behind it."""
    found = list(tags)
    for index, (tag, following) in enumerate(pairwise(tags)):
        if tag.kind == "citing" and tag.parent is None and following.kind != "citing":
            found[index] = tag._replace(parent=index + 1)
    return found


def contents_of(text: str, tokens: list[Token], tags: list[Tag]) -> list[tuple[Span, ...]]:
    """What each tag reports."""
    sentence = _Sentence(text, tokens, _floors(tokens, tags), _limits(text, tokens, tags))
    found: list[tuple[Span, ...]] = []
    for index, tag in enumerate(tags):
        if tag.kind == "citing" and tag.parent is not None:
            found.append(found[tag.parent] if tag.parent < index else ())
        elif tag.kind in ("post", "inverted", "according"):
            found.append(_around(sentence, tag, index))
        else:
            found.append(_behind(sentence, tag, index))
    for index, tag in enumerate(tags):
        if tag.kind == "citing" and tag.parent is not None and tag.parent > index:
            found[index] = found[tag.parent]
    return found


def _behind(sentence: _Sentence, tag: Tag, index: int) -> tuple[Span, ...]:
    text, tokens = sentence.text, sentence.tokens
    if tag.kind == "citing":
        return _spans(text, (0, tokens[tag.first].start))
    start, end = _after_verb(tokens, tag), sentence.limits[index]
    if tag.kind == "passive":
        clause = left_boundary(tokens, tag.verb_at[0])
        return _spans(text, (tokens[clause].start, tokens[tag.verb_at[0]].start), (start, end))
    if tag.kind == "relative":
        end = min(end, _rest_start(tokens, tag.verb_at[1]))
    return _spans(text, (start, end))


def _after_verb(tokens: list[Token], tag: Tag) -> int:
    """Where the content starts behind the verb: after an addressee, a tail of time, and "that"."""
    at = tag.verb_at[1]
    bare = tag.verb.lemma.split(" ")[0]
    if tag.kind == "passive" and tag.speaker:
        return tokens[tag.speaker[1] - 1].end
    tail = at < len(tokens) and (tokens[at].low in PREPOSITIONS or tokens[at].low.endswith("day"))
    if bare in ("tell", "inform", "reassure", "remind") or (tail and bare in _TIMED):
        for k in range(at, min(at + 10, len(tokens))):
            if tokens[k].mark in (":", '"', "“", "„", "«"):
                return tokens[k].end if tokens[k].mark == ":" else tokens[k].start
            if tokens[k].low == "that":
                return tokens[k].end
            if tokens[k].mark:
                break
    if bare == "tell" and at < len(tokens) and not tokens[at].mark:
        addressee = subject_right(tokens, at)
        pronoun = tokens[at].low in ("him", "her", "them", "us", "me", "you", "reporters", "journalists", "lawmakers")
        at = at + 1 if pronoun else (addressee[1] if addressee else at)
        return tokens[_behind_time(tokens, at) - 1].end
    if bare in _TIMED:
        at = _behind_time(tokens, at)
    following = tokens[at + 1 : at + 3]
    # "that figure" ends the clause after its noun; "that it failed" does not
    clause = len(following) == 2 and not following[0].mark and not following[1].mark
    if at < len(tokens) and tokens[at].low == "that" and clause:
        return tokens[at].end
    return tokens[at - 1].end


def _behind_time(tokens: list[Token], at: int) -> int:
    """Index behind "on Tuesday" in "said on Tuesday it rained"; `at` where no such words stand there."""
    if at + 2 < len(tokens) and tokens[at].low in PREPOSITIONS and tokens[at + 1].low in TIME_WORDS:
        return at if tokens[at + 2].mark else at + 2
    return at


def _limits(text: str, tokens: list[Token], tags: list[Tag]) -> list[int]:
    """Where content behind a tag ends: at the next tag of the same level, or with the sentence."""
    limits, limit = [0] * len(tags), len(text)
    for index in range(len(tags) - 1, -1, -1):
        limits[index] = limit
        tag = tags[index]
        if tag.kind in ("post", "inverted", "according", "citing", "participle"):
            limit = tokens[tag.first].start
        elif tag.kind == "coordinated":
            at = tag.first
            limit = tokens[at - 1 if at and not tokens[at - 1].mark else at].start
    return limits


def _floors(tokens: list[Token], tags: list[Tag]) -> list[int]:
    """Where content before a tag starts: behind the last tag that stands behind its own content."""
    floors, floor = [], 0
    for tag in tags:
        floors.append(floor)
        if tag.kind in ("post", "inverted", "according"):
            floor = tokens[tag.last - 1].end
    return floors


def _around(sentence: _Sentence, tag: Tag, index: int) -> tuple[Span, ...]:
    """Content of a tag that stands behind or inside what it reports."""
    text, tokens = sentence.text, sentence.tokens
    rest = _rest_start(tokens, tag.last, apposition=tag.kind != "post")
    head, tail = (sentence.floors[index], tokens[tag.first].start), (rest, sentence.limits[index])
    if tag.first == 0:
        return _spans(text, tail)
    opening = [token for token in tokens[: min(tag.first, 2 * _MAX_OPENING + 1)] if not token.mark]
    short = len(opening) <= _MAX_OPENING and not any(token.low in AUXILIARIES for token in opening)
    adverbial = bool(opening) and (opening[0].low in PREPOSITIONS or len(opening) == 1)
    quoted = any(token.quoted for token in opening)
    if short and adverbial and not quoted and _spans(text, tail):
        return _spans(text, tail)
    return _spans(text, head, tail)


def _rest_start(tokens: list[Token], last: int, *, apposition: bool = False) -> int:
    """Where the sentence goes on behind the tag and its tail of time: after the next comma or mark."""
    reach = min(len(tokens), last + _MAX_TAIL)
    k = next((at for at in range(last, reach) if tokens[at].mark), None)
    if k is None:
        return tokens[-1].end
    if not apposition or tokens[k].mark != "," or tokens[k + 1 : k + 2] == []:
        return tokens[k].start
    behind = next((at for at in range(k + 1, min(len(tokens), k + _MAX_TAIL)) if tokens[at].mark), len(tokens))
    # ", said X, the head of Y": the apposition belongs to the tag, unless it holds a verb of its own
    if tokens[k + 1].low not in APPOSITION_OPENERS or any(
        t.low in AUXILIARIES for t in tokens[k + 1 : min(behind, k + _MAX_TAIL)]
    ):
        return tokens[k].start
    return tokens[behind].start if behind < len(tokens) else tokens[-1].end


def _spans(text: str, *ranges: Span) -> tuple[Span, ...]:
    """The ranges without commas, spaces and the final full stop at their edges; empty ones fall away."""
    found = []
    for first, last in ranges:
        start, end = first, last
        while start < end and text[start] in _EDGES + ".":
            start += 1
        while start < end and text[end - 1] in _EDGES:
            end -= 1
        if end > start and text[end - 1] == ".":
            end -= 1
        if _LETTER.search(text, start, end):
            found.append((start, end))
    return tuple(found)
