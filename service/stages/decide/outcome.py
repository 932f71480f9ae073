"""What became of decisions: events that could not be joined, pinned sentences that were not published. Pure.

Enters: decisions as laid, and what the stages made of them. Leaves: the same, those without effect with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import BriefSentence, Claim, Decided, DecisionKind, Event, GivenDay, Reason, Withheld
from service.stages.decide.rulings import Decisions


def on_events(
    decisions: Decisions, events: Sequence[Event], days: Mapping[str, GivenDay] | None = None
) -> tuple[Decided, ...]:
    """Decisions on events: those where the groups of mentions are not as decided, and the days that the others give."""
    given = days or {}
    event_of = {m.id: event.id for event in events for m in event.mentions}
    shown = []
    for item, pairs in zip(decisions.shown, decisions.pairs, strict=True):
        joined = [len({event_of.get(mention, mention) for mention in pair}) == 1 for pair in pairs]
        note = ""
        if item.kind == DecisionKind.SAME and not all(joined):
            note = "another decision, or one article that tells both, keeps them two events"
        elif item.kind == DecisionKind.APART and any(joined):
            note = "both are told as one with a third; point at that one too"
        told = sorted({given[mention].day for pair in pairs for mention in pair if mention in given})
        if item.kind == DecisionKind.SAME and not note and len(told) == 1:
            item = item.model_copy(update={"value": told[0].isoformat()})  # noqa: PLW2901  the same with its day
        shown.append(_unused(item, note))
    return tuple(shown)


def on_sentences(
    shown: Sequence[Decided],
    claims: Sequence[Claim],
    sentences: Sequence[BriefSentence],
    withheld: Sequence[Withheld],
    reasons: Mapping[Reason, str],
) -> tuple[Decided, ...]:
    """Pins whose sentence did not come; `reasons` puts the closed vocabulary into words."""
    found = []
    for item in shown:
        if item.kind != DecisionKind.PIN or not item.used or _is_cited(item, sentences):
            found.append(item)
            continue
        stop = next((w for w in withheld if _overlaps(item, w)), None)
        obstacle = next((c.obstacle for c in claims if c.obstacle and _holds(item, c)), None)
        if stop is not None:
            note = f"it did not pass its check: {reasons[stop.reason]}"
        elif obstacle:
            note = f"it cannot stand alone: “{obstacle}” points outside it"
        else:
            note = "a sentence that says the same was published in its place"
        found.append(_unused(item, note))
    return tuple(found)


def _unused(item: Decided, note: str) -> Decided:
    return item.model_copy(update={"used": False, "note": note}) if note and item.used else item


def _is_cited(item: Decided, sentences: Sequence[BriefSentence]) -> bool:
    return any(_overlaps(item, sentence) for sentence in sentences)


def _overlaps(item: Decided, other: BriefSentence | Withheld) -> bool:
    return any(a.span.overlaps(b.span) for a in item.citations for b in other.citations if b.role != "context")


def _holds(item: Decided, claim: Claim) -> bool:
    return any(c.span.overlaps(claim.span) for c in item.citations)
