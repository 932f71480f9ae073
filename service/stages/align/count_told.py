"""What the text says of a figure beside its value: what is counted, where, over which time.

Enters: a count. Leaves: ranges of its sentence. Pure. Never: a place or a time of another clause.
"""

from __future__ import annotations

import re

from service.stages.align.count_words import OVERALL, PLACE
from service.stages.align.counts import Count
from service.stages.align.event_nouns import EVENTS
from service.text.support.lexicon import lemma

SINCE = re.compile(r"\bsince\s[^,;.()]{2,60}(?=[,;.()]|$)", re.I)
ON = re.compile(r"\b(?:on|in|between|during)\s(?:the\s)?$", re.I)
OCCASION = re.compile(r"\b(?:in|during)\s(?:the|an?)\s(?:[\w’'-]+\s){0,3}?(?P<what>[a-z]{3,})\b")
NAMED_NOUN = re.compile(
    r"[’']s?\b|\s[a-z]{4,}(?<!\bfrom)(?<!\bwith)(?<!\bthat)(?<!\bsince)(?<!\bafter)(?<!\bwhen)(?<!\balone)\b"
)
ASIDE = re.compile(r"\b(?:that|which|who)\b")  # between a figure and a time: another verb's
PARTICIPLE = re.compile(r"[a-z]+ing\b")
CARRIED_CHARS = 20  # of a clause that a participle carries on; less is the year of a date
OVERALL_CHARS = 30  # in front of a figure: "bringing the overall toll to"
CLAUSE_CHARS = 120  # of a clause that tells what a bare figure is said of; a longer one tells no more than the source
LEADING = re.compile(r"\W*(?:of\s(?:the|its|their|his|her|our|them)\b\s?)?")
OPENER = re.compile(r"^[\s,;:“\"—–-]*(?:(?:and|but|when|while|because|after|before|although|since|until|that|as)\s)*")
TRAILING = re.compile(r"[\s,;:–—-]+$")


def counted_words(count: Count) -> tuple[int, int] | None:
    """The words of the figure behind its number: "Palestinians", "foreign boats"; None where there are none."""
    statement = count.statement
    number = next((n for n in statement.numbers if count.start <= n.start < count.end), None)
    if number is None:
        return None
    opener = LEADING.match(statement.text, number.end, count.end)
    start = opener.end() if opener else number.end
    end = start + len(TRAILING.sub("", statement.text[start : count.end]))
    return (start, end) if re.search(r"[^\W\d_]", statement.text[start:end]) else None


def told_of(count: Count) -> list[tuple[int, int]]:
    """Since when, where and when it counts; of a figure whose state no word tells, its whole clause."""
    statement, text = count.statement, count.statement.text
    first, last = statement.clause_at(count.start)
    if not count.state.name:
        return _clause(count, first, last)
    first = _led_by(count, first)
    found = []
    since = SINCE.search(text) if count.since else None
    if since is not None:
        found.append(since.span())
    overall = OVERALL.search(text, max(0, count.start - OVERALL_CHARS), count.end)
    if overall is not None:
        found.append(overall.span())
    found += [m.span() for m in OCCASION.finditer(text, first, last) if lemma(m["what"]) in EVENTS]
    for run in statement.names:
        lead = PLACE.search(text, 0, run.start)
        if first <= run.start < last and lead is not None and not NAMED_NOUN.match(text, run.end):
            found.append((lead.start(), run.end))
    for date in statement.dates:
        lead = ON.search(text, 0, date.start)
        between = text[min(date.end, count.start) : max(date.end, count.start)]
        if first <= date.start < last and lead is not None and not ASIDE.search(between):
            found.append((lead.start(), date.end))
    taken = [(count.start, count.end), *([count.as_of] if count.as_of else [])]
    told: list[tuple[int, int]] = []
    for start, end in found:
        if not any(start < b and a < end for a, b in (*taken, *told)):
            told.append((start, end))
    return told


def _led_by(count: Count, first: int) -> int:
    """Where the clause begins, with the one that a participle carries on: "attacked on Monday, killing ten"."""
    statement = count.statement
    if not PARTICIPLE.match(statement.text, first):
        return first
    before = [a for a, b in statement.clauses if b <= first and b - a >= CARRIED_CHARS]
    return max(before, default=first)


def _clause(count: Count, first: int, last: int) -> list[tuple[int, int]]:
    text = count.statement.text
    start = first + len(text[first:last]) - len(text[first:last].lstrip(' ,;:“"—–-'))
    end = start + len(TRAILING.sub("", text[start:last]))
    is_more = start < count.start or count.end < end
    return [(start, end)] if is_more and end - start <= CLAUSE_CHARS else []
