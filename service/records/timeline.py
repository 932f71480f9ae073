"""Events and figures in order of time, where the sources give dates."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service.records.base import Citation, Phrase, Record


class TimelineEntry(Record):
    """One event, or one published sentence of the background, at the days that its source gives."""

    start: date = Field(description="First day that the words allow.")
    end: date = Field(description="Last day that the words allow; equals start where the day is known.")
    precision: str = Field(description="day, weekend, week, month, year ... as the words give it.")
    when: Phrase = Field(description="The words for the time, with the days where they had to be resolved.")
    what: Phrase = Field(description="The event's label, or the cited words.")
    event: str = Field(description="Event id; E0 for the background.")
    sentence: str = Field(default="", description="Id of the published sentence; empty for an event.")


class FigureRow(Record):
    """One figure of a series, as one source states it."""

    value: Phrase = Field(description="As the source words it.")
    as_of: Phrase | None = Field(default=None, description="Time that the text gives for it.")
    speaker: Phrase | None = Field(default=None, description="Who states it.")
    sources: tuple[str, ...] = Field(description="Document ids.")
    citations: tuple[Citation, ...] = Field(description="Where it stands.")


class FigureSeries(Record):
    """Figures of one count in order of time; those without a time stand last, in the order of the sources."""

    attribute: Phrase = Field(description="What is counted.")
    difference: str = Field(description="Id of the difference that says how they relate.")
    rows: tuple[FigureRow, ...] = Field(min_length=2, description="In order of time.")
