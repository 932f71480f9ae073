"""One sentence of the model for a pair of statements: asked for, checked, repaired once, or given up.

Enters: a pair of drafts. Leaves: a draft that passed every gate, or why there is none. Never: a draft that no gate saw,
or a second repair.
"""

from __future__ import annotations

import asyncio
import logging
from typing import NamedTuple

from service.errors import BudgetReached, ModelError, ModelUnavailable
from service.llm import ModelReply, ModelRequest, OpenModel, Prompt, load_prompt
from service.llm.tokens import TokenCounter
from service.records import Check, Draft, Gate, Notice, NoticeCode, Reason, WrittenBy
from service.records import Outcome as GateOutcome
from service.settings import Settings
from service.stages import check, compose
from service.writing.bench import Bench

log = logging.getLogger(__name__)
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


class Outcome(NamedTuple):
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

    async def join(self, pair: compose.Pair) -> Outcome:
        """One sentence for a pair, or the reason why there is none."""
        async with self.gate:
            if self.stop is not None:
                return Outcome(None)
            try:
                return await self._join(pair)
            except BudgetReached as error:
                self.stop = error
                return Outcome(None)
            except ModelUnavailable:
                raise
            except ModelError as error:
                return Outcome(None, notice=failed_call(error, pair))

    async def _join(self, pair: compose.Pair) -> Outcome:
        if not self._fits(pair):
            return Outcome(
                None, notice=Notice(code=NoticeCode.SHORTENED_FOR_MODEL, params={"where": " and ".join(pair.ids)})
            )
        reply = await self._ask(compose.compose_request(pair, self.prompts["compose"], self.settings))
        draft, checks = await self._checked(pair, reply, WrittenBy.MODEL)
        if not check.is_publishable(checks) and (problem := check.failed(checks)):
            shorter = await self._trimmed(pair, reply, draft.text, problem)
            if shorter is not None:
                return Outcome(*shorter)
            request = compose.repair_request(pair, draft.text, problem, self.prompts["repair"], self.settings)
            draft, checks = await self._checked(pair, await self._ask(request), WrittenBy.REPAIR)
        log.debug("%s: %s", pair.ids, [(c.gate, c.reason, c.words) for c in checks if c.outcome != "pass"])
        return Outcome(draft, checks) if check.is_publishable(checks) else Outcome(None, checks)

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
            return draft, (
                Check(gate=Gate.POINTER, outcome=GateOutcome.FAIL, reason=Reason.NO_SUPPORT, words=pair.ids),
            )
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


def failed_call(error: ModelError, pair: compose.Pair) -> Notice:
    """What the brief says of a pair whose call failed: the kind of error and the statements' ids."""
    return Notice(
        code=NoticeCode.MODEL_CALL_FAILED, params={"error": type(error).__name__, "where": " and ".join(pair.ids)}
    )
