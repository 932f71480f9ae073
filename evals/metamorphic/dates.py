"""A date of publication: one article gets one. Its own times become dates, and nobody else's do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from evals.metamorphic.articles import ROOMY, article_set, brief_of, changed, faults, other_sets, seeds
from evals.metamorphic.relation import Relation, changes, unexpected
from evals.metamorphic.weekdays import WEEKDAY
from service.records import Brief, EditKind

OWN_TIMES = "A date of publication says when its own article's times were, and nothing of another article's."
SAME_DAY = "An article of 20 April 2025, a Sunday, that says Saturday, and then earlier on the day, means 19 April."
ONE_DATE = "Two articles of one date that tell of the same two people on the same weekday tell of one meeting."

SUNDAY = "2025-04-20"
YEAR = re.compile(r"\b\d{4}\b")
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")


def relations() -> Iterator[Relation]:
    """One article dated, in the seeds and in each other set; and what a careful reader of the seeds makes of it."""
    for name in ("seeds", *other_sets()):
        for number in range(1, len(article_set(name)) + 1):
            yield Relation(f"date/{name}/{number}", OWN_TIMES, partial(dated, name, number))
    yield Relation("date/no-time-missing", OWN_TIMES, third_dated)
    yield Relation("date/earlier-on-the-day", SAME_DAY, fifth_dated)
    yield Relation("date/one-meeting", ONE_DATE, third_and_fifth_dated)


def dated(name: str, number: int) -> list[str]:
    """What is wrong with the times of a brief, once article `number` was published on a Sunday."""
    brief = brief_of(changed(article_set(name), number, published=SUNDAY), ROOMY)
    told_by = {event.id: {mention.doc for mention in event.mentions} for event in brief.events}
    doc = f"S{number}"
    foreign = [
        cell.text
        for row in brief.overview
        for cell in row.when
        if doc not in told_by[row.event]
        and YEAR.search(cell.text)
        and not any(YEAR.search(c.quote) for c in cell.citations)
    ]
    return [
        *faults(brief),
        *unexpected(f"an overview time of events that {doc} does not tell", foreign),
        *_times(brief, doc),
    ]


def _times(brief: Brief, doc: str) -> Iterator[str]:
    """Each time that a sentence gives a date which the date of `doc` does not give it."""
    texts = {source.id: source.text for source in brief.sources}
    published = dt.date.fromisoformat(SUNDAY)
    for sentence in brief.sentences:
        for edit in sentence.edits:
            if edit.kind != EditKind.TIME or not YEAR.search(edit.replacement):
                continue
            words = texts[edit.source.doc][edit.source.start : edit.source.end]
            if YEAR.search(words):
                continue
            if edit.source.doc != doc:
                yield f"{edit.source.doc} has no date, and its {words!r} became {edit.replacement!r}"
            weekday = WEEKDAY.search(words)
            for day in DAY.findall(edit.replacement) if weekday else ():
                date = dt.datetime.strptime(day, "%d %B %Y").replace(tzinfo=dt.UTC).date()
                if weekday and (f"{date:%A}" != weekday[0] or abs((date - published).days) > 7):
                    yield f"{words!r} became {edit.replacement!r}, in an article of {SUNDAY}"


def third_dated() -> list[str]:
    """Whether the third seed's meeting gets its date, and no event is said to lack a time that one side has."""
    brief = brief_of(changed(seeds(), 3, published=SUNDAY), ROOMY)
    (when,) = [[cell.text for cell in row.when] for row in brief.overview if row.event == "E2"]
    dateless = [
        f"{event.id} and {same.event}"
        for event in brief.events
        for same in event.maybe_same_as
        if "E2" in {event.id, same.event} and any(p.template == "missing_time" for p in same.evidence_against)
    ]
    return [
        *changes("time of the meeting", ["Saturday (19 April 2025)"], when),
        *unexpected("a time is said to be missing on a side that has it", dateless),
    ]


def fifth_dated() -> list[str]:
    """Whether both events of the fifth seed get the same date, and the sentence that only says earlier gets it too."""
    brief = brief_of(changed(seeds(), 5, published=SUNDAY), ROOMY)
    rows = {row.event: [cell.text for cell in row.when] for row in brief.overview}
    earlier = [sentence.text for sentence in brief.sentences if sentence.text.startswith("Earlier on the day")]
    return [
        *changes("time of the first meeting", ["Saturday (19 April 2025)"], rows["E4"]),
        *unexpected("time of the second meeting", [text for text in rows["E5"] if "19 April 2025" not in text]),
        *changes("number of sentences that open so", [1], [len(earlier)]),
        *unexpected("undated", [t for t in earlier if "19 April 2025" not in t or re.search("not given|undated", t)]),
    ]


def third_and_fifth_dated() -> list[str]:
    """Whether the meeting that the third and the fifth seed tell of is one, once both have the same date."""
    brief = brief_of(changed(changed(seeds(), 3, published=SUNDAY), 5, published=SUNDAY), ROOMY)
    meetings = [e for e in brief.events if e.label.text.startswith("Ibrahim Kalin and M")]
    return changes("articles of the meeting", [["S3", "S5"]], [sorted(m.doc for m in e.mentions) for e in meetings])
