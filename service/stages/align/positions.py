"""One side of a difference, from citations. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import Citation, Document, Position, Slot, phrase, slice_phrase
from service.records.citing import cite
from service.text.folding import fold
from service.text.voices import PRONOUNS


def position(value: Citation, normal: str, as_of: Citation | None = None, speaker: Citation | None = None) -> Position:
    """A side whose value is a slice; a figure without a speaker says that its source names none."""
    cited = [value, *([as_of] if as_of else []), *([speaker] if speaker else [])]
    return Position(
        value=slice_phrase(value),
        normal=normal,
        as_of=slice_phrase(as_of) if as_of else phrase("figure_no_date"),
        speaker=slice_phrase(speaker) if speaker else phrase("figure_no_source", source=value.doc),
        sources=(value.doc,),
        citations=tuple(cited),
    )


def place(slots: Sequence[Slot], documents: Mapping[str, Document]) -> Position:
    """A side that one or several articles give in the same normal form."""
    first = cite(documents, slots[0].span)
    speaker = slots[0].speaker_span
    cited = [cite(documents, s.span) for s in slots]
    if speaker is not None:
        cited.append(cite(documents, speaker))
    return Position(
        value=slice_phrase(first),
        normal=slots[0].normal,
        speaker=slice_phrase(cite(documents, speaker)) if speaker else None,
        sources=tuple(dict.fromkeys(s.span.doc for s in slots)),
        citations=tuple(cited),
    )


def spoken(side: Position) -> Position:
    """The side with a speaker of whom the text has no more than a pronoun told as one that is not named."""
    if side.speaker is None or fold(side.speaker.text) not in PRONOUNS:
        return side
    return side.model_copy(update={"speaker": phrase("speaker_not_named", side.speaker.citations)})


def nameless(text: str) -> str:
    """A sentence without its names and figures: an order by it is the same in whatever town the story plays."""
    return " ".join(word for word in text.split() if word.islower())
