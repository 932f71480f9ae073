"""The systems that can be run on the seeds: both writers of the product, and three baselines.

Enters: a system's name, settings, an open model where it needs one. Leaves: an Output, and the brief if there is one.
"""

from __future__ import annotations

from typing import NamedTuple

from evals.baselines.direct import direct
from evals.baselines.lead import lead
from evals.baselines.lexrank import lexrank
from evals.labels.load import SEEDS, SeedLabels
from evals.outputs import Output, from_brief
from service.errors import InputError
from service.llm import OpenModel
from service.pipeline import make_brief
from service.records import Brief
from service.settings import Settings

WRITERS = ("extractive", "llm")
BASELINES = ("lead", "lexrank", "direct")
MODEL_SYSTEMS = frozenset({"llm", "direct"})
WORDS = 700  # the length at which the systems are compared


class Made(NamedTuple):
    """What a system made; `brief` only where the product made it."""

    output: Output
    brief: Brief | None


async def make(system: str, labels: SeedLabels, settings: Settings, model: OpenModel | None) -> Made:
    """The output of one system on the seeds.

    Raises:
        InputError: no such system, or one that needs a model that the settings do not name.
        ModelUnavailable: the model gave no answer, or none was recorded.
    """
    if system in WRITERS:
        brief = await make_brief([str(SEEDS)], settings=settings.model_copy(update={"writer": system}))
        name = system if brief.provenance.model is None else f"{system}:{brief.provenance.model}"
        return Made(from_brief(brief, labels.articles, name), brief)
    if system == "lead":
        return Made(lead(labels, WORDS), None)
    if system == "lexrank":
        return Made(lexrank(labels, WORDS), None)
    if system == "direct":
        if model is None:
            raise InputError("the direct baseline needs a model: --local-model, --model or --replay")
        return Made(await direct(labels.articles, WORDS, settings.sentences, model, settings), None)
    raise InputError(f"no system {system!r}; there are: {', '.join((*WRITERS, *BASELINES))}")
