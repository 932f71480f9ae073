"""The llm writer: one sentence for two statements where the model's passes every gate, source sentences elsewhere.

Enters: chosen clusters and an open model. Leaves: checked sentences in the order of the clusters, each settled as soon
as the model's part in it is known. Never: more joined sentences than the ceiling allows, or an endpoint that refuses
everything asked twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from service.clock import Clock, Progress
from service.errors import ModelUnavailable
from service.listening import Listener
from service.llm import OpenModel
from service.records import Cluster, Notice, NoticeCode
from service.settings import Settings
from service.stages import compose
from service.writing.asking import LlmWriter, Outcome, failed_call
from service.writing.bench import Bench, Prepared, Written

SPARE_PAIRS = 3  # tried only where others fail their check


async def write_llm(
    prepared: Prepared,
    settings: Settings,
    clock: Clock,
    model: OpenModel,
    progress: Progress,
    listener: Listener | None = None,
) -> Written:
    """Joined sentences where the model's pass every gate, source sentences elsewhere.

    Raises:
        ModelUnavailable: not one call was answered.
        InputError: a prompt or setting that cannot be used.
    """
    bench = Bench(prepared, clock, listener)
    drafts = [(cluster, bench.extract(cluster)) for cluster in prepared.chosen]
    wanted = _pairs(settings.sentences, len(drafts))
    pairs = compose.pair_up(drafts, limit=wanted + SPARE_PAIRS)
    writer = LlmWriter(bench, model, settings)
    settling = _Settling(bench, prepared.chosen, pairs, settings.sentences)
    outcomes = await _all(writer, pairs, wanted, progress, settling)
    settling.go_on(outcomes, are_all=True)
    notices = [o.notice for o in outcomes if o.notice is not None]
    if writer.stop is not None:
        notices.append(Notice(code=NoticeCode.BUDGET_REACHED))
    used = tuple(p.use for p in writer.prompts.values()) if pairs else ()
    return Written(tuple(bench.published), tuple(bench.withheld), bench.clusters, tuple(notices), used)


class _Settling:
    """Publishes or withholds the chosen clusters in their order, each as soon as the model's part in it is known."""

    def __init__(self, bench: Bench, chosen: Sequence[Cluster], pairs: Sequence[compose.Pair], ceiling: int) -> None:
        self._bench, self._pairs, self._ceiling = bench, pairs, ceiling
        self._left = list(reversed(chosen))
        self._pair_of = {part.id: n for n, pair in enumerate(pairs) for part in pair.parts}
        self._done: set[int] = set()

    def go_on(self, outcomes: Sequence[Outcome], *, are_all: bool) -> None:
        """As far as the outcomes of the first pairs allow; a pair that is not tried leaves its source sentences."""
        while self._left:
            number = self._pair_of.get(self._left[-1].id)
            if number is not None and number >= len(outcomes) and not are_all:
                return
            is_tried = number is not None and number < len(outcomes)
            self._settle(self._left.pop(), number, outcomes[number] if number is not None and is_tried else None)

    def _settle(self, cluster: Cluster, number: int | None, outcome: Outcome | None) -> None:
        if number in self._done:
            return
        bench = self._bench
        if len(bench.published) >= self._ceiling and cluster.event in {s.event for s in bench.published}:
            return
        if number is not None and outcome is not None and outcome.draft is not None:
            self._done.add(number)
            bench.settle(outcome.draft, self._pairs[number].cluster, outcome.checks)
        else:
            bench.settle_extract(cluster)


async def _all(
    writer: LlmWriter, pairs: Sequence[compose.Pair], wanted: int, progress: Progress, settling: _Settling
) -> list[Outcome]:
    """Outcomes in order, until `wanted` pairs are joined.

    The first goes alone: an endpoint that refuses everything is asked once, and that is the end of it.
    """
    outcomes: list[Outcome] = []

    def tell() -> None:
        used = writer.model.usage()
        done = sum(o.draft is not None for o in outcomes)
        progress("write", done, wanted, tokens=used.tokens_in + used.tokens_out, cost_usd=used.cost_usd)

    tell()
    while len(outcomes) < len(pairs) and (missing := wanted - sum(o.draft is not None for o in outcomes)) > 0:
        size = min(missing, writer.settings.concurrency) if outcomes else 1
        batch = pairs[len(outcomes) : len(outcomes) + size]
        tried = await asyncio.gather(*(_one(writer, pair, is_first=not outcomes) for pair in batch))
        outcomes += tried
        tell()
        settling.go_on(outcomes, are_all=False)
    return outcomes


async def _one(writer: LlmWriter, pair: compose.Pair, *, is_first: bool) -> Outcome:
    try:
        return await writer.join(pair)
    except ModelUnavailable as error:
        if is_first:
            raise
        return Outcome(None, notice=failed_call(error, pair))


def _pairs(ceiling: int, clusters: int) -> int:
    """How many pairs to try: a third of the sentences, but not so many that the brief has fewer than it may have."""
    return max(1, min(ceiling // 3, clusters - ceiling * 5 // 6))
