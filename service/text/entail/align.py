"""Where each word of a claim stands in the passages, if anywhere: the alignment under all features.

Enters: a claim's tokens and the indexed passages. Leaves: a position and a strength for every solid word of the claim.
Pure. A word meets its own stem first, then synonyms, forms of one family, spellings of a name, acronyms, near vectors.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.text.aliases import canonical, country_of
from service.text.entail.clauses import Parsed, parse, phrasal
from service.text.entail.lexicon import are_opposite, kinship, nearness, rank, relations, synonyms
from service.text.entail.tokens import Token, cut, tokenize
from service.text.folding import fold, spelling_variants

LONG = 220  # tokens of evidence, above which only the best sentences are searched for synonyms
BEST = 5  # sentences searched in long evidence
WEAK = 0.55  # strength of a match below which a word is not carried
NEAR = 0.5  # cosine of vectors, from which on words may stand for each other
VECTOR = 0.65  # what such a likeness is worth beside a synonym: words of one class are near as well
COMMONEST, RAREST = 0.2, 1.0  # weights of the most common word and of one that is not common


@dataclass(frozen=True, slots=True)
class Evidence:
    """Passages in one stream of tokens."""

    tokens: tuple[Token, ...]
    sentence_of: tuple[int, ...]
    starts: tuple[int, ...]  # first token of each sentence, and the end
    passage_of: tuple[int, ...]  # by sentence
    parsed: tuple[Parsed, ...]  # by sentence; indices count from the sentence's first token
    places: dict[str, list[int]]
    phrases: dict[str, list[int]]
    acronyms: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """Where one solid word of the claim stands; -1 and 0 where nowhere."""

    at: int  # index in the claim
    place: int  # index in the evidence
    score: float
    weight: float


@lru_cache(maxsize=1 << 14)
def weight(token: Token) -> float:
    """How much a word says: rare words, names and numbers the most."""
    if token.kind in {"name", "number"}:
        return 1.2
    place = rank(token.low)
    if place is None:
        return RAREST
    share = math.log(1 + place) / math.log(16_000)
    return COMMONEST + (RAREST - COMMONEST) * math.pow(share, 1.5)


def read(passages: Sequence[str]) -> Evidence:
    """Index some passages."""
    tokens: list[Token] = []
    sentence_of: list[int] = []
    starts: list[int] = []
    passage_of: list[int] = []
    parsed: list[Parsed] = []
    for number, passage in enumerate(passages):
        for sentence in cut(passage):
            found = tokenize(sentence)
            if not any(t.is_solid for t in found):
                continue
            starts.append(len(tokens))
            passage_of.append(number)
            parsed.append(parse(found))
            sentence_of += [len(starts) - 1] * len(found)
            tokens += found
    starts.append(len(tokens))
    places: dict[str, list[int]] = defaultdict(list)
    phrases: dict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(tokens):
        if token.is_solid:
            places[token.stem].append(at)
        if token.kind == "content" and (phrase := phrasal(tokens, at)):
            phrases[phrase].append(at)
    return Evidence(
        tuple(tokens), tuple(sentence_of), tuple(starts), tuple(passage_of), tuple(parsed), dict(places),
        dict(phrases), _acronyms(tokens),
    )  # fmt: skip


def _acronyms(tokens: Sequence[Token]) -> dict[str, int]:
    """First letters of runs of two to five names, with the place of the first."""
    found: dict[str, int] = {}
    for at in range(len(tokens)):
        letters = ""
        for other in tokens[at : at + 6]:
            if other.kind == "name" or (other.kind == "content" and other.text[0].isupper()):
                letters += other.text[0].lower()
                if len(letters) >= 2:
                    found.setdefault(letters, at)
            elif other.low not in {"of", "the", "for", "and"}:
                break
    return found


@lru_cache(maxsize=1 << 15)
def one_apart(a: str, b: str) -> bool:
    """True where one letter added, dropped or changed makes one word the other."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 5:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :]
    return a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


@lru_cache(maxsize=1 << 14)
def _place(name: str) -> str:
    """A name of one word as tables of places have it; "Dutch" as the Netherlands."""
    return fold(country_of(name) or canonical(name))


def _near_name(token: Token, evidence: Evidence) -> tuple[list[int], float]:
    if token.text.isupper() and token.low in evidence.acronyms:
        return [evidence.acronyms[token.low]], 0.95
    for places in evidence.places.values():
        if evidence.tokens[places[0]].text[0].isupper() and one_apart(token.low, evidence.tokens[places[0]].low):
            return places, 0.9
    place = _place(token.text)
    for known, places in evidence.places.items():
        other = evidence.tokens[places[0]]
        if other.kind == "name" and (
            _place(other.text) == place or (known[:1] == token.low[:1] and spelling_variants(other.text, token.text))
        ):
            return places, 0.9
        if len(known) > 3 and len(token.low) > 3 and known[:4] == token.low[:4] and kinship(known, token.stem) > 0.6:
            return places, 0.7
    return [], 0.0


def _near_word(
    token: Token, phrase: str | None, searched: Sequence[str], evidence: Evidence
) -> tuple[list[int], float]:
    best, places = 0.0, list[int]()
    if phrase is not None:
        wanted = synonyms().get(phrase, frozenset()) | relations().same.get(phrase, frozenset())
        for known in wanted:
            if known in evidence.places:
                return evidence.places[known], 0.85
            if known in evidence.phrases:
                return evidence.phrases[known], 0.85
    for known in synonyms().get(token.stem, frozenset()) | relations().same.get(token.stem, frozenset()):
        if "_" in known and known in evidence.phrases:
            return evidence.phrases[known], 0.85
    for known in searched:
        score = kinship(token.stem, known)
        if not score and not are_opposite(token.stem, known):
            near = nearness(token.low, evidence.tokens[evidence.places[known][0]].low)
            score = VECTOR * near if near >= NEAR else 0.0
        if score > best:
            best, places = score, evidence.places[known]
    return places, best


def _cover(claim: Sequence[Token], evidence: Evidence) -> list[float]:
    """For each sentence, the weight of the claim's words whose own stem stands in it."""
    cover = [0.0] * (len(evidence.starts) - 1)
    for stem in {t.stem: t for t in claim if t.is_solid}.values():
        for sentence in {evidence.sentence_of[p] for p in evidence.places.get(stem.stem, ())}:
            cover[sentence] += weight(stem)
    return cover


def align(claim: Sequence[Token], evidence: Evidence) -> tuple[list[Match], list[float]]:
    """A match for every solid word of the claim, and how much of the claim each sentence of the evidence holds."""
    cover = _cover(claim, evidence)
    top = max(cover, default=0.0) or 1.0
    if len(evidence.tokens) > LONG:
        best = set(sorted(range(len(cover)), key=lambda s: -cover[s])[:BEST])
        searched = [s for s, p in evidence.places.items() if any(evidence.sentence_of[i] in best for i in p)]
    else:
        searched = list(evidence.places)
    searched = [s for s in searched if s[0] != "#"]
    matches: list[Match] = []
    previous = -1
    for at, token in enumerate(claim):
        if not token.is_solid:
            continue
        places, score = evidence.places.get(token.stem, []), 1.0
        if not places and token.kind == "name":
            places, score = _near_name(token, evidence)
        elif not places and token.kind == "content":
            places, score = _near_word(token, phrasal(claim, at), searched, evidence)
        if not places:
            matches.append(Match(at, -1, 0.0, weight(token)))
            continue
        place = places[0]
        if len(places) > 1:
            place = max(places, key=lambda p: _worth(p, previous, evidence, cover, top))
        previous = place
        matches.append(Match(at, place, score, weight(token)))
    return matches, cover


def _worth(place: int, previous: int, evidence: Evidence, cover: Sequence[float], top: float) -> float:
    """A place is better in a sentence that holds much of the claim, and close behind the word before."""
    worth = cover[evidence.sentence_of[place]] / top
    if previous >= 0 and evidence.sentence_of[place] == evidence.sentence_of[previous]:
        gap = place - previous
        worth += 0.3 + (0.4 / gap if gap > 0 else 0.1 / (1 - gap))
    return worth
