"""A hand-written brief about an invented flood, for the tests of whatever reads a brief.

Enters: the articles of `brief_articles`. Leaves: `example_brief()`. Never: a counted offset.
"""

from __future__ import annotations

from service.records import (
    Brief,
    BriefSentence,
    Check,
    Citation,
    Coverage,
    Edit,
    EditKind,
    Gate,
    Notice,
    NoticeCode,
    Outcome,
    Provenance,
    Reason,
    Span,
    Term,
    TermVariant,
    Usage,
    Withheld,
    WrittenBy,
    phrase,
)
from tests.brief_articles import DOCUMENTS, attribution, cite
from tests.brief_events import differences, events, overview

ALL_GATES = tuple(Check(gate=gate, outcome=Outcome.PASS) for gate in Gate)


def edit(text: str, replacement: str, kind: EditKind, source: Citation, *evidence: Citation) -> Edit:
    """The edit whose replacement stands in `text`."""
    start = text.index(replacement)
    return Edit(
        start=start,
        end=start + len(replacement),
        replacement=replacement,
        source=source.span,
        kind=kind,
        evidence=tuple(item.span for item in evidence),
    )


def sentence(number: int, event: str, text: str, *citations: Citation, edits: tuple[Edit, ...] = ()) -> BriefSentence:
    """A sentence of one source, all gates passed."""
    return BriefSentence(
        id=f"B{number}",
        text=text,
        attribution=attribution(citations[0].doc),
        edits=edits,
        citations=citations,
        event=event,
        cluster=f"K{number}",
        support="single",
        origins=(citations[0].doc,),
        checks=ALL_GATES,
        written_by=WrittenBy.EXTRACT,
    )


def agreed_sentence() -> BriefSentence:
    """Two sources say it in full; the copy of the first one is no third."""
    text = "The River Tarn burst its banks in Harrow Vale on Tuesday [4 June 2024], flooding the lower town."
    words = "The River Tarn burst its banks in Harrow Vale on Tuesday, flooding the lower town"
    ours, theirs = cite("S2", words + "."), cite("S1", words, "corroborate")
    plain = sentence(1, "E1", text, ours, theirs)
    day = cite("S2", "Tuesday", after="Harrow Vale on")
    unscored = tuple(
        check.model_copy(update={"outcome": Outcome.UNSCORED}) if check.gate is Gate.ENTAILMENT else check
        for check in ALL_GATES
    )
    return plain.model_copy(
        update={
            "corroboration": phrase("agreed", (theirs,), count="2", sources="S1, S2"),
            "edits": (edit(text, "Tuesday [4 June 2024]", EditKind.TIME, day),),
            "support": "agreed",
            "origins": ("S2", "S1"),
            "checks": unscored,
        }
    )


def sentences() -> tuple[BriefSentence, ...]:
    pump = "[Mayor Ilse Okoro] said the pumping station at Mill Lane failed at 4 a.m."
    she, mayor = cite("S1", "She", after="told them"), cite("S1", "Mayor Ilse Okoro", "context")
    shops = "People broke into two shops on Quay Street overnight, police said."
    looters = cite("S1", "Looters")
    doubt = "Residents' groups are unconvinced."
    small_r = cite("S3", "r", after="However, ")
    return (
        agreed_sentence(),
        sentence(
            2, "E1", *both("S1", "The county council said 340 people had been moved to schools by Tuesday evening.")
        ),
        sentence(3, "E1", *both("S2", "The fire service said 410 people had been moved by Wednesday noon.")),
        sentence(
            4,
            "E1",
            pump,
            cite("S1", "She said the pumping station at Mill Lane failed at 4 a.m."),
            mayor,
            edits=(edit(pump, "[Mayor Ilse Okoro]", EditKind.REFERENT, she, mayor),),
        ),
        sentence(
            5,
            "E1",
            shops,
            cite("S1", "Looters broke into two shops on Quay Street overnight, police said."),
            edits=(edit(shops, "People", EditKind.LABEL, looters),),
        ),
        sentence(6, "E2", *both("S2", MEETING)),
        sentence(7, "E3", *both("S3", TALKS)),
        sentence(
            8,
            "E3",
            doubt,
            cite("S3", "residents' groups are unconvinced."),
            edits=(edit(doubt, "R", EditKind.CASE, small_r),),
        ),
        sentence(9, "E0", *both("S2", STATION)),
    )


MEETING = "On Thursday Mayor Ilse Okoro met Tarn Water's director, Piet Halloran, in Dunmere to discuss the pumps."
TALKS = "Mayor Ilse Okoro and Piet Holloran met this week to talk about the flood pumps and who pays for them."
STATION = "The pumping station had been due for replacement since 2021, according to Tarn Water."


def both(doc: str, words: str) -> tuple[str, Citation]:
    """A verbatim sentence and its citation."""
    return words, cite(doc, words)


def terms() -> tuple[Term, ...]:
    return (
        Term(
            referent="people who broke into the shops",
            neutral="people",
            variants=(
                TermVariant(wording="Looters", citations=(cite("S1", "Looters"),)),
                TermVariant(wording="Thieves", speaker="police", citations=(cite("S2", "Thieves"),)),
            ),
            handling="replaced",
        ),
    )


def withheld() -> tuple[Withheld, ...]:
    botched = "Residents blamed the council's botched flood plan."
    ended = "It ended without a statement."
    return (
        Withheld(
            text=botched,
            stage="check",
            gate=Gate.LOADED,
            reason=Reason.LOADED_LABEL,
            words=("botched",),
            event="E1",
            citations=(cite("S2", botched),),
        ),
        Withheld(
            text=ended,
            stage="check",
            gate=Gate.CONTEXT,
            reason=Reason.POINTS_OUTSIDE,
            words=("It",),
            event="E2",
            citations=(cite("S2", ended),),
        ),
    )


def coverage() -> tuple[Coverage, ...]:
    return (
        Coverage(doc="S1", claims=7, used=4, verbatim_share=0.46, note=phrase("used", used="4", claims="7")),
        Coverage(doc="S2", claims=7, used=4, verbatim_share=0.58, note=phrase("used", used="4", claims="7")),
        Coverage(doc="S3", claims=3, used=2, verbatim_share=0.51, note=phrase("used", used="2", claims="3")),
        Coverage(doc="S4", claims=7, used=0, verbatim_share=0.0, note=phrase("nothing_used_copy", source="S1")),
    )


def example_brief() -> Brief:
    """Four sources, three events of which two may be one, nine sentences."""
    return Brief(
        title=phrase("title", documents="4", events="3"),
        overview=overview(),
        events=events(),
        sentences=sentences(),
        differences=differences(),
        terms=terms(),
        withheld=withheld(),
        coverage=coverage(),
        sources=DOCUMENTS,
        notices=(Notice(code=NoticeCode.ADDRESSES_A_MODEL, doc="S3"),),
        provenance=Provenance(
            evenhand_version="0.1.0",
            pipeline_version="9f2c41d07be4",
            writer="extractive",
            settings={"sentences": "24", "on_mixed": "split"},
            documents={item.id: item.sha256_text for item in DOCUMENTS},
        ),
        usage=Usage(seconds={"load": 0.02, "compose": 0.11, "check": 0.07}),
    )


def all_spans(brief: Brief) -> tuple[Span, ...]:
    """Every span of the brief's sentences, edits included."""
    cited = (citation.span for item in brief.sentences for citation in item.citations)
    edited = (span for item in brief.sentences for change in item.edits for span in (change.source, *change.evidence))
    return (*cited, *edited)
