"""Earlier and later versions of one article: which document is a version of which, which sentences were reworded.

Enters: documents, and their sentences. Leaves: pairs. Pure. Never: an article taken for a version because it came in
the same place, or a sentence paired with one that it does not resemble.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import NamedTuple

from service.records import Document, Role, Sentence
from service.text.numbers import find_numbers
from service.text.similarity import content_tokens

ALIKE = 0.6  # share of words that a reworded sentence has kept, in their order (Ratcliff and Metzener 1988)
SHARED = 0.3  # share of the shorter text's content words that two versions of an article have in common


class Reworded(NamedTuple):
    """A sentence of an earlier version and what stands in its place in the later one."""

    before: Sentence
    after: Sentence


def is_version(new: Document, old: Document) -> bool:
    """The same address, or the same headline of one outlet; the same file name only where the words are alike too."""
    if new.url and new.url == old.url:
        return True
    if new.title and (new.title, new.outlet) == (old.title, old.outlet):
        return True
    return PurePosixPath(new.label).name == PurePosixPath(old.label).name and _is_alike(new.text, old.text)


def _is_alike(a: str, b: str) -> bool:
    one, two = set(content_tokens(a)), set(content_tokens(b))
    return len(one & two) >= SHARED * max(1, min(len(one), len(two)))


def reworded(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Reworded]:
    """Sentences that only one version has, in pairs that resemble each other most; each at most once."""
    old, new = ([s for s in own if s.role == Role.BODY] for own in (before, after))
    said = {_flat(s) for s in old} & {_flat(s) for s in new}
    gone = [s for s in old if _flat(s) not in said]
    come = [s for s in new if _flat(s) not in said]
    pairs = [(round(_alike(gone[n], come[k]), 6), n, k) for n, k in _near(gone, come)]
    used: tuple[set[int], set[int]] = (set(), set())
    for score, n, k in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if score >= ALIKE and n not in used[0] and k not in used[1]:
            used[0].add(n)
            used[1].add(k)
            yield Reworded(gone[n], come[k])


def _near(gone: Sequence[Sentence], come: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike: all others are left out without being measured, as most pairs of two long texts are.

    Two sentences are alike only where one holds ALIKE / (2 - ALIKE) of the other's words at least, in any order. Then
    of the others and one more it holds one, whichever these are: the rarest are looked up (prefix filtering; Chaudhuri,
    Ganti and Kaushik 2006).
    """
    counts = [Counter(s.text.split()) for s in come]
    holders: dict[str, list[int]] = defaultdict(list)
    for k, words in enumerate(counts):
        for word in words:
            holders[word].append(k)
    for n, sentence in enumerate(gone):
        rarest = sorted(sentence.text.split(), key=lambda word: (len(holders.get(word, ())), word))
        own, first = Counter(rarest), len(rarest) - math.ceil(round(len(rarest) * ALIKE / (2 - ALIKE), 6)) + 1
        for k in sorted({k for word in rarest[:first] for k in holders.get(word, ())}):
            shared, both = (own & counts[k]).total(), len(rarest) + counts[k].total()
            if round(2 * shared / both, 6) >= ALIKE:
                yield n, k


def figures(text: str) -> list[str]:
    """The figures of a sentence in its order."""
    return [number.text for number in find_numbers(text)]


def _alike(a: Sentence, b: Sentence) -> float:
    return SequenceMatcher(None, a.text.split(), b.text.split(), autojunk=False).ratio()


def _flat(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())
