"""Where the words of a claim stand in the evidence: indexes, copied runs, best windows, best sentences. Pure.

Enters: tokens of a claim and an Evidence. Leaves: positions and shares between 0 and 1; weights are inverse document
frequencies, of which the judge has its own table. Copied runs follow Grusky et al. 2018 (extractive fragments).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from evals.judges.offline.tokens import Token, cut, tokenize

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Evidence:
    """Passages in one stream of tokens, with the sentence of each token."""

    tokens: tuple[Token, ...]
    sentence_of: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    passages: int

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Every position of every stem, ascending."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens):
            found[token.stem].append(at)
        return dict(found)

    @cached_property
    def grams(self) -> tuple[frozenset[tuple[str, ...]], ...]:
        """Sets of stem n-grams for n = 2, 3, 4."""
        return tuple(frozenset(ngrams(self.tokens, n)) for n in (2, 3, 4))

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems that stand with a capital inside a sentence and never in lower case."""
        starts = {start for start, _ in self.sentences}
        capital = {t.stem for at, t in enumerate(self.tokens) if t.is_capital and at not in starts and t.is_content}
        return frozenset(capital - {t.stem for t in self.tokens if not t.is_capital})

    @cached_property
    def sentence_sets(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence."""
        return tuple(frozenset(t.stem for t in self.tokens[a:b]) for a, b in self.sentences)

    @cached_property
    def chunks(self) -> dict[str, list[str]]:
        """Content stems by each of their character trigrams."""
        found: dict[str, list[str]] = defaultdict(list)
        for known in self.positions:
            for gram in trigrams(known):
                found[gram].append(known)
        return dict(found)


def read_evidence(passages: Sequence[str]) -> Evidence:
    """The index of some passages."""
    tokens: list[Token] = []
    sentence_of: list[int] = []
    sentences: list[tuple[int, int]] = []
    for passage in passages:
        for sentence in cut(passage):
            found = tokenize(sentence)
            if found:
                sentences.append((len(tokens), len(tokens) + len(found)))
                sentence_of.extend([len(sentences) - 1] * len(found))
                tokens.extend(found)
    return Evidence(tuple(tokens), tuple(sentence_of), tuple(sentences), len(passages))


def ngrams(tokens: Sequence[Token], n: int) -> list[tuple[str, ...]]:
    """Runs of n stems."""
    stems = [t.stem for t in tokens]
    return [tuple(stems[i : i + n]) for i in range(len(stems) - n + 1)]


def trigrams(word: str) -> frozenset[str]:
    """Character trigrams of a word with its ends marked."""
    marked = f"^{word}$"
    return frozenset(marked[i : i + 3] for i in range(len(marked) - 2))


def nearest_form(word: str, evidence: Evidence) -> float:
    """The best Dice similarity of character trigrams of a stem to any stem of the evidence; 0 for numbers."""
    if word.startswith("#") or len(word) < 4:
        return 0.0
    own = trigrams(word)
    shared: dict[str, int] = defaultdict(int)
    for gram in own:
        for known in evidence.chunks.get(gram, ()):
            shared[known] += 1
    return max((2 * n / (len(own) + len(known)) for known, n in shared.items() if known[0] != "#"), default=0.0)


def fragments(claim: Sequence[Token], evidence: Evidence) -> list[tuple[int, int, int]]:
    """Greedy longest copied runs: (start in the claim, start in the evidence, length)."""
    found: list[tuple[int, int, int]] = []
    tokens, at, after = evidence.tokens, 0, 0
    while at < len(claim):
        best = (0, 0, 0)
        for source in evidence.positions.get(claim[at].stem, ()):
            length = 1
            while (
                at + length < len(claim)
                and source + length < len(tokens)
                and claim[at + length].stem == tokens[source + length].stem
            ):
                length += 1
            best = max(best, (length, -abs(source - after), source))
        if best[0]:
            found.append((at, best[2], best[0]))
            after = best[2] + best[0]
        at += max(best[0], 1)
    return found


def best_window(stems: frozenset[str], evidence: Evidence, width: int, weights: Weights) -> tuple[float, int, int]:
    """The run of ``width`` tokens with the largest weight of distinct stems: (share, start, end)."""
    total = sum(weights[s] for s in stems)
    hits = sorted((p, s) for s in stems for p in evidence.positions.get(s, ()))
    if not hits or not total:
        return 0.0, 0, min(width, len(evidence.tokens))
    counts: dict[str, int] = defaultdict(int)
    weight, left, best = 0.0, 0, (0.0, 0, 0)
    for position, word in hits:
        counts[word] += 1
        weight += weights[word] if counts[word] == 1 else 0.0
        while hits[left][0] <= position - width:
            gone = hits[left][1]
            counts[gone] -= 1
            weight -= weights[gone] if counts[gone] == 0 else 0.0
            left += 1
        if weight > best[0] + 1e-9:
            best = (weight, hits[left][0], position + 1)
    return best[0] / total, best[1], best[2]


def best_sentences(
    stems: frozenset[str], evidence: Evidence, weights: Weights, most: int = 3
) -> tuple[list[float], list[int]]:
    """Shares of weight that the best 1, 2, ... sentences cover together, chosen greedily, and which they are."""
    total, left = sum(weights[s] for s in stems), set(stems)
    shares: list[float] = []
    chosen: list[int] = []
    covered = 0.0
    for _ in range(most):
        gain, at = max(
            ((sum(weights[s] for s in left & own), -i) for i, own in enumerate(evidence.sentence_sets)),
            default=(0.0, 0),
        )
        if gain > 0:
            chosen.append(-at)
            left -= evidence.sentence_sets[-at]
            covered += gain
        shares.append(covered / total if total else 0.0)
    return shares, chosen


def near(first: Sequence[int], second: Sequence[int], reach: int) -> tuple[bool, bool]:
    """Whether some position of ``second`` follows one of ``first`` within ``reach``, and whether some precedes one."""
    after = before = False
    for position in first:
        at = bisect_left(second, position)
        after = after or (at < len(second) and second[at] - position <= reach)
        before = before or (at > 0 and position - second[at - 1] <= reach)
    return after, before


def common_subsequence(claim: Sequence[Token], source: Sequence[Token]) -> int:
    """Length of the longest common subsequence of stems."""
    row = [0] * (len(source) + 1)
    for word in claim:
        previous = 0
        for j, other in enumerate(source, start=1):
            kept = row[j]
            row[j] = previous + 1 if word.stem == other.stem else max(row[j], row[j - 1])
            previous = kept
    return row[-1]
