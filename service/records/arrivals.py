"""What is told of a brief while it is made: each sentence as soon as its check is done, and at the end their order."""

from __future__ import annotations

from pydantic import Field

from service.records.base import Citation, Phrase, Record
from service.records.brief import Gate, Reason, WrittenBy


class Arrived(Record):
    """A sentence that has just passed its check. Its words are final; its place and its id in the brief are not yet."""

    number: int = Field(ge=1, description="1, 2 ... as they arrive; `order` names the sentence by it.")
    place: int = Field(ge=1, description="Where it stands in reading order among those that have arrived, from 1.")
    text: str = Field(description="The words to publish.")
    attribution: Phrase = Field(description="Who says it.")
    citations: tuple[Citation, ...] = Field(description="The exact words that it rests on; at least one is support.")
    event: str = Field(description="Event id, as in the brief.")
    topic: str = Field(description="What that event is called in the brief.")
    support: str = Field(description="agreed: each cited origin alone carries the whole; single.")
    written_by: WrittenBy = Field(description="model, repair or extract.")


class Held(Record):
    """A statement that was selected and has failed its check: it will not be published."""

    number: int = Field(ge=1, description="1, 2 ... as in the brief's `withheld`.")
    text: str = Field(description="The source words it was to rest on.")
    gate: Gate | None = Field(default=None, description="The gate that failed.")
    reason: Reason = Field(description="Closed vocabulary.")
    words: tuple[str, ...] = Field(default=(), description="The offending words.")
    citations: tuple[Citation, ...] = Field(description="Where the words stand.")
    event: str = Field(description="Event id, as in the brief.")
    topic: str = Field(description="What that event is called in the brief.")


class Ordered(Record):
    """All have arrived, and this is how the brief orders them."""

    order: tuple[int, ...] = Field(description="Numbers of arrival: the first is the sentence B1, the second B2 ...")
