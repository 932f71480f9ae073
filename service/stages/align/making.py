"""A difference before it is numbered. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from service.records import Difference, DifferenceRelation, Phrase, Position, phrase

NOTES = {
    DifferenceRelation.CONFLICT: "note_conflict",
    DifferenceRelation.UPDATE: "note_update_inferred",
    DifferenceRelation.SCOPE: "note_scope",
    DifferenceRelation.PRECISION: "note_precision",
    DifferenceRelation.ATTRIBUTION: "note_attribution",
    DifferenceRelation.WORDING: "note_wording",
    DifferenceRelation.SPELLING: "note_spelling",
    DifferenceRelation.UNDECIDED: "note_undecided",
}


def make(event: str, attribute: Phrase, relation: DifferenceRelation, positions: Sequence[Position]) -> Difference:
    """A difference before it is numbered."""
    return Difference(
        id="D0",
        event=event,
        attribute=attribute,
        relation=relation,
        positions=tuple(positions),
        note=phrase(NOTES[relation]),
    )
