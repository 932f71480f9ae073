"""When one thing happened, as two clauses that tell the same happening give it.

Enters: the clauses of one story. Leaves: differences of two times each. Pure. Never: the day on which somebody spoke, a
plan against what is only another plan of the same day, a time that means the same in another zone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Event, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.clauses import NEGATIVE, PLAIN, root
from service.stages.align.clocks import clocks, hours_apart
from service.stages.align.making import make
from service.stages.align.statements import FUTURE, Statement, Word
from service.stages.align.story import event_of
from service.text.dates import ResolvedDate, TimeExpr, compatible
from service.text.folding import fold
from service.text.support.lexicon import lemma, past_forms

COMMON = 30  # times whose clauses hold one word, above which the word leads nowhere
ENOUGH = 0.5  # share of the shorter clause that the other must hold
RANK = {"time": 0, "day": 1, "weekend": 2, "week": 3, "month": 4, "year": 5, "decade": 6}
COARSE = frozenset({"weekend", "week", "month"})
ZONE = re.compile(r"\b(?:GMT|UTC|local\stime|[A-Z]{2,4}T)\b")
SAME_VERBS = {
    name: frozenset(lemma(w) for w in words.split())
    for name, words in {
        "=begin": "begin began start started commence commenced launched beginning",
        "=end": "end ended finish finished conclude concluded over",
        "=leave": "leave left depart departed sail sailed departure",
        "=arrive": "arrive arrived reach reached arrival came",
        "=strike": "hit struck strike rammed collided crashed",
        "=die": "die died killed death dead",
        "=arrest": "arrest arrested detained held seized",
        "=find": "find found discovered recovered",
    }.items()
}
SPOKE = re.compile(
    r"\b(?:said|says|told\s[^,;.]{2,40}|announced|confirmed|warned|claimed|wrote|tweeted|reported|insisted|declared|argued|vowed"
    r"|promised|predicted|acknowledged|admitted|denied|disclosed|revealed|ruled)\s(?:(?:on|in|late|early|over)\s)?(?:the\s)?$"
)
THAT = re.compile(r"\s(?:that|they|he|she|it|there|the|an?|his|her|their)\b")
JUST = re.compile(r"\b(?:shortly|just|soon|minutes)\s(?:before|after)\s$", re.I)  # near enough to be the time itself
BEFORE_TIME = r"(?:on|in|at|by|for|until|early|late)"
FROM_OR_TO = re.compile(r"\b(?:since|until|till|by|before|after|from|for|between|within)\s(?:the\s)?$", re.I)


class Time(NamedTuple):
    """A time that a statement gives, with the words of its clause."""

    statement: Statement
    date: TimeExpr
    words: frozenset[str]  # of its clause
    verbs: frozenset[str]
    lead: bool  # the first statement of its document
    edge: bool  # "until Saturday": an end, not the time itself

    @property
    def span(self) -> Span:
        """The words of the time."""
        return self.statement.span(self.date.start, self.date.end)


def time_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's times."""
    meetings = {m.doc for e in events for m in e.mentions if m.kind == "meeting"}
    times = [time for s in statements if s.doc not in meetings for time in _times(s)]
    index: defaultdict[str, list[int]] = defaultdict(list)
    for n, time in enumerate(times):
        for word in time.verbs:
            index[word].append(n)
    found, used = [], set[frozenset[str]]()
    for n, a in enumerate(times):
        near = {m for w in a.verbs if len(index[w]) <= COMMON for m in index[w] if m > n}
        for m in sorted(near):
            relation = _relation(a, times[m])
            key = frozenset(
                {f"{a.statement.doc}:{a.statement.index}", f"{times[m].statement.doc}:{times[m].statement.index}"}
            )
            if relation is not None and key not in used:
                used.add(key)
                found.append(difference(relation, [a, times[m]], documents, events))
    return [*found, *_of_leads(times, documents, events)]


def _times(statement: Statement) -> list[Time]:
    found = []
    if statement.supposed or statement.elsewhen:
        return []
    for date in (*statement.dates, *clocks(statement)):
        if date.kind == "vague" or date.anaphoric or of_speech(statement, date):
            continue
        start, end = statement.clause_at(date.start)
        words = [
            w
            for w in statement.words
            if start <= w.start and w.end <= end and not date.start <= w.start < date.end and w.lemma not in PLAIN
        ]
        said = {s.verb[0] for s in statement.speeches}
        solid = [w for w in words if w.start not in said]
        acts = [w for w in solid if _is_verb(statement, w)]
        nearest = [w for w in acts if w.start < date.start][-1:] or acts[:1]
        found.append(
            Time(
                statement,
                date,
                frozenset(k for w in solid for k in _key(w.lemma)),
                frozenset(k for w in nearest for k in _key(w.lemma)),
                statement.index == 0,
                FROM_OR_TO.search(statement.text[: date.start]) is not None
                and JUST.search(statement.text[: date.start]) is None,
            )
        )
    return found


def _key(word: str) -> tuple[str]:
    """One key for a word: its first group for a verb of beginning or ending, else what it shares with its noun."""
    return (next((name for name, words in SAME_VERBS.items() if word in words), root(word)),)


def _is_verb(statement: Statement, word: Word) -> bool:
    low = statement.text[word.start : word.end].lower()
    return low in past_forms() or low.endswith("ed") or any(low in words for words in SAME_VERBS.values())


def of_speech(statement: Statement, date: TimeExpr) -> bool:
    """The day of the speaking: behind the reporting verb and before what is said, or beside a tag at the end."""
    if statement.text[date.end : date.end + 2] in {"’s", "'s"}:
        return True  # "Tuesday's primary": the name of a thing
    if SPOKE.search(statement.text, 0, date.start) and THAT.match(statement.text, date.end):
        return True  # "announced on Monday that", "said over the weekend it would"
    for speech in statement.speeches:
        inside = any(a <= date.start < b for a, b in speech.content)
        if not inside and speech.start - 30 <= date.start <= speech.end + 40:
            return True
        if inside and 0 <= date.start - speech.end <= 4:
            return True
    return False


def _relation(a: Time, b: Time) -> DifferenceRelation | None:
    one, two = a.statement, b.statement
    if one is two or one.doc == two.doc or a.edge != b.edge:
        return None
    shared = a.words & b.words
    things = {w for w in shared if w not in a.verbs | b.verbs}
    cover = len(shared) / max(1, min(len(a.words), len(b.words)))
    if len(shared) < 2 or not a.verbs & b.verbs or not things or cover < ENOUGH or not _names_fit(a, b):
        return None
    if bool(NEGATIVE.search(one.text)) != bool(NEGATIVE.search(two.text)):
        return None
    return _compared(a, b)


def _names_fit(a: Time, b: Time) -> bool:
    left, right = ({fold(r.text) for r in t.statement.names if _in_clause(t, r.start)} for t in (a, b))
    return not left or not right or bool({w for n in left for w in n.split()} & {w for n in right for w in n.split()})


def _in_clause(time: Time, at: int) -> bool:
    start, end = time.statement.clause_at(time.date.start)
    return start <= at < end and not time.date.start <= at < time.date.end


def _compared(a: Time, b: Time) -> DifferenceRelation | None:
    left, right = a.date, b.date
    days, others = a.statement.day_of(left), b.statement.day_of(right)
    fits = compatible(days or left, others or right)
    if "time" in {left.precision, right.precision}:
        clock = left.precision == right.precision and hours_apart(left, right)
        zones = ZONE.search(a.statement.text) or ZONE.search(b.statement.text)
        return DifferenceRelation.CONFLICT if clock and not zones else None
    if {left.precision, right.precision} == {"day", "weekend"} and _nested(left, right, None, None):
        return DifferenceRelation.PRECISION
    if fits is False:
        planned = [FUTURE.search(t.statement.text[slice(*t.statement.clause_at(t.date.start))]) for t in (a, b)]
        return DifferenceRelation.UPDATE if any(planned) else DifferenceRelation.CONFLICT
    if RANK.get(left.precision, 9) != RANK.get(right.precision, 9) and _nested(left, right, days, others):
        return DifferenceRelation.PRECISION
    return None


def _nested(left: TimeExpr, right: TimeExpr, days: ResolvedDate | None, others: ResolvedDate | None) -> bool:
    """One time holds the other: by their days, or a weekend and its Saturday."""
    if days is not None and others is not None:
        return days.start <= others.end and others.start <= days.end
    kinds = {left.precision, right.precision}
    weekday = next((d for d in (left, right) if d.kind == "weekday"), None)
    return (
        kinds == {"weekend", "day"}
        and weekday is not None
        and ("saturday" in weekday.normal or "sunday" in weekday.normal)
    )


def _of_leads(times: Sequence[Time], documents: Mapping[str, Document], events: Sequence[Event]) -> list[Difference]:
    """The time of what happened, as the first sentences give it: told to the day by one, to the week by another."""
    first: dict[str, Time] = {}
    for time in times:
        if time.lead and not time.edge and not FUTURE.search(time.statement.text):
            first.setdefault(time.statement.doc, time)
    exact = [t for t in first.values() if t.date.precision in {"day", "time"}]
    coarse = [t for t in first.values() if t.date.precision in COARSE]
    found = []
    for wide in coarse:
        inside = [t for t in exact if _holds(wide, t)]
        days = {(d.start, d.end) if (d := t.statement.day_of(t.date)) else t.date.normal for t in inside}
        if inside and len(days) == 1:
            found.append(difference(DifferenceRelation.PRECISION, [inside[0], wide], documents, events))
    return found


def _holds(wide: Time, narrow: Time) -> bool:
    outer, inner = wide.statement.day_of(wide.date), narrow.statement.day_of(narrow.date)
    if outer is None or inner is None:
        return (
            wide.date.precision != "month" and wide.statement.published is None and len(wide.words & narrow.words) >= 1
        )
    if len(wide.words & narrow.words) < 2:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _without(statement: Statement, date: TimeExpr) -> tuple[int, int]:
    """The sentence without the time of one side at either end, so that its heading names no side."""
    text, end = statement.text, len(statement.text.rstrip())
    if not text[date.end : end].strip(' .!?”"'):
        return 0, len(re.sub(rf"[\s,]+{BEFORE_TIME}?\s*$", "", text[: date.start]))
    is_first = re.fullmatch(rf"\W*{BEFORE_TIME}?\s*", text[: date.start], re.I) is not None
    return (date.end + len(text[date.end :]) - len(text[date.end :].lstrip(" ,")) if is_first else 0), end


def difference(
    relation: DifferenceRelation, sides: Sequence[Time], documents: Mapping[str, Document], events: Sequence[Event]
) -> Difference:
    """A difference of two times."""
    positions = []
    for side in sides:
        value = cite(documents, side.span)
        speaker = side.statement.speaker_at(side.date.start)
        cited = (value, *((cite(documents, speaker),) if speaker else ()))
        positions.append(
            Position(
                value=slice_phrase(value),
                normal=side.date.normal,
                speaker=slice_phrase(cited[1]) if speaker else None,
                sources=(side.statement.doc,),
                citations=cited,
            )
        )
    event = event_of([t.statement.doc for t in sides], events)
    spans = [t.statement.span(*_without(t.statement, t.date)) for t in sides]
    is_cut = [cut.end - cut.start < len(t.statement.text.rstrip()) for cut, t in zip(spans, sides, strict=True)]
    told = cite(documents, spans[is_cut.index(True) if True in is_cut else 0])
    return make(event, phrase("diff_when_told", (told,), label=told.quote), relation, positions)
