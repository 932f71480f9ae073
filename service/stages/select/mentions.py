"""Event mentions of one article: its meetings, or the one event that it reports.

Pure. Every slot is a slice with its span; a value that the text does not give is absent, or negative where the text
says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Document, Mention, Slot, Span
from service.stages.select.parts import Part, find_parts
from service.text.analysis import Analysis, Line, Scene, Value, analyse
from service.text.dateline import dateline_end
from service.text.dates import find_dates
from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import find_runs, tokens
from service.text.reporting import find_speech
from service.text.reporting_verbs import PREPOSITIONS, saying
from service.text.topics import find_topics

LEAD_SENTENCES = 3  # people, places and times of a report are read from these
UNSTATED = re.compile(
    r"\bwithout\s(?:saying|specifying|stating|disclosing|naming)\s(?P<slot>where|when)\b|\b(?:did\snot|has\snot)\s(?:say|specify|disclose)\s(?P<slot2>where|when)\b"
)
CLAUSE = re.compile(
    r",\s(?:according|which|who|where|after|as|while|said|officials|police)\b|;"
    r"|\s(?:after|while|when|because|according\sto)\s"
    rf"|,\s[^,;]{{2,60}}?\s(?:{saying()})\b(?=[^,;]{{0,40}}$)"
)
REPORTER = re.compile(rf",\s(?P<who>(?:the\s)?[A-Z][^,]{{2,60}}?)\s(?:{saying()})\b")


def main_scenes(analysis: Analysis) -> list[Scene]:
    """The meetings that are news of this article; none where its lead reports something else."""
    body = [line.position for line, role in zip(analysis.lines, analysis.roles, strict=True) if role == "body"]
    scenes = [s for s in analysis.scenes if not s.background]
    lead = set(body[:1])
    return scenes if any(lead & set(s.lines) for s in scenes) else []


def find_all(documents: Sequence[Document]) -> tuple[Mention, ...]:
    """Mentions of all documents, numbered from M1."""
    parts = find_parts(documents)
    found: list[Mention] = []
    for document in documents:
        found += find_mentions(document, len(found) + 1, parts.get(document.id, ()))
    return tuple(found)


def find_mentions(document: Document, first_number: int, parts: Sequence[Part] = ()) -> tuple[Mention, ...]:
    """Mentions of `document`, numbered from `first_number`; a document without a body sentence has none.

    `parts` are the paragraphs of a report that tell another event than its lead.
    """
    analysis = analyse(document.text)
    body = [line for line, role in zip(analysis.lines, analysis.roles, strict=True) if role == "body"]
    if not body:
        return ()
    scenes = main_scenes(analysis)
    if not scenes:
        return _reports(document, analysis, body, first_number, parts)
    ids = [f"M{first_number + n}" for n in range(len(scenes))]
    return tuple(_meeting(document, analysis, scene, ids, n) for n, scene in enumerate(scenes))


def _slot(doc: str, name: str, value: Value, text: str) -> Slot:
    speaker = Span(doc=doc, start=value.speaker[0], end=value.speaker[1]) if value.speaker else None
    return Slot(
        name=name,
        text=value.text,
        span=Span(doc=doc, start=value.start, end=value.end),
        normal=value.normal,
        unit="person" if value.person else None,
        speaker=text[value.speaker[0] : value.speaker[1]] if value.speaker else None,
        speaker_span=speaker,
        negative=value.negative,
    )


def _meeting(document: Document, analysis: Analysis, scene: Scene, ids: list[str], number: int) -> Mention:
    slots = [
        _slot(document.id, name, v, document.text)
        for name in ("who", "whom", "where", "when")
        for v in getattr(scene, name)
    ]
    slots = [_with_anchor(s, analysis, scene) if s.name == "when" else s for s in slots]
    by_index = {line.position: line for line in analysis.lines}
    lines = [by_index[index] for index in sorted(scene.lines)]
    slots += _unstated(document, lines)
    slots += [
        _slot(
            document.id, "topic", Value(line.offset + t.start, line.offset + t.end, t.text, fold(t.text)), document.text
        )
        for line in lines
        for t in find_topics(line.text)
    ]
    return Mention(
        id=ids[number],
        doc=document.id,
        kind="meeting",
        slots=tuple(slots),
        sentences=tuple(f"{document.id}.{line.position + 1}" for line in lines),
        distinct_from=tuple(i for i in ids if i != ids[number]),
        distinct_by=Span(doc=document.id, start=scene.apart[0], end=scene.apart[1]) if scene.apart else None,
    )


def _with_anchor(slot: Slot, analysis: Analysis, scene: Scene) -> Slot:
    """A time such as "Earlier on the day" takes the time of the scene that its article tells before."""
    expression = next(iter(find_dates(slot.text)), None)
    before = [s for s in analysis.scenes if s is not scene and s.when and s.lines[0] < scene.lines[0]]
    if expression is None or not expression.anaphoric or not before:
        return slot
    return slot.model_copy(update={"as_of": before[-1].when[0].text})


def _unstated(document: Document, lines: Sequence[Line]) -> list[Slot]:
    """A slot whose value somebody leaves out ("without saying where"), with who it was."""
    found = []
    for line in lines:
        match = UNSTATED.search(line.text)
        if not match:
            continue
        reporter = list(REPORTER.finditer(line.text[: match.start()]))
        span = Span(doc=document.id, start=line.offset + match.start(), end=line.offset + match.end())
        who = reporter[-1].span("who") if reporter else None
        found.append(
            Slot(
                name=match["slot"] or match["slot2"],
                text=match.group(),
                span=span,
                normal="not stated",
                speaker=line.text[who[0] : who[1]] if who else None,
                speaker_span=Span(doc=document.id, start=line.offset + who[0], end=line.offset + who[1])
                if who
                else None,
                negative=True,
            )
        )
    return found


def _reports(
    document: Document, analysis: Analysis, body: Sequence[Line], first_number: int, parts: Sequence[Part]
) -> tuple[Mention, ...]:
    """What the lead tells, and each part that turns to another event, told apart by the words that turn."""
    gone = {position for part in parts for position in part.lines}
    ids = [f"M{first_number + n}" for n in range(len(parts) + 1)]
    found = [_report(document, analysis, [line for line in body if line.position not in gone], ids[0])]
    for mention_id, part in zip(ids[1:], parts, strict=True):
        lines = [line for line in body if line.position in part.lines]
        turn = Span(doc=document.id, start=part.start, end=part.end)
        found.append(_report(document, analysis, lines, mention_id).model_copy(update={"distinct_by": turn}))
    return tuple(m.model_copy(update={"distinct_from": tuple(i for i in ids if i != m.id)}) for m in found)


def _report(document: Document, analysis: Analysis, body: Sequence[Line], mention_id: str) -> Mention:
    """The one event of an article that reports no meeting: people, place and time of its first sentences."""
    slots: list[Slot] = []
    seen: set[tuple[str, str]] = set()

    def add(name: str, line: Line, start: int, end: int, normal: str, unit: str | None = None) -> None:
        if (name, normal) not in seen:
            seen.add((name, normal))
            span = Span(doc=document.id, start=line.offset + start, end=line.offset + end)
            slots.append(Slot(name=name, text=line.text[start:end], span=span, normal=normal, unit=unit))

    runs = [find_runs(line.text, analysis.known) for line in body]
    places = {fold(run.text) for line in runs for run in line if run.kind == "place"}
    for line, found in zip(body[:LEAD_SENTENCES], runs, strict=False):
        for run in found:
            if all(fold(word) in FUNCTION_WORDS for word in run.text.split(" ")):
                continue  # "A" at the head of a sentence that a mark set apart
            entry = analysis.names.full(run.text.split(" ")[-1])
            if run.kind == "person" or (entry and " " not in run.text):
                add("who", line, run.start, run.end, fold(entry[2]) if entry else fold(run.text), "person")
            elif run.kind == "place":
                add("where", line, run.start, run.end, fold(run.text))
            elif not run.possessive and fold(run.text) not in places:
                add("who", line, run.start, run.end, fold(run.text))
    for line in body[:2]:
        for date in find_dates(line.text):
            if not _of_speech(line.text, date.start):
                add("when", line, date.start, date.end, date.normal)
    what, opens = headline(body[0]), dateline_end(body[0].text)
    opens = opens if opens < what else 0
    add("what", body[0], opens, what, fold(body[0].text[opens:what]))
    return Mention(
        id=mention_id,
        doc=document.id,
        kind="report",
        slots=tuple(slots),
        sentences=tuple(f"{document.id}.{line.position + 1}" for line in body),
    )


def _of_speech(text: str, at: int) -> bool:
    """When somebody said it, no time of the event: "the toll has risen, police said on Saturday"."""
    behind = [s for s in find_speech(text) if s.content and max(end for _, end in s.content) <= s.start < s.end <= at]
    return any(not re.search(r"[,;]", text[speech.end : at]) for speech in behind)


LABEL_WORDS, LEAST_WORDS = 24, 8  # of the short form; what is shorter tells no event


def headline(line: Line) -> int:
    """Where a short form of the sentence ends: its first clause, or that as far as a phrase that it can do without."""
    words = tokens(line.text)
    cut = CLAUSE.search(line.text, 30)
    end = cut.start() if cut else len(line.text)
    inside = [w for w in words if w.end <= end]
    if len(inside) > LABEL_WORDS:
        cuts = [n for n, w in enumerate(inside[:LABEL_WORDS]) if n >= LEAST_WORDS and w.core in PREPOSITIONS]
        inside = inside[: cuts[-1] if cuts else LABEL_WORDS]
    while len(inside) > 1 and inside[-1].core.lower() in FUNCTION_WORDS:
        inside.pop()
    return inside[-1].end if inside else len(line.text)
