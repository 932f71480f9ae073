"""A difference before it is numbered. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from service.records import Difference, DifferenceRelation, Phrase, Position, phrase

NOTES = {
    DifferenceRelation.CONFLICT: "note_conflict",
    DifferenceRelation.UPDATE: "note_update_inferred",
    DifferenceRelation.SCOPE: "note_scope",
    DifferenceRelation.PRECISION: "note_precision",
    DifferenceRelation.ATTRIBUTION: "note_attribution_figure",
    DifferenceRelation.WORDING: "note_wording",
    DifferenceRelation.SPELLING: "note_spelling",
    DifferenceRelation.UNDECIDED: "note_undecided",
}
# what is no figure has no values that differ and no later count
NOTES_ON_WORDS = {
    DifferenceRelation.CONFLICT: "note_conflict_said",
    DifferenceRelation.UPDATE: "note_update_state",
    DifferenceRelation.ATTRIBUTION: "note_attribution_said",
}
STATEMENTS = frozenset({"diff_fact", "diff_fact_beside", "diff_cause", "diff_thing", "diff_slot", "diff_when_told"})


def _note(attribute: Phrase, relation: DifferenceRelation) -> str:
    if attribute.template in STATEMENTS:
        return NOTES_ON_WORDS.get(relation, NOTES[relation])
    return NOTES[relation]


def make(
    event: str, attribute: Phrase, relation: DifferenceRelation, positions: Sequence[Position], note: str = ""
) -> Difference:
    """A difference before it is numbered; `note` is the template of a closer note than that of its type."""
    return Difference(
        id="D0",
        event=event,
        attribute=attribute,
        relation=relation,
        positions=tuple(positions),
        note=phrase(note or _note(attribute, relation)),
    )
