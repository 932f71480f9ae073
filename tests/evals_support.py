"""A tiny labelled world: two articles, two events, and outputs about them."""

from __future__ import annotations

from evals.labels.find import find
from evals.labels.load import SeedLabels
from evals.labels.records import (
    DifferenceLabel,
    EventLabel,
    EventMention,
    Fact,
    FactKind,
    LoadedTerm,
    Quote,
    SameAs,
    SentenceLabel,
    Side,
    Trap,
    TrapReason,
)
from evals.outputs import CitedWords, OutDifference, Output, OutSentence

A = "Mayor Ana Lee met the ferry union in Harwick on Monday. Nine ferries were idle. The union called the plan robbery."
B = "Mayor Ana Lee met the port union in Selby. At least eleven ferries were idle, the port said."
ARTICLES = {"a": A, "b": B}


def quote(doc: str, words: str) -> Quote:
    return Quote(doc=doc, quote=words)


def cite(doc: str, words: str, role: str = "support") -> CitedWords:
    return CitedWords(**find(quote(doc, words), ARTICLES).model_dump(), role=role)


def sentence(name: str, text: str, *cites: CitedWords, event: str = "", attribution: str = "") -> OutSentence:
    return OutSentence(id=name, text=text, cites=cites, event=event, attribution=attribution)


def output(*sentences: OutSentence, **changes: object) -> Output:
    return Output(system="test", sentences=sentences).model_copy(update=changes)


FERRY = "Mayor Ana Lee met the ferry union in Harwick on Monday."
PORT = "Mayor Ana Lee met the port union in Selby."
FACTS = (
    Fact(
        id="F001",
        text="Mayor Ana Lee met the ferry union.",
        importance=3,
        event="E1",
        kind=FactKind.MEETING,
        keys=(("Lee",), ("ferry union",)),
        evidence=(quote("a", FERRY),),
    ),
    Fact(
        id="F002",
        text="At least eleven ferries were idle, the port said.",
        importance=1,
        event="E0",
        kind=FactKind.FIGURE,
        keys=(("eleven", "11"), ("ferries",)),
        evidence=(quote("b", "At least eleven ferries were idle"),),
    ),
)
TRAPS = (
    Trap(
        id="T001",
        text="Lee met the ferry union in Selby.",
        reason=TrapReason.BLENDED,
        keys=(("ferry union",), ("Selby",)),
        why="the ferry union was met in Harwick",
    ),
    Trap(
        id="T002",
        text="The plan is robbery.",
        reason=TrapReason.LOST_ATTRIBUTION,
        keys=(("robbery",),),
        unless=("called", "the union"),
        why="the union's word",
    ),
)
EVENTS = (
    EventLabel(
        id="E1",
        label="Lee and the ferry union",
        kind="reported",
        mentions=(EventMention(doc="a", evidence=(quote("a", FERRY),)),),
        maybe_same_as=(SameAs(event="E2", weak=True, why="the same mayor"),),
    ),
    EventLabel(
        id="E2",
        label="Lee and the port union",
        kind="reported",
        mentions=(EventMention(doc="b", evidence=(quote("b", PORT),)),),
        maybe_same_as=(SameAs(event="E1", weak=True, why="the same mayor"),),
    ),
    EventLabel(id="E0", label="Background", kind="background"),
)
SENTENCES = (
    SentenceLabel(doc="a", quote=FERRY, events=("E1",)),
    SentenceLabel(doc="a", quote="Nine ferries were idle.", events=("E0",)),
    SentenceLabel(doc="a", quote="The union called the plan robbery.", events=("E1",)),
    SentenceLabel(doc="b", quote=PORT, events=("E2",)),
    SentenceLabel(doc="b", quote="At least eleven ferries were idle, the port said.", events=("E0",)),
)
DIFFERENCES = (
    DifferenceLabel(
        id="D001",
        event="E0",
        attribute="ferries idle",
        relation="precision",
        also=("conflict",),
        sides=(
            Side(value="Nine", evidence=(quote("a", "Nine ferries were idle."),)),
            Side(value="eleven", evidence=(quote("b", "At least eleven ferries were idle"),)),
        ),
    ),
)
TERMS = (
    LoadedTerm(
        id="L001",
        wording="robbery",
        referent="the plan",
        neutral="plan",
        voice="speaker",
        evidence=(quote("a", "called the plan robbery"),),
    ),
)
LABELS = SeedLabels(ARTICLES, FACTS, TRAPS, EVENTS, SENTENCES, DIFFERENCES, TERMS)


def difference(relation: str, *sides: CitedWords) -> OutDifference:
    return OutDifference(id="D1", relation=relation, attribute="figure", sides=tuple((side,) for side in sides))
