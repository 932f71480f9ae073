"""The two writers: chosen clusters -> checked sentences and withheld ones.

The extractive writer needs nothing. The llm writer asks the model for one sentence where two statements can be joined,
checks it, repairs it once, and falls back to the source sentences: a weak model costs extracted sentences, never a
false one. Both go through the same check.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from service.clock import Clock, Progress
from service.errors import BudgetReached, ModelError, ModelUnavailable
from service.listening import Listener, Teller
from service.llm import ModelReply, ModelRequest, OpenModel, Prompt, load_prompt
from service.llm.tokens import TokenCounter
from service.records import (
    BriefSentence,
    Check,
    Claim,
    Cluster,
    Decided,
    Document,
    Draft,
    Event,
    Gate,
    GivenDay,
    Mention,
    Notice,
    NoticeCode,
    PromptUse,
    Reason,
    Sentence,
    Withheld,
    WrittenBy,
)
from service.settings import Settings
from service.stages import check, compose
from service.text.loaded import TermRule

log = logging.getLogger(__name__)
SPARE_PAIRS = 3  # tried only where others fail their check
# Reasons that name words which a sentence may do without; a lost speaker or negation is no matter of leaving out
LEFT_OUT = frozenset(
    {
        Reason.NUMBER_NOT_IN_SOURCE,
        Reason.DATE_NOT_IN_SOURCE,
        Reason.NAME_NOT_IN_SOURCE,
        Reason.QUOTE_NOT_IN_SOURCE,
        Reason.WORDS_NOT_IN_SOURCE,
        Reason.OUTCOME_INVENTED,
        Reason.PARTLY_SUPPORTED,
        Reason.NOT_ENTAILED,
        Reason.POINTS_OUTSIDE,
    }
)
ANSWER_SHARE = 3  # statements may fill a third of the window: prompt, examples and answer need the rest


class Prepared(NamedTuple):
    """What is known before a word is written."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    clusters: tuple[Cluster, ...]
    chosen: tuple[Cluster, ...]
    rules: tuple[TermRule, ...]
    decisions: tuple[Decided, ...] = ()
    days: Mapping[str, GivenDay] = MappingProxyType({})  # by mention, where an editor's decision gives one


class Written(NamedTuple):
    """What a writer made of the chosen clusters."""

    sentences: tuple[BriefSentence, ...]
    withheld: tuple[Withheld, ...]
    clusters: dict[str, Cluster]
    notices: tuple[Notice, ...] = ()
    prompts: tuple[PromptUse, ...] = ()


class Bench:
    """Indexes of one run that composing and checking share."""

    def __init__(self, prepared: Prepared, clock: Clock, listener: Listener | None = None) -> None:
        self.clock = clock
        self.teller = Teller(prepared.events, listener) if listener is not None else None
        self.rules: tuple[TermRule, ...] = prepared.rules
        self.documents = {d.id: d for d in prepared.documents}
        self.sentences = {s.id: s for s in prepared.sentences}
        self.claims = {c.id: c for c in prepared.claims}
        mention_event = {m.id: e.id for e in prepared.events for m in e.mentions}
        self.event_of = {c.id: mention_event.get(c.mention or "", "E0") for c in prepared.claims}
        self.published: list[BriefSentence] = []
        self.withheld: list[Withheld] = []
        self.clusters: dict[str, Cluster] = {}

    def extract(self, cluster: Cluster) -> Draft:
        """The extractive draft of a cluster."""
        with self.clock.stage("compose"):
            return compose.extract_draft(cluster, self.documents, self.sentences, self.rules)

    def check(
        self, draft: Draft, evidence: tuple[str, ...] | None = None, *, vetoed: bool | None = None
    ) -> tuple[Check, ...]:
        """What the gates say; the one way to a check."""
        with self.clock.stage("check"):
            view = check.View(
                draft,
                self.documents,
                self.claims,
                self.sentences,
                self.event_of,
                self.rules,
                vetoed,
                evidence,
                joins=evidence is not None,
            )
            return check.check(view)

    def settle(self, draft: Draft, cluster: Cluster, checks: tuple[Check, ...]) -> None:
        """Publish or withhold."""
        self.clusters[cluster.id] = cluster
        if check.is_publishable(checks):
            self.published.append(check.to_sentence(len(self.published) + 1, draft, cluster, checks, self.documents))
            if self.teller is not None:
                self.teller.arrived(self.published, self.clusters)
        else:
            self.withheld.append(check.to_withheld(draft, cluster, checks, self.documents))
            if self.teller is not None:
                self.teller.held(self.withheld)

    def settle_extract(self, cluster: Cluster) -> None:
        """The source sentence of a cluster, checked."""
        draft = self.extract(cluster)
        self.settle(draft, cluster, self.check(draft))


def write_extractive(prepared: Prepared, clock: Clock, listener: Listener | None = None) -> Written:
    """One checked verbatim sentence a cluster."""
    bench = Bench(prepared, clock, listener)
    for cluster in prepared.chosen:
        bench.settle_extract(cluster)
    return Written(tuple(bench.published), tuple(bench.withheld), bench.clusters)


class _Outcome(NamedTuple):
    """What the model made of one pair: a passing draft, or nothing and why."""

    draft: Draft | None
    checks: tuple[Check, ...] = ()
    notice: Notice | None = None


class LlmWriter:
    """Asks, checks, repairs once; one instance a run."""

    def __init__(self, bench: Bench, model: OpenModel, settings: Settings) -> None:
        self.bench, self.model, self.settings = bench, model, settings
        self.prompts: dict[str, Prompt] = {name: load_prompt(name) for name in ("compose", "repair", "veto")}
        self.gate = asyncio.Semaphore(settings.concurrency)
        self.stop: BudgetReached | None = None

    async def join(self, pair: compose.Pair) -> _Outcome:
        """One sentence for a pair, or the reason why there is none."""
        async with self.gate:
            if self.stop is not None:
                return _Outcome(None)
            try:
                return await self._join(pair)
            except BudgetReached as error:
                self.stop = error
                return _Outcome(None)
            except ModelUnavailable:
                raise
            except ModelError as error:
                return _Outcome(None, notice=_failed_call(error, pair))

    async def _join(self, pair: compose.Pair) -> _Outcome:
        if not self._fits(pair):
            return _Outcome(
                None, notice=Notice(code=NoticeCode.SHORTENED_FOR_MODEL, params={"where": " and ".join(pair.ids)})
            )
        reply = await self._ask(compose.compose_request(pair, self.prompts["compose"], self.settings))
        draft, checks = await self._checked(pair, reply, WrittenBy.MODEL)
        if not check.is_publishable(checks) and (problem := _repairable(checks)):
            shorter = await self._trimmed(pair, reply, draft.text, problem)
            if shorter is not None:
                return _Outcome(*shorter)
            request = compose.repair_request(pair, draft.text, problem, self.prompts["repair"], self.settings)
            draft, checks = await self._checked(pair, await self._ask(request), WrittenBy.REPAIR)
        log.debug("%s: %s", pair.ids, [(c.gate, c.reason, c.words) for c in checks if c.outcome != "pass"])
        return _Outcome(draft, checks) if check.is_publishable(checks) else _Outcome(None, checks)

    async def _trimmed(
        self, pair: compose.Pair, reply: ModelReply, rejected: str, problem: Check
    ) -> tuple[Draft, tuple[Check, ...]] | None:
        """The longest sentence without the faulty clause that passes everything; no call is made for one that fails."""
        if problem.reason not in LEFT_OUT:
            return None
        for text in compose.trims(rejected, problem.words, pair.evidence):
            data = {**(reply.data or {}), "sentence": text}
            draft, checks = await self._checked(pair, reply.model_copy(update={"data": data}), WrittenBy.REPAIR)
            if check.is_publishable(checks):
                return draft, checks
        return None

    async def _checked(self, pair: compose.Pair, reply: ModelReply, by: WrittenBy) -> tuple[Draft, tuple[Check, ...]]:
        """Rules first: the model's veto is asked for only where every rule has passed."""
        draft = compose.to_draft(pair, reply, by, self.bench.documents)
        if len(draft.claims) < len(pair.parts) or not draft.text:
            return draft, (Check(gate=Gate.POINTER, outcome="fail", reason="no_support", words=pair.ids),)  # type: ignore[arg-type]
        checks = self.bench.check(draft, pair.evidence, vetoed=False)
        if not check.is_publishable(checks):
            return draft, checks
        verdict = await self._ask(compose.veto_request(pair, draft.text, self.prompts["veto"], self.settings))
        return draft, self.bench.check(draft, pair.evidence, vetoed=compose.parse_veto(verdict, draft.text))

    async def _ask(self, request: ModelRequest) -> ModelReply:
        return await self.model.complete(request)

    def _fits(self, pair: compose.Pair) -> bool:
        room = self.settings.context_tokens // ANSWER_SHARE
        if sum(len(text) for text in pair.evidence) <= room:  # a token is at least one character: no need to count
            return True
        counter = TokenCounter(self.settings.cache_dir)
        return sum(counter.count(text) for text in pair.evidence) <= room


def _repairable(checks: Sequence[Check]) -> Check | None:
    return check.failed(checks)


def _failed_call(error: ModelError, pair: compose.Pair) -> Notice:
    return Notice(
        code=NoticeCode.MODEL_CALL_FAILED, params={"error": type(error).__name__, "where": " and ".join(pair.ids)}
    )


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

    def go_on(self, outcomes: Sequence[_Outcome], *, are_all: bool) -> None:
        """As far as the outcomes of the first pairs allow; a pair that is not tried leaves its source sentences."""
        while self._left:
            number = self._pair_of.get(self._left[-1].id)
            if number is not None and number >= len(outcomes) and not are_all:
                return
            is_tried = number is not None and number < len(outcomes)
            self._settle(self._left.pop(), number, outcomes[number] if number is not None and is_tried else None)

    def _settle(self, cluster: Cluster, number: int | None, outcome: _Outcome | None) -> None:
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
) -> list[_Outcome]:
    """Outcomes in order, until `wanted` pairs are joined.

    The first goes alone: an endpoint that refuses everything is asked once, and that is the end of it.
    """
    outcomes: list[_Outcome] = []

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


async def _one(writer: LlmWriter, pair: compose.Pair, *, is_first: bool) -> _Outcome:
    try:
        return await writer.join(pair)
    except ModelUnavailable as error:
        if is_first:
            raise
        return _Outcome(None, notice=_failed_call(error, pair))


def _pairs(ceiling: int, clusters: int) -> int:
    """How many pairs to try: a third of the sentences, but not so many that the brief has fewer than it may have."""
    return max(1, min(ceiling // 3, clusters - ceiling * 5 // 6))
