"""``evenhand eval support|events|same-answer|bias|facts|briefs|summhay``: public data sets in, figures out.

Enters: options. Leaves: a report on standard output. Never happens here: a download; the user names files at hand.
"""

from __future__ import annotations

from typing import Protocol

from service.cli.eval import write_lines
from service.cli.eval_options import BriefsOptions, DataOptions, EventsOptions, SupportOptions
from service.cli.options import make_settings
from service.cli.streams import write_result
from service.errors import InputError


class Report(Protocol):
    """What every adapter hands back."""

    def lines(self) -> list[str]:
        """For a terminal."""

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The whole of it."""


def _show(report: Report, *, as_json: bool) -> int:
    if as_json:
        write_result(report.model_dump_json(indent=2) + "\n")
    else:
        write_lines(report.lines())
    return 0


def support(options: SupportOptions) -> int:
    """Raises InputError."""
    from evals.public.support import JUDGES, score_support, transfer_table

    judge = JUDGES[options.by]()
    if options.transfer:
        return _show(transfer_table([options.data, *options.transfer], judge=judge), as_json=options.json)
    report = score_support(options.data, threshold_from=options.threshold_from, judge=judge)
    return _show(report, as_json=options.json)


def events(options: EventsOptions) -> int:
    """Raises InputError."""
    from evals.public.events import score_events

    return _show(score_events(options.docs, options.pairs), as_json=options.json)


def same_answer(options: DataOptions) -> int:
    """Raises InputError."""
    from evals.public.same_answer import score_same_answer

    return _show(score_same_answer(options.data), as_json=options.json)


def bias(options: DataOptions) -> int:
    """Raises InputError."""
    from evals.public.bias import score_bias

    return _show(score_bias(options.data), as_json=options.json)


def facts(options: DataOptions) -> int:
    """Raises InputError."""
    from evals.public.facts import score_facts

    return _show(score_facts(options.data), as_json=options.json)


def briefs(options: BriefsOptions) -> int:
    """Raises InputError, ModelUnavailable."""
    from evals.public.briefs import score_briefs

    names = "writer", "model", "base_url", "local_model"
    settings = make_settings({name: getattr(options, name) for name in names})
    if settings.writer == "llm" and not (settings.model or settings.local_model or settings.replay):
        raise InputError("--writer llm needs a model: --local-model FILE, or --model NAME with --base-url")
    return _show(score_briefs(options.data, limit=options.limit, settings=settings), as_json=options.json)


def summhay(options: DataOptions) -> int:
    """Raises InputError."""
    from evals.public.summhay import score_summhay

    return _show(score_summhay(options.data), as_json=options.json)
