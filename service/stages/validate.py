"""validate: walk every string of a brief that a reader sees.

Each is a slice, a template filled from checked slots, or a checked sentence. Pure. Used by the tests, by
``evenhand check`` and by anybody who doubts us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from service.records import TEMPLATES, Brief, BriefSentence, Citation, Document, Gate, Outcome, Phrase, Term
from service.text.edits import is_recorded, undo
from service.text.exclusive import exclusive_slots
from service.text.loaded import LEFT_OUT, TermRule, load_rules
from service.text.quantities import states
from service.text.sided import sided_referents

ID = re.compile(r"^[SEBDK]\d+(?:, [SEBDK]\d+)*$")
NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
CLOSED = (
    frozenset({"participant", "counterpart", "held hostage", "age", "an agreement", "sum of money"})
    | frozenset({"share", "time", "length", "area", "weight", "speed", "volume"})
    | frozenset(state.name for state in states())
    | exclusive_slots()
    | frozenset({"what happened"})
    | sided_referents()
    | frozenset(rule.referent for rule in load_rules())
)
DATE = re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}(?: to \d{1,2} [A-Z][a-z]+ \d{4})?$")
LISTED = " / "  # between slices or closed words of one slot
BLANKS = re.compile(r"\s+")
AROUND_CHARS = 60  # what an entry may look at on either side of its words


def problems(brief: Brief, rules: Sequence[TermRule] | None = None) -> tuple[str, ...]:
    """What is wrong with a brief, each with the place where it is; empty: nothing.

    `rules` is the term list that it was made with; None: ours.
    """
    documents = {d.id: d for d in brief.sources}
    return tuple(_problems(brief, documents, load_rules() if rules is None else rules))


def _problems(brief: Brief, documents: Mapping[str, Document], rules: Sequence[TermRule]) -> Iterator[str]:
    for where, item in _phrases(brief):
        yield from (f"{where}: {p}" for p in phrase_problems(item, documents))
    for sentence in brief.sentences:
        yield from (f"{sentence.id}: {p}" for p in sentence_problems(sentence, documents, rules))
    for withheld in brief.withheld:
        if not any(c.quote == withheld.text for c in withheld.citations):
            yield f"withheld: {withheld.text[:60]!r} is no cited slice"
    for where, citations in _cited(brief):
        yield from (f"{where}: {p}" for p in _citations(citations, documents))
    for term in brief.terms:
        yield from (f"term {term.referent!r}: {p}" for p in _variants(term, documents))
        yield from (f"term {term.referent!r}: {p}" for p in _term_problems(term, documents, rules))
    if {d.id for d in brief.sources} != {c.doc for c in brief.coverage}:
        yield "coverage: does not name every source once"


def _cited(brief: Brief) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Every list of citations that belongs to no phrase and no sentence, with where it stands."""
    yield from (("withheld", item.citations) for item in brief.withheld)
    yield from ((item.id, side.citations) for item in brief.differences for side in item.positions)
    yield from ((f"term {item.referent!r}", one.citations) for item in brief.terms for one in item.variants)
    yield from ((f"change {item.kind}", item.now) for item in brief.changes)
    yield from ((f"decision {item.kind}", item.citations) for item in brief.decisions)


def _variants(term: Term, documents: Mapping[str, Document]) -> Iterator[str]:
    for variant in term.variants:
        if not any(c.quote == variant.wording for c in variant.citations):
            yield f"{variant.wording!r} is no cited slice"
        texts = [documents[c.doc].text for c in variant.citations if c.doc in documents]
        if variant.speaker is not None and not any(variant.speaker in text for text in texts):
            yield f"the speaker {variant.speaker!r} is no words of its source"


def _term_problems(term: Term, documents: Mapping[str, Document], rules: Sequence[TermRule]) -> Iterator[str]:
    """The referent is one of the list, and its name in a source; the neutral words are what the list makes of it."""
    referent, _, name = term.referent.partition(": ")
    if name and not any(name in document.text for document in documents.values()):
        yield f"{name!r} stands in no source"
    allowed = {LEFT_OUT}
    for citation in (c for variant in term.variants for c in variant.citations if c.doc in documents):
        text = documents[citation.doc].text
        start = max(0, citation.start - AROUND_CHARS)
        for rule in rules:
            if rule.referent == referent:
                found = rule.pattern.finditer(text, start, citation.end + AROUND_CHARS)
                allowed |= {rule.replacement(m).strip() for m in found} | {citation.quote}
    if len(allowed) == 1:
        yield "no entry of the term list stands for it"
    for neutral in term.neutral.split(" / "):
        if neutral not in allowed:
            yield f"{neutral!r} is not what the term list says for it"


def _phrases(brief: Brief) -> Iterator[tuple[str, Phrase]]:
    yield from ((name, item) for name, item in (("title", brief.title), ("since", brief.since)) if item is not None)
    for row in brief.overview:
        for name in ("who", "whom", "where", "when", "topics", "maybe_same_as"):
            for item in getattr(row, name):
                yield f"overview {row.event} {name}", item
    for event in brief.events:
        yield f"{event.id} label", event.label
        yield from ((f"{event.id} {m.id} doubt", m.doubt) for m in event.mentions if m.doubt is not None)
        for same in event.maybe_same_as:
            yield from (
                (f"{event.id} may be {same.event}", item) for item in (*same.evidence_for, *same.evidence_against)
            )
    for sentence in brief.sentences:
        yield f"{sentence.id} attribution", sentence.attribution
        if sentence.corroboration is not None:
            yield f"{sentence.id} corroboration", sentence.corroboration
    for difference in brief.differences:
        yield difference.id, difference.attribute
        yield difference.id, difference.note
        for side in difference.positions:
            yield from (
                (difference.id, item)
                for item in (side.value, side.as_of, side.speaker, *side.counted)
                if item is not None
            )
    for entry in brief.timeline:
        yield from ((f"timeline {entry.start}", item) for item in (entry.when, entry.what))
    for series in brief.figures:
        yield f"figures {series.difference}", series.attribute
    yield from ((f"coverage {c.doc}", c.note) for c in brief.coverage)


def _citations(citations: Iterable[Citation], documents: Mapping[str, Document]) -> Iterator[str]:
    for citation in citations:
        document = documents.get(citation.doc)
        if document is None or document.text[citation.start : citation.end] != citation.quote:
            yield f"the quote of {citation.doc}[{citation.start}:{citation.end}] is not its slice"


def phrase_problems(item: Phrase, documents: Mapping[str, Document]) -> Iterator[str]:
    """A phrase is a cited slice, or its template rendered from slices, ids, numbers, dates and closed words."""
    yield from _citations(item.citations, documents)
    quotes = {c.quote for c in item.citations}
    if item.template is None:
        if item.text not in quotes:
            yield f"{item.text!r} is neither a cited slice nor a template"
        return
    template = TEMPLATES.get(item.template)
    if template is None or _filled(template, item.slots) != item.text:
        yield f"{item.text!r} is not template {item.template!r} with its slots"
        return
    names = quotes | {d.outlet for d in documents.values() if d.outlet}
    for name, value in item.slots.items():
        opening = value[:1].upper() + value[1:]  # words that open a sentence of the source stand inside one of ours
        known = value in names or opening in names or bool(ID.match(value) or NUMBER.match(value) or DATE.match(value))
        known = known or all(part in names or part in CLOSED for part in value.split(LISTED))
        if not known and not _is_rendered(value, quotes):
            yield f"slot {name}={value!r} is no slice, id, number or date"


def _filled(template: str, slots: Mapping[str, str]) -> str | None:
    """The template with its slots; None where one is missing."""
    try:
        return template.format(**slots)
    except (KeyError, IndexError, ValueError):
        return None


def _is_rendered(value: str, quotes: set[str]) -> bool:
    """An event label inside another template: a template whose parts are all cited."""
    for name in ("event_with", "event_with_place"):
        pattern = re.escape(TEMPLATES[name])
        for slot in ("who", "whom", "where"):
            pattern = pattern.replace(re.escape("{" + slot + "}"), "(.+?)")
        match = re.fullmatch(pattern, value)
        if match and all(group in quotes for group in match.groups()):
            return True
    return False


def sentence_problems(
    sentence: BriefSentence, documents: Mapping[str, Document], rules: Sequence[TermRule]
) -> Iterator[str]:
    """Every gate passed; spans hold; verbatim text comes back when its edits are undone."""
    yield from _citations(sentence.citations, documents)
    if not sentence.checks or any(c.outcome != Outcome.PASS for c in sentence.checks):
        yield "published without passing every gate"
    support = [c for c in sentence.citations if c.role == "support"]
    if not support:
        yield "no support citation"
    for edit in sentence.edits:
        try:
            if not is_recorded(edit, documents, rules):
                yield f"edit {edit.replacement!r} does more than its kind may do"
        except (KeyError, ValueError) as error:
            yield f"edit {edit.replacement!r} rests on words that do not exist: {error}"
    if {c.gate for c in sentence.checks} != set(Gate):
        yield "published without passing every gate: not all of them were asked"
    if sentence.written_by == "extract":
        try:
            raw = undo(sentence.text, sentence.edits, documents)
        except (KeyError, ValueError) as error:
            yield f"its edits do not fit: {error}"
            return
        undone = BLANKS.sub(" ", raw).strip()
        if not any(BLANKS.sub(" ", c.quote).strip() == undone for c in support):
            yield "undoing its edits does not give a cited slice"
