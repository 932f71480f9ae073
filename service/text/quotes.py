"""Quotations of a whole document, their speakers, and marks that stand alone.

In: a text. Out: quotations in text order with nested ones behind their parents; offsets are code points, half-open.
Never: a guess where a mark has no partner: it is reported alone, with ``closed=False``.
"""

from __future__ import annotations

from typing import NamedTuple

from service.text.clauses import Span
from service.text.quote_marks import Pair, pair_marks
from service.text.reporting import Speech, find_speech

# a sentence beside a quotation is read up to this length; longer ones get no speaker
_MAX_SENTENCE = 400
# a text with more quotations than this is no prose, and is not worth a search for speakers
_FREE_QUOTATIONS, _CHARS_A_QUOTATION = 64, 40
# words of a scare quote
_SHORT_WORDS = 3
_ENDS = ".!?"
_CLOSERS = "\"”»’')]"


class Quotation(NamedTuple):
    """Words between quotation marks, marks included; a lone mark where `closed` is False."""

    start: int
    end: int
    text: str
    closed: bool
    opening: bool  # False for a lone closing mark
    mark: str  # the opening mark, or the lone one
    parts: tuple[Span, ...]  # the words without marks, one a paragraph
    depth: int  # 0, or how many quotations it lies in
    short: bool
    speaker: Span | None = None
    verb: Span | None = None
    tag: str = ""  # same, before, after, carried: where the reporting clause stands


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation and every lone double mark of `text`."""
    found = [_quotation(text, pair) for pair in pair_marks(text)]
    if len(found) > _FREE_QUOTATIONS + len(text) // _CHARS_A_QUOTATION:
        return tuple(found)
    return tuple(_with_speakers(text, found))


def _quotation(text: str, pair: Pair) -> Quotation:
    words = sum(len(text[start:end].split(None, _SHORT_WORDS + 1)) for start, end in pair.parts)
    return Quotation(
        pair.start,
        pair.end,
        text[pair.start : pair.end],
        pair.closed,
        pair.opening,
        text[pair.start],
        pair.parts,
        pair.depth,
        pair.closed and 0 < words <= _SHORT_WORDS,
    )


def _with_speakers(text: str, found: list[Quotation]) -> list[Quotation]:
    tagged: list[Quotation] = []
    previous: Quotation | None = None
    for quotation in found:
        if not quotation.closed or quotation.depth:
            tagged.append(quotation)
            continue
        hit = _in_sentence(text, quotation) or _carried(text, previous, quotation) or _before(text, quotation)
        previous = quotation._replace(speaker=hit[0].speaker, verb=hit[0].verb, tag=hit[1]) if hit else quotation
        tagged.append(previous)
    return tagged


def _left_edge(text: str, at: int) -> int:
    """Start of the sentence or line that holds `at`, not further than the longest sentence read."""
    low = max(0, at - _MAX_SENTENCE)
    i = at
    while i > low:
        char = text[i - 1]
        if char == "\n" or (char.isspace() and _is_sentence_end(text, i - 1)):
            return i
        i -= 1
    return i


def _is_sentence_end(text: str, space: int) -> bool:
    """True where the words before the space at `space` end a sentence."""
    i = space
    while i > 0 and text[i - 1] in _CLOSERS and space - i < 3:
        i -= 1
    if i == 0 or text[i - 1] not in _ENDS:
        return False
    following = text[space + 1 : space + 3].lstrip("\"“«‘'(")
    if not following[:1].isupper():
        return False
    word = text[max(0, i - 8) : i - 1].split()[-1:] or [""]
    # titles and initials end in a full stop, not in the end of a sentence
    return not (text[i - 1] == "." and (word[0] in _TITLES or (len(word[0]) == 1 and word[0].isupper())))


_TITLES = frozenset(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Sgt St U.S U.N U.K No Oct Nov Dec Jan Feb Sept Aug".split()
)


def _right_edge(text: str, at: int) -> int:
    """End of the sentence that goes on at `at`."""
    high = min(len(text), at + _MAX_SENTENCE)
    i = at
    while i < high:
        if text[i] == "\n" or (i > at and text[i].isspace() and _is_sentence_end(text, i)):
            return i
        i += 1
    return i


def _in_sentence(text: str, quotation: Quotation) -> tuple[Speech, str] | None:
    """The reporting clause of the sentence that holds the quotation."""
    start, end = quotation.start, quotation.end
    left = _left_edge(text, start)
    # a quotation that ends with a stop ends its sentence, unless the next word goes on in lower case
    goes_on = text[end : end + 2].strip()[:1]
    inner = text[end - 2 : end - 1]
    right = end if inner == "." and not goes_on.islower() else _right_edge(text, end)
    inside = "x" * min(end - start - 2, 3)
    # "…" he said: the inside is masked, so that its own verbs and names play no part
    sentence = f"{text[left:start]}“{inside}{inner if inner in ',.?!' else ''}”{text[end:right]}"
    head = start - left
    length = len(sentence) - (right - end) - head
    after_shift, best = (end - head - length), None
    for speech in find_speech(sentence):
        if speech.speaker is None or not any(a <= head < b or a == head + 1 for a, b in speech.content):
            continue
        moved = _moved(speech, head, left, after_shift)
        if moved is not None and (best is None or speech.verb[0] > best[0].verb[0] or best[1] == "same"):
            best = (moved, "same")
    return best


def _moved(speech: Speech, head: int, left: int, after: int) -> Speech | None:
    """The speech with document offsets; None where a span lies on the masked quotation."""

    def place(span: Span) -> Span:
        return (span[0] + left, span[1] + left) if span[1] <= head else (span[0] + after, span[1] + after)

    if speech.speaker is None or speech.speaker[0] < head < speech.speaker[1]:
        return None
    return speech._replace(speaker=place(speech.speaker), verb=place(speech.verb))


def _carried(text: str, previous: Quotation | None, quotation: Quotation) -> tuple[Speech, str] | None:
    """In "A," he said. "B." the second quotation has the speaker of the first: only the tag lies between them."""
    if previous is None or previous.speaker is None or previous.verb is None or previous.verb[0] < previous.end:
        return None
    between = text[previous.end : quotation.start]
    tag_end = max(previous.speaker[1], previous.verb[1])
    rest = text[tag_end : quotation.start]
    if "\n" in between or len(rest) > 80 or sum(rest.count(mark) for mark in ".!?") > 1 or find_speech(rest):
        return None
    return _speech_of(previous), "carried"


def _speech_of(quotation: Quotation) -> Speech:
    verb = quotation.verb or (quotation.start, quotation.start)
    return Speech(0, 0, "", quotation.speaker, verb, "", "", "direct", ())


def _before(text: str, quotation: Quotation) -> tuple[Speech, str] | None:
    """The speaker of the sentence right before a quotation that is a sentence of its own."""
    start = quotation.start
    first = text[start + 1 : start + 2]
    if quotation.short or not first.isupper() or _left_edge(text, start) != start or "\n" in text[start - 1 : start]:
        return None
    end = len(text[:start].rstrip()) if start < 4 else start - 1
    left = _left_edge(text, end)
    speeches = find_speech(text[left:end])
    if len(speeches) != 1 or speeches[0].speaker is None or speeches[0].passive:
        return None
    speech = speeches[0]
    speaker = speech.speaker
    if speaker is None:
        return None
    return speech._replace(
        speaker=(speaker[0] + left, speaker[1] + left), verb=(speech.verb[0] + left, speech.verb[1] + left)
    ), "before"
