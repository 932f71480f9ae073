"""The gates in their order. Each is a small pure function ``View -> Check`` that names the offending words."""

from __future__ import annotations

from collections.abc import Callable

from service.records import Check, Gate, Outcome, Reason
from service.stages.check import support
from service.stages.check.facts import date_gate, name_gate, number_gate
from service.stages.check.form import context_gate, pointer_gate, quotation_gate
from service.stages.check.minimal import minimal_gate
from service.stages.check.relation import relation_gate
from service.stages.check.view import View
from service.stages.check.voice import attribution_gate, event_gate, loaded_gate


def _asks(publishing: Callable[[View], Check], support: Callable[[View], Check]) -> Callable[[View], Check]:
    """One gate: what it asks of text that we publish, and of anybody's."""
    return lambda view: (publishing if view.publishing else support)(view)


def entailment_gate(view: View) -> Check:
    """Verbatim slices are entailed by construction; written text needs a verdict, and a model's can only veto."""
    if view.is_verbatim:
        return Check(gate=Gate.ENTAILMENT, outcome=Outcome.PASS)
    if view.vetoed is None:
        return Check(gate=Gate.ENTAILMENT, outcome=Outcome.UNSCORED, reason=Reason.NOT_CHECKED)
    if view.vetoed:
        return Check(gate=Gate.ENTAILMENT, outcome=Outcome.FAIL, reason=Reason.NOT_ENTAILED)
    return Check(gate=Gate.ENTAILMENT, outcome=Outcome.PASS)


GATES: tuple[Callable[[View], Check], ...] = (
    _asks(context_gate, support.context),
    pointer_gate,
    _asks(quotation_gate, support.quotation),
    _asks(number_gate, support.number),
    _asks(date_gate, support.date),
    _asks(name_gate, support.name),
    _asks(attribution_gate, support.attribution),
    _asks(relation_gate, support.relation),
    loaded_gate,
    event_gate,
    _asks(entailment_gate, support.entailment),
    _asks(minimal_gate, support.minimal),
)


def check(view: View) -> tuple[Check, ...]:
    """What every gate says of a draft, in order.

    The pointer gate comes first for the others' sake: without valid spans there is nothing to compare with, and they
    are unscored.
    """
    pointer = pointer_gate(view)
    if pointer.outcome == Outcome.FAIL:
        others = [Gate(g) for g in Gate if g != Gate.POINTER]
        return (pointer, *(Check(gate=g, outcome=Outcome.UNSCORED, reason=Reason.NOT_CHECKED) for g in others))
    return tuple(gate(view) for gate in GATES)
