"""What is scored: the output of any system, a brief of ours or a baseline, in one shape. Pure.

Enters: a Brief. Leaves: an Output whose spans speak of the labelled articles by name. Never: a judgement.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from evals.labels.find import LabelError
from evals.labels.records import Place
from service.records import Brief, Citation, Phrase


class Value(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedWords(Place):
    """A place and what it does for the sentence: support, corroborate or context."""

    role: str = "support"


class OutSentence(Value):
    """One sentence as published."""

    id: str
    text: str
    attribution: str = Field(default="", description="Who says it, as rendered before the sentence.")
    cites: tuple[CitedWords, ...] = ()
    event: str = Field(default="", description="The system's own id of the event; empty where it has none.")
    by: str = Field(default="", description="Who wrote it: extract, model, repair, or the baseline.")

    @property
    def said(self) -> str:
        """As a reader reads it: who says it, then what."""
        return f"{self.attribution}: {self.text}" if self.attribution else self.text


class OutDifference(Value):
    """One difference as published."""

    id: str
    relation: str
    attribute: str
    sides: tuple[tuple[Place, ...], ...]


class OutWithheld(Value):
    """One sentence that was not published, and why."""

    text: str
    cites: tuple[CitedWords, ...]
    gate: str
    reason: str
    words: tuple[str, ...] = ()


class OutUsage(Value):
    """What it cost."""

    calls: int = 0
    cached_calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0


class Output(Value):
    """What one system made of a set of articles."""

    system: str = Field(description="extractive, llm:MODEL, lead, lexrank, direct:MODEL.")
    has_events: bool = Field(default=True, description="The system tells events apart and says where sources differ.")
    sentences: tuple[OutSentence, ...]
    phrases: tuple[str, ...] = Field(default=(), description="Strings from templates that a reader sees.")
    differences: tuple[OutDifference, ...] = ()
    withheld: tuple[OutWithheld, ...] = ()
    maybe_same: tuple[tuple[str, str], ...] = Field(default=(), description="Pairs of its event ids, sorted.")
    usage: OutUsage = Field(default_factory=OutUsage)

    @property
    def words(self) -> int:
        """Length of the published sentences, in words parted by blanks."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)


def from_brief(brief: Brief, articles: Mapping[str, str], system: str) -> Output:
    """A brief as an Output.

    Raises:
        LabelError: a source of the brief is none of the labelled articles.
    """
    names = {text: name for name, text in articles.items()}
    name_of = {document.id: names.get(document.text, "") for document in brief.sources}
    if strange := [document.id for document in brief.sources if not name_of[document.id]]:
        raise LabelError(f"the brief rests on texts that are not labelled: {', '.join(strange)}")

    def place(cited: Citation) -> CitedWords:
        where = name_of[cited.doc]
        return CitedWords(doc=where, start=cited.start, end=cited.end, quote=cited.quote, role=cited.role)

    usage = brief.usage
    return Output(
        system=system,
        sentences=tuple(
            OutSentence(
                id=s.id,
                text=s.text,
                attribution=s.attribution.text,
                cites=tuple(map(place, s.citations)),
                event=s.event,
                by=s.written_by,
            )
            for s in brief.sentences
        ),
        phrases=_phrases(brief),
        differences=tuple(
            OutDifference(
                id=d.id,
                relation=d.relation,
                attribute=d.attribute.text,
                sides=tuple(tuple(map(place, position.citations)) for position in d.positions),
            )
            for d in brief.differences
        ),
        withheld=tuple(
            OutWithheld(
                text=w.text, cites=tuple(map(place, w.citations)), gate=w.gate or "", reason=w.reason, words=w.words
            )
            for w in brief.withheld
        ),
        maybe_same=tuple(sorted({_pair(e.id, s.event) for e in brief.events for s in e.maybe_same_as})),
        usage=OutUsage(
            calls=usage.calls,
            cached_calls=usage.cached_calls,
            tokens_in=usage.tokens_in + usage.cached_tokens_in,
            tokens_out=usage.tokens_out + usage.cached_tokens_out,
            cost_usd=usage.cost_usd,
            seconds=round(sum(usage.seconds.values()), 3),
        ),
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _phrases(brief: Brief) -> tuple[str, ...]:
    """One line for each event: its cells side by side, as a reader of the overview reads them."""
    lines = []
    for row in brief.overview:
        cells: tuple[Phrase, ...] = (*row.who, *row.whom, *row.where, *row.when, *row.maybe_same_as)
        lines.append("; ".join(cell.text for cell in cells))
    return tuple(lines)
