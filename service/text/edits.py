"""Undoing recorded edits: compose records them, check and the validator take them back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import Document, Edit


def undo(text: str, edits: Sequence[Edit], documents: Mapping[str, Document]) -> str:
    """`text` with every edit replaced by its source words; KeyError or ValueError where an edit does not fit."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: e.start):
        if text[edit.start : edit.end] != edit.replacement or edit.start < position:
            raise ValueError(f"edit {edit.replacement!r} does not stand at {edit.start}")
        pieces += [text[position : edit.start], documents[edit.source.doc].slice(edit.source)]
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)
