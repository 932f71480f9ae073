"""Claims that cite a whole article, as other summarizers do, with what the article says of each.

Enters: ``evals/long_check`` and the seed articles. Leaves: checked claims by half. Never: a training column; all
claims were written before anything was measured, and those of ``held_out`` not read again while rules were written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from evals.labels.find import LabelError
from evals.labels.load import SEEDS
from evals.labels.reading import read_articles

FOLDER = Path(__file__).resolve().parent.parent / "long_check"
HALVES = ("open", "held_out")
SUPPORTED = frozenset("verbatim paraphrase fusion summary".split())
WRONG = frozenset("office leader speaker label role_swap figure two_events negation cause".split())


class LongClaim(NamedTuple):
    """One sentence, the article that it cites as a whole, and the words there that decide."""

    text: str
    cites: str
    kind: str
    evidence: tuple[str, ...]
    wrong: str  # the offending words; empty where supported

    @property
    def supported(self) -> bool:
        """Whether the article carries the whole of it."""
        return self.kind in SUPPORTED


class LongCheck(NamedTuple):
    """Articles by name, claims by half."""

    articles: dict[str, str]
    claims: dict[str, tuple[LongClaim, ...]]


def load_long_check(folder: Path = FOLDER, seeds: Path = SEEDS) -> LongCheck:
    """Both halves.

    Raises:
        LabelError: a line that is no claim, an unknown article or kind, a quote that the article does not hold.
    """
    articles = read_articles(folder / "articles") | read_articles(seeds)
    claims = {half: _claims(folder / f"{half}.jsonl", articles) for half in HALVES}
    texts = [claim.text for found in claims.values() for claim in found]
    if len(texts) != len(set(texts)):
        raise LabelError(f"{folder.name}: a claim stands there twice")
    return LongCheck(articles, claims)


def _claims(path: Path, articles: dict[str, str]) -> tuple[LongClaim, ...]:
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            raw = json.loads(line)
            claim = LongClaim(**{**raw, "evidence": tuple(raw["evidence"])})
            fault = _fault(claim, articles)
        except (ValueError, KeyError, TypeError) as problem:
            raise LabelError(f"{path.name}:{number}: {problem}") from problem
        if fault:
            raise LabelError(f"{path.name}:{number}: {fault}")
        found.append(claim)
    return tuple(found)


def _fault(claim: LongClaim, articles: dict[str, str]) -> str | None:
    if claim.kind not in SUPPORTED | WRONG:
        return f"unknown kind {claim.kind}"
    missing = [words for words in claim.evidence if words not in articles.get(claim.cites, "")]
    if missing or not claim.evidence:
        return f"the article {claim.cites} does not hold {missing}"
    if claim.supported == bool(claim.wrong) or claim.wrong.casefold() not in claim.text.casefold():
        return f"{claim.kind}: {claim.text!r} with the mark {claim.wrong!r}"
    return None
