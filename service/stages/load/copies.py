"""Which documents are copies of earlier ones. Pure.

Exact: equal text after folding white space. Near: Jaccard overlap of 5-word shingles. Candidates come from an inverted
index of each document's smallest shingle hashes, so 400 documents cost one pass, not 80,000 comparisons.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest

from service.records import Document, Notice, NoticeCode

SHINGLE_WORDS = 5
# Figures count: reports made from one form differ in nothing else.
_TOKEN = re.compile(r"\w+")
# Different articles of one event: at most 0.003; a copy with 12 % of its sentences dropped: 0.76 to 0.80.
NEAR_OVERLAP = 0.6
# Two sets with overlap 0.6 share about 77 of their 128 smallest hashes; fewer than 30 % of them is out of reach.
SKETCH_SIZE = 128
SKETCH_SHARE = 0.3


def mark_copies(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Set `duplicate_of` to the earliest document of which each is a copy, with a notice that names the match."""
    exact: dict[str, int] = {}
    index: dict[int, list[int]] = defaultdict(list)
    marked: list[Document] = []
    for position, document in enumerate(documents):
        folded = hashlib.sha256(" ".join(document.text.split()).encode()).hexdigest()
        shingles = shingles_of(document.text)
        sketch = nsmallest(SKETCH_SIZE, shingles)
        if folded in exact:
            found = _copy(document, marked[exact[folded]], NoticeCode.EXACT_COPY, {})
        else:
            exact[folded] = position
            match = _nearest(sketch, shingles, index, documents)
            found = document if match is None else _near(document, marked[match[0]], match[1])
        for value in sketch:
            index[value].append(position)
        marked.append(found)
    return tuple(marked)


# Kept for a few texts only: those of twenty million characters would take a gigabyte.
@lru_cache(maxsize=16)
def shingles_of(text: str) -> frozenset[int]:
    """Hashes of all runs of five words; crc32, because the built-in hash differs from run to run."""
    words = _TOKEN.findall(text.casefold())
    runs = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def _nearest(
    sketch: list[int], own: frozenset[int], index: dict[int, list[int]], documents: Sequence[Document]
) -> tuple[int, float] | None:
    """The earliest document with enough overlap, and the overlap."""
    shared = Counter(position for value in sketch for position in index.get(value, ()))
    for position in sorted(p for p, count in shared.items() if count >= SKETCH_SHARE * len(sketch)):
        other = shingles_of(documents[position].text)
        overlap = len(own & other) / len(own | other)
        if overlap >= NEAR_OVERLAP:
            return position, overlap
    return None


def _near(document: Document, match: Document, overlap: float) -> Document:
    return _copy(document, match, NoticeCode.NEAR_COPY, {"overlap": f"{overlap:.2f}"})


def _copy(document: Document, match: Document, code: NoticeCode, params: dict[str, str]) -> Document:
    # A copy of a copy counts as the origin's copy, so that origins are read off without walking a chain.
    origin = match.duplicate_of or match.id
    notice = Notice(code=code, doc=document.id, params={"of": match.id} | params)
    return document.model_copy(update={"duplicate_of": origin, "notices": (*document.notices, notice)})
