"""Two event mentions: the same event, perhaps the same, or two? With the evidence for and against.

Pure. Undated weekdays are no evidence of the same day; a shared name alone is no evidence of the same event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from service.records import Document, Mention, Phrase, Slot, phrase
from service.records.citing import cite
from service.stages.relate.words import Side, word_evidence
from service.text.aliases import same_name
from service.text.analysis import analyse, time_at
from service.text.dateline import date_parts, dateline_end
from service.text.dates import TimeExpr, compatible, find_dates, resolve
from service.text.folding import fold, spelling_variants
from service.text.similarity import content_tokens
from service.text.story.likeness import pair_odds
from service.text.story.profile import Profile

MAYBE_ODDS = -1.5  # log-odds down to which two reports may be of one event
FAR_DAYS = 45  # dates of two leads that lie further apart are of two events

SOME_DAYS = 3  # a longer time is a period, and dates no event


class Verdict(StrEnum):
    """How alike two mentions are, as far as the evidence goes."""

    SAME = "same"
    MAYBE = "maybe"
    WEAK = "weak"
    DIFFERENT = "different"


class Judgement(NamedTuple):
    """A verdict with its evidence, ready for a reader."""

    verdict: Verdict
    evidence_for: tuple[Phrase, ...]
    evidence_against: tuple[Phrase, ...]


Days = tuple[dt.date, dt.date]  # the first and the last


class Context(NamedTuple):
    """What the comparison may look at beside the mentions."""

    documents: Mapping[str, Document]
    profiles: Mapping[str, Profile]  # of mentions that are reports, by id
    dated: dict[str, tuple[tuple[Slot, Days], ...]]  # of leads, by mention; filled while it is asked
    told: dict[str, tuple[Days, ...]]  # of whole articles, by document; filled while it is asked


def same_person(a: Slot, b: Slot) -> bool:
    """Same surname, and given names that are equal, spelling variants, or missing on one side."""
    left, right = a.normal.split(" "), b.normal.split(" ")
    if left[-1] != right[-1] and not spelling_variants(a.normal, b.normal):
        return False
    return len(left) == 1 or len(right) == 1 or left[0] == right[0] or spelling_variants(a.normal, b.normal)


def _people(slots: Sequence[Slot]) -> list[Slot]:
    return [s for s in slots if s.unit == "person"]


def _expression(slot: Slot, documents: Mapping[str, Document]) -> TimeExpr | None:
    return time_at(documents[slot.span.doc].text, slot.span.start, slot.span.end)


def resolved(slot: Slot, documents: Mapping[str, Document]) -> Days | None:
    """First and last day of a time; None where the texts leave it open."""
    document = documents[slot.span.doc]
    expression = _expression(slot, documents)
    if expression is not None and expression.anaphoric and slot.as_of:
        # "earlier on the day": the day told before
        told = [v for s in analyse(document.text).scenes for v in s.when[:1] if v.end <= slot.span.start]
        value = next((v for v in reversed(told) if v.text == slot.as_of), None)
        expression = time_at(document.text, value.start, value.end) if value else None
    found = resolve(expression, document.published.date() if document.published else None) if expression else None
    return (found.start, found.end) if found else None


def _pair(context: Context, name: str, a: Slot, b: Slot, **slots: str) -> Phrase:
    cited = (cite(context.documents, a.span), cite(context.documents, b.span))
    return phrase(name, cited, a=a.text, b=b.text, **slots)


class _Sides:
    """Collects evidence while two mentions are compared."""

    def __init__(self, a: Mention, b: Mention, context: Context) -> None:
        self.a, self.b, self.context = a, b, context
        self.plus: list[Phrase] = []
        self.minus: list[Phrase] = []
        self.conflict = False

    def actors(self, name: str) -> bool | None:
        """True: a person in common; False: two different people; None: somebody is not named."""
        left, right = _people(self.a.values(name)), _people(self.b.values(name))
        if left and right:
            for x in left:
                for y in right:
                    if same_person(x, y):
                        self.plus.append(_pair(self.context, "for_same_actor", x, y, role=_role(name)))
                        return True
            self.minus.append(_pair(self.context, "against_actor", left[0], right[0], role=_role(name)))
            self.conflict = True
            return False
        one = (left or right)[:1]
        if one:
            cited = (cite(self.context.documents, one[0].span),)
            self.minus.append(phrase("missing_actor", cited, role=_role(name), a=one[0].text))
        return None

    def places(self) -> bool | None:
        """True: the same place; False: two places; None: at least one side states none for sure."""
        left = [s for s in self.a.values("where") if not s.negative]
        right = [s for s in self.b.values("where") if not s.negative]
        if not left or not right:
            one = (left or right)[:1]
            if one:
                self.minus.append(phrase("missing_place", (cite(self.context.documents, one[0].span),), a=one[0].text))
            else:
                self.minus.append(phrase("missing_place_both"))
            return None
        for x in left:
            for y in right:
                if x.normal == y.normal or same_name(x.normal, y.normal):
                    self.plus.append(_pair(self.context, "for_same_place", x, y))
                    return True
        if any(s.speaker for s in (*left, *right)):
            # a place by hearsay is often the country of the other side's city: it excludes nothing
            self.plus.append(_pair(self.context, "for_compatible_place", left[0], right[0]))
            return None
        self.minus.append(_pair(self.context, "against_place", left[0], right[0]))
        self.conflict = True
        return False

    def times(self) -> bool | None:
        """True: the same resolved date; False: different ones; None: no date on at least one side."""
        for x in self.a.values("when"):
            for y in self.b.values("when"):
                verdict = self._time(x, y)
                if verdict is not None:
                    return verdict
        return None

    def _time(self, x: Slot, y: Slot) -> bool | None:
        documents = self.context.documents
        left, right = resolved(x, documents), resolved(y, documents)
        if left and right:
            if _meet(left, right):
                self.plus.append(_pair(self.context, "for_same_date", x, y))
                return True
            self.minus.append(_pair(self.context, "against_date", x, y))
            self.conflict = True
            return False
        a, b = _expression(x, documents), _expression(y, documents)
        if a and b and compatible(a, b) is not False and a.kind == "weekday" == b.kind and a.normal == b.normal:
            self.plus.append(_pair(self.context, "for_same_time_words", x, y))
        return None

    def untimed(self) -> None:
        """Say which side has no date; one side's date is no evidence by itself."""
        dated = [s for m in (self.a, self.b) for s in m.values("when") if resolved(s, self.context.documents)]
        if dated:
            self.minus.append(
                phrase("missing_time_one", (cite(self.context.documents, dated[0].span),), a=dated[0].text)
            )
        else:
            self.minus.append(phrase("missing_time"))

    def topics(self) -> int:
        """How many pairs of topics share two content words; the most alike is shown."""
        pairs = []
        for x in self.a.values("topic"):
            left = set(content_tokens(x.text))
            for y in self.b.values("topic"):
                right = set(content_tokens(y.text))
                if len(left & right) >= 2:
                    pairs.append((len(left & right) / len(left | right), x, y))
        pairs.sort(key=lambda p: (-p[0], p[1].span.start, p[2].span.start))
        if pairs:
            self.plus.append(_pair(self.context, "for_shared_topic", pairs[0][1], pairs[0][2]))
        return len(pairs)

    def judgement(self, verdict: Verdict) -> Judgement:
        return Judgement(verdict, tuple(self.plus), tuple(self.minus))


def _role(name: str) -> str:
    return {"who": "participant", "whom": "counterpart"}[name]


def compare(a: Mention, b: Mention, context: Context) -> Judgement:
    """Judge two mentions; symmetric but for the order of the evidence."""
    sides = _Sides(a, b, context)
    if b.id in a.distinct_from or a.id in b.distinct_from:
        span = b.distinct_by or a.distinct_by
        cited = (cite(context.documents, span),) if span else ()
        if cited:
            sides.minus.append(phrase("against_same_article", cited, a=cited[0].quote))
        return sides.judgement(Verdict.DIFFERENT)
    if a.kind == b.kind == "meeting":
        return _meetings(sides)
    return _reports(sides)


def _meetings(sides: _Sides) -> Judgement:
    """Both participants and the place (or a resolved date) must agree; one conflict decides that there are two."""
    a, b = sides.a, sides.b
    if context_copy(a, b, sides.context):
        sides.plus.append(phrase("for_copy"))
        return sides.judgement(Verdict.SAME)
    who, whom, place, time = sides.actors("who"), sides.actors("whom"), sides.places(), sides.times()
    if sides.conflict:
        return sides.judgement(Verdict.DIFFERENT)
    if who and whom and (place or time):
        return sides.judgement(Verdict.SAME)
    if time is None:
        sides.untimed()
    shared = sides.topics() > 0 or _shared_group(a, b)
    if who and whom:
        return sides.judgement(Verdict.MAYBE)
    if (who or whom) and shared:
        return sides.judgement(Verdict.WEAK)
    return sides.judgement(Verdict.DIFFERENT)


def _shared_group(a: Mention, b: Mention) -> bool:
    """A capitalised word in common on the counterpart's side, people left aside."""
    left = {w for s in a.values("whom") for w in fold(s.text).split() if s.unit != "person"}
    right = {w for s in b.values("whom") for w in fold(s.text).split() if s.unit != "person"}
    return bool(left & right)


def context_copy(a: Mention, b: Mention, context: Context) -> bool:
    """One article is a copy of the other, and both tell the same number of the event."""
    first, second = context.documents[a.doc], context.documents[b.doc]
    related = first.duplicate_of == second.id or second.duplicate_of == first.id
    related = related or (first.duplicate_of is not None and first.duplicate_of == second.duplicate_of)
    return related and len(a.distinct_from) == len(b.distinct_from) and _rank(a) == _rank(b)


def _rank(mention: Mention) -> int:
    """Which of its article's events a mention is."""
    return sorted((mention.id, *mention.distinct_from), key=lambda m: int(m[1:])).index(mention.id)


def _reports(sides: _Sides) -> Judgement:
    """Articles on other events: the odds of their words, and what in them speaks for and against it."""
    a, b, context = sides.a, sides.b, sides.context
    if context_copy(a, b, context):
        sides.plus.append(phrase("for_copy"))
        return sides.judgement(Verdict.SAME)
    if (far := far_apart(a, b, context)) is not None:
        sides.minus.append(_pair(context, "against_date", *far))
        return sides.judgement(Verdict.DIFFERENT)
    left, right = context.profiles[a.id], context.profiles[b.id]
    plus, minus = word_evidence(Side(a, left), Side(b, right), context.documents)
    sides.plus += plus
    sides.minus += minus
    odds = pair_odds(left, right)
    if odds >= 0:
        return sides.judgement(Verdict.SAME)
    return sides.judgement(Verdict.WEAK if odds >= MAYBE_ODDS else Verdict.DIFFERENT)


def _days(slot: Slot, documents: Mapping[str, Document]) -> Days | None:
    """The resolved time, where it is a matter of days: "discovered in 1931" is no time of the news."""
    if _of_writing(slot, documents):
        return None
    found = resolved(slot, documents)
    return found if found and (found[1] - found[0]).days <= SOME_DAYS else None


def _of_writing(slot: Slot, documents: Mapping[str, Document]) -> bool:
    """The day on which an article was written, in a line of its own or in the dateline, is no day of what it tells."""
    lines = analyse(documents[slot.span.doc].text).lines
    line = next((line for line in reversed(lines) if line.offset <= slot.span.start), None)
    if line is None:
        return False
    return slot.span.start < line.offset + dateline_end(line.text) or next(date_parts(line.text), None) is not None


def _dated(mention: Mention, context: Context) -> tuple[tuple[Slot, Days], ...]:
    """The times of a mention that are a matter of days; worked out once, as each report is held against all others."""
    if mention.id not in context.dated:
        times = ((slot, _days(slot, context.documents)) for slot in mention.values("when"))
        context.dated[mention.id] = tuple((slot, days) for slot, days in times if days)
    return context.dated[mention.id]


def _told(doc: str, context: Context) -> tuple[Days, ...]:
    """All times that an article tells, a month or a year as a whole."""
    if doc not in context.told:
        document = context.documents[doc]
        published = document.published.date() if document.published else None
        texts = [line.text for line in analyse(document.text).lines if next(date_parts(line.text), None) is None]
        found = (resolve(expression, published) for text in texts for expression in find_dates(text))
        context.told[doc] = tuple((days.start, days.end) for days in found if days)
    return context.told[doc]


def _meet(a: Days, b: Days) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def far_apart(a: Mention, b: Mention, context: Context) -> tuple[Slot, Slot] | None:
    """The dates of both leads that lie nearest, where even these are further apart than ``FAR_DAYS``.

    Not where one article tells the time of the other's lead as well: the verdict on a shooting two years ago opens with
    the day of the verdict. Whether it reports the same event is then for its words to say.
    """
    left, right = _dated(a, context), _dated(b, context)
    gaps = [
        (max((y[0] - x[1]).days, (x[0] - y[1]).days), n, m)
        for n, (_, x) in enumerate(left)
        for m, (_, y) in enumerate(right)
    ]
    if not gaps or min(gaps)[0] <= FAR_DAYS:
        return None
    if any(_meet(days, told) for _, days in left for told in _told(b.doc, context)):
        return None
    if any(_meet(days, told) for _, days in right for told in _told(a.doc, context)):
        return None
    _, n, m = min(gaps)
    return left[n][0], right[m][0]
