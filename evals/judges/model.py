"""A language model as judge, through the product's own client: cached, recorded, replayed like any other call.

Enters: a claim and the passages that it cites. Leaves: a Judgement. A verdict that contradicts its own reason, or whose
reason is no part of the claim, is unscored: it is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.judges.records import Judgement
from evals.labels.words import fold
from service.errors import BudgetReached, ModelError, ModelUnavailable
from service.llm import OpenModel, fence, load_prompt
from service.settings import Settings

PROMPT = "judge"
NOTHING = frozenset({"none", "none.", "nothing", ""})
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "not_said": {"type": "string", "maxLength": 200},
        "verdict": {"type": "string", "enum": ["supported", "unsupported"]},
    },
    "required": ["not_said", "verdict"],
    "additionalProperties": False,
}


class ModelJudge:
    """Asks one question a claim."""

    def __init__(self, model: OpenModel, settings: Settings) -> None:
        self._model, self._settings = model, settings
        self._prompt = load_prompt(PROMPT)
        self.name = f"model judge {model.name}, prompt {PROMPT} {self._prompt.front.version}"

    async def judge(self, claim: str, evidence: Sequence[str], where: str = "") -> Judgement:
        """The model's verdict; unscored where it gave none.

        Raises:
            ModelUnavailable: no answer at all, or none recorded.
            BudgetReached: the ceiling on cost.
        """
        fenced = fence([("cited", "\n".join(" ".join(quote.split()) for quote in evidence))], PROMPT)
        values = {"statements": fenced.text, "sentence": " ".join(claim.split())}
        request = self._prompt.request(values, json_schema=SCHEMA, settings=self._settings, where=where)
        try:
            reply = await self._model.complete(request)
        except (ModelUnavailable, BudgetReached):
            raise
        except ModelError as error:
            return Judgement(supported=None, by=self.name, note=f"no usable answer ({type(error).__name__})")
        return read_verdict(reply.data or {}, claim, self.name)


def read_verdict(data: dict[str, Any], claim: str, name: str) -> Judgement:
    """A Judgement of the model's answer; unscored where verdict and reason contradict each other."""
    said, verdict = str(data.get("not_said", "")).strip(), data.get("verdict")
    is_nothing = said.casefold() in NOTHING
    if verdict == "supported":
        if is_nothing:
            return Judgement(supported=True, by=name)
        return Judgement(supported=None, by=name, words=(said,), note="supported, but words are named as not said")
    if is_nothing:
        return Judgement(supported=None, by=name, note="unsupported, but no words are named")
    if fold(said).strip(" .") not in fold(claim):
        return Judgement(supported=None, by=name, words=(said,), note="the words named are not in the sentence")
    return Judgement(supported=False, by=name, words=(said,))
