"""A date of publication: one article gets one. Its own times become dates, and nobody else's do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from evals.metamorphic.articles import ROOMY, article_set, brief_of, changed, faults, other_sets, seeds
from evals.metamorphic.relation import Relation, changes, unexpected
from evals.metamorphic.weekdays import WEEKDAY
from service.records import Brief, BriefSentence, Edit, EditKind

OWN_TIMES = "A date of publication says when its own article's times were, and nothing of another article's."
FUTURE = "What is still to come when an article is published is not given a date before that day."
SAME_DAY = "An article of 20 April 2025, a Sunday, that says Saturday, and then earlier on the day, means 19 April."
ONE_DATE = "Two articles of one date that tell of the same two people on the same weekday tell of one meeting."

SUNDAY = "2025-04-20"
PUBLISHED = dt.date.fromisoformat(SUNDAY)
YEAR = re.compile(r"\b\d{4}\b")
# "will run until [Friday]", "is due to be sworn in on [2 April]": nothing but a few words between.
TO_COME = re.compile(
    r"\b(?:will|would|(?:is|are) (?:due |expected |set |scheduled )?to|was (?:due|expected|set|scheduled) to)"
    r"(?: [\w'’-]+){1,7} (?:on|in|by|until|from|before) $"
)
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")


def relations() -> Iterator[Relation]:
    """One article dated, in the seeds and in each other set; and what a careful reader of the seeds makes of it."""
    for name in ("seeds", *other_sets()):
        for number in range(1, len(article_set(name)) + 1):
            yield Relation(f"date/{name}/{number}", OWN_TIMES, partial(dated, name, number))
        yield Relation(f"date/{name}/future", FUTURE, partial(future, name))
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


def _dates_given(brief: Brief) -> Iterator[tuple[BriefSentence, Edit, str]]:
    """Each time in a sentence that was given a year, and the words that stand there in the source, without one."""
    texts = {source.id: source.text for source in brief.sources}
    for sentence in brief.sentences:
        for edit in sentence.edits:
            words = texts[edit.source.doc][edit.source.start : edit.source.end]
            if edit.kind == EditKind.TIME and YEAR.search(edit.replacement) and not YEAR.search(words):
                yield sentence, edit, words


def _days(edit: Edit) -> list[dt.date]:
    """The dates that an edit gives: a day, or the first and the last of several."""
    found = DAY.findall(edit.replacement)
    return [dt.datetime.strptime(day, "%d %B %Y").replace(tzinfo=dt.UTC).date() for day in found]


def _times(brief: Brief, doc: str) -> Iterator[str]:
    """Each time that a sentence gives a date which the date of `doc` does not give it."""
    for _, edit, words in _dates_given(brief):
        if edit.source.doc != doc:
            yield f"{edit.source.doc} has no date, and its {words!r} became {edit.replacement!r}"
        weekday = WEEKDAY.search(words)
        for day in _days(edit) if weekday else ():
            if weekday and (f"{day:%A}" != weekday[0] or abs((day - PUBLISHED).days) > 7):
                yield f"{words!r} became {edit.replacement!r}, in an article of {SUNDAY}"


def future(name: str) -> list[str]:
    """Each time of something still to come that gets a date before the article's own, for each article dated alone."""
    return [
        f"published on {SUNDAY}: {sentence.text}"
        for number in range(1, len(article_set(name)) + 1)
        for sentence, edit, _ in _dates_given(brief_of(changed(article_set(name), number, published=SUNDAY), ROOMY))
        if TO_COME.search(sentence.text[: edit.start]) and max(_days(edit), default=PUBLISHED) < PUBLISHED
    ]


def third_dated() -> list[str]:
    """Whether the third seed's meeting gets its date, and no event is said to lack a time that one side has."""
    brief = brief_of(changed(seeds(), 3, published=SUNDAY), ROOMY)
    when = [cell.text for row in brief.overview for cell in row.when if row.event == "E2"]
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
        *changes("time of the first meeting", ["Saturday (19 April 2025)"], rows.get("E4", ())),
        *unexpected("time of the second meeting", [t for t in rows.get("E5", ()) if "19 April 2025" not in t]),
        *changes("number of sentences that open so", [1], [len(earlier)]),
        *unexpected("undated", [t for t in earlier if "19 April 2025" not in t or re.search("not given|undated", t)]),
    ]


def third_and_fifth_dated() -> list[str]:
    """Whether the meeting that the third and the fifth seed tell of is one, once both have the same date."""
    brief = brief_of(changed(changed(seeds(), 3, published=SUNDAY), 5, published=SUNDAY), ROOMY)
    meetings = [e for e in brief.events if e.label.text.startswith("Ibrahim Kalin and M")]
    return changes("articles of the meeting", [["S3", "S5"]], [sorted(m.doc for m in e.mentions) for e in meetings])
