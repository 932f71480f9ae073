"""The judge that an adapter asks, by default the offline one. Enters: a claim and passages. Leaves: a Judgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.judges.records import Judgement

Judge = Callable[[str, Sequence[str]], Judgement]


def offline_judge() -> Judge:
    """The judge without a model and without a network; loading it reads its weights once."""
    from evals.judges.offline import OfflineJudge

    return OfflineJudge.load().judge


def brief_judge() -> Judge:
    """The same for sentences of a brief, whose marks ("[undated]") are no words of a source."""
    from evals.judges.bench import Bench

    return Bench().judge_offline


def probability_of(judgement: Judgement) -> float:
    """How sure the judge is of support; its verdict where it gives no probability."""
    return judgement.probability if judgement.probability is not None else float(judgement.supported is True)


class Remembering:
    """Asks a judge once for each claim and passages; `by` is the name it gave."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._known: dict[tuple[str, tuple[str, ...]], Judgement] = {}
        self.by = "not asked"

    def __call__(self, claim: str, evidence: Sequence[str]) -> Judgement:
        """The judgement, asked for or remembered."""
        key = (claim, tuple(evidence))
        if key not in self._known:
            self._known[key] = self._judge(claim, evidence)
            self.by = self._known[key].by
        return self._known[key]
