"""A deed and whom it is done to that only two sentences together hold. Pure.

Enters: a claim, the sentences that it was looked up in. Leaves: the verb and its objects, or nothing. "Both sides
condemned the blockade" and "Lee met the delegation" hold every word of "Lee condemned the delegation". Never: an
answer where no sentence has the verb: then it was put in other words, which is for the scorer.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.text.support.frames import frames_of
from service.text.support.reading import Reading, Word, read


def pooled(claim: str, sentences: Sequence[str]) -> tuple[str, ...]:
    """A named doer's verb and the words behind it, of which no sentence with that verb has one, and another has."""
    reading = read(claim)
    passages = [read(sentence) for sentence in sentences]
    for frame in frames_of(reading)[:1]:
        verb = reading.words[frame.verb]
        objects = [reading.words[n] for n in sorted(frame.others) if n > frame.verb]
        having = [p for p in passages if _holds(p, verb)]
        others = [p for p in passages if not _holds(p, verb)]
        if not any(reading.words[n].kind == "name" for n in frame.doers):
            continue
        if having and not any(_has_any(p, objects) for p in having) and any(_has_any(p, objects) for p in others):
            return (verb.text, *(w.text for w in objects))
    return ()


def _holds(passage: Reading, word: Word) -> bool:
    return bool(word.senses & passage.every_sense)


def _has_any(passage: Reading, words: Sequence[Word]) -> bool:
    return any(_holds(passage, word) for word in words)
