"""Counts: the figures of the statements, with what they count, of whom, where, up to when, and who gives them.

Enters: the statements of one document, in order. Leaves: counts whose every part is a slice. Pure. Never: an age, a
name's number ("No. 4"), a figure whose state no word tells.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from service.records import Span
from service.stages.align.statements import Statement
from service.text.aliases import canonical, country_of
from service.text.folding import fold
from service.text.numbers import Number
from service.text.quantities import NOUN, Found, State, measured, plain_state, state_of, states
from service.text.support.lexicon import lemma, past_forms

NUMBERED = re.compile(
    r"(?:\b(?:No|Nos|number|level|route|highway|road|page|chapter|article|section|phase|stage|round|gate|unit|block|line"
    r"|platform|room|flight|group|grade|class|channel|mine|pit|shaft|reactor|district|ward|aged?|by)\.?\s|#)$",
    re.I,
)
CLOCK = re.compile(r"\b(?:half|quarter|minutes?)\s(?:past|to|after|before)\s$|\b(?:past|o[’']clock)\s$")
LAST = re.compile(r"\b(?:the\s(?:last|first|other|remaining|final)|another|a\sfurther)\s$", re.I)
INCLUSIVE = re.compile(r"[^,;.]{0,40},?\s(?:counting|including|among\sthem)\s", re.I)
AGE = re.compile(r"\b[A-Z][\w’'-]+,\s$|\baged?\s$")
PART = re.compile(r"\s(?:of\s(?:them|whom|which|those|these)\b)", re.I)
OF_ALL = re.compile(r"\s(?:of)\s(?:the|its|his|her|their|our|all)\s(?P<noun>(?:[\w’'-]+\s)?[\w’'-]+)", re.I)
AMONG = re.compile(
    r"\b(?:among\s(?:them|which|whom|those)|including|includes|of\s(?:whom|which)|counting|besides)\b[^,;.]*$", re.I
)
# "2,500 of the companies' 18,000 jobs": the whole is no count of its own
WHOLE_OF = re.compile(r"\d\sof\s(?:the|its|their|his|her|all|some)\s(?:[\w’'-]+\s){0,3}$")
ZERO = re.compile(
    r"\b(?:(?P<one>[Nn]o\sone|[Nn]obody|[Nn]one(?!\sof\sthe\sabove))|[Nn]o\s(?P<noun>[a-z-]+(?:\s[a-z-]+)?))(?=\s)"
)
SINGLE = re.compile(
    r"(?:^|(?<=[,;]\s)|(?<=\band\s)|(?<=\bsaid\s)|(?<=\bthat\s))(?P<noun>[Aa]n?\s(?:[\w-]+\s){0,2}?[\w-]+)"
    r"(?=(?:,\saged\s\d+,|,\s\d+,|\sof\s[\w\s]{3,20})?\s(?:was|were|has|had|died|suffered|is)\b)"
)
IN_EVERY = re.compile(r"\s(?:in|out\sof|of)\s(?:every\s)?")
# "put the figure at 55", "spoke of 5,000", and without a verb: "the police counted 400, the union 900"
ANAPHOR = re.compile(
    r"\b(?:(?:put|puts|putting|set|sets|place[ds]?)\s(?:it|them|that|th[eo]s?e?\s[^,;.]{1,40}|its\s\w+|their\s\w+)\sat"
    r"|(?:gave|gives|estimated|estimates|counted|counts|sp(?:oke|eaks?)\sof|talk(?:s|ed)?\sof|cit(?:es|ed)|claim(?:s|ed)|said|says)"
    r"(?:\sit\swas|\sthere\swere|\s(?:that\s)?the\s(?:figure|number|total)\s(?:was|is|will\sbe))?)\s(?:only\s|well\s)?$"
    r"|[,;]\s(?:the|its|her|his)\s[a-z-]+(?<!ed)(?:\s[A-Z][\w’'-]*)?\s$|[,;]\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}\s$"
)
RIVAL = re.compile(
    r"(?:^|[.;,]\s|\b(?:and|but|while)\s)(?P<who>(?:[Tt]he\s|[Ii]ts\s|[Hh]er\s|[Hh]is\s|[A-Z])[^,;.]{1,50}?)\s(?:had\s)?$"
)
COUNTER = re.compile(
    r"(?:^|[,;]\s|\balone\s|\b(?:and|but|while)\s)(?P<who>(?:[Tt]he\s|[A-Z])[^,;.]{1,50}?),?\s"
    r"(?:puts?\s(?:it|them|that|th[eo]s?e?\s[\w\s]{1,40})\sat|counted|counts|reckons?|reckoned|estimates?|estimated|lists?"
    r"|listed|tallied|recorded)\b[^,;.]{0,40}$"
)
RECKONER = re.compile(
    r",\s(?P<who>(?:the\s|its\s|[A-Z])[^,;.]{1,50}?)\s(?:reckons?|reckoned|estimates?|estimated|figures?)\b"
)
PEOPLE = frozenset(
    "people person other man woman victim individual resident inhabitant citizen soul life passenger body".split()
)
SINCE = re.compile(
    r"\b(?:since|from|between|in\sthe\s(?:past|last)|over\sthe\s(?:past|last)|during)\s[^,;.]{0,40}$", re.I
)
UP_TO = re.compile(
    r"\b(?:as\sof|until|by|at|on|early\son|late\son|before)\s(?:the\s(?:end|start|middle)\sof\s)?$", re.I
)
PLACE = re.compile(
    r"\b(?:in|at|across|near|around|throughout|through|into|outside|inside|above|over|(?:province|town|city|village|district|region|county|state)\sof)\s(?:the\s)?$",
    re.I,
)
BOTH = re.compile(
    r"\b(?:both|either|all|eastern|western|northern|southern|upper|lower|central|inner|outer|left|right)\s"
    r"(?=(?:banks?|sides?|shores?|parts?|provinces?|regions?|districts?|towns?|cities|coast|areas?|lines)\b)",
    re.I,
)
REGION = re.compile(
    r"\b(?:across|province|county|region|canton|state|country|nation|nationwide|countrywide|district|valley|island|whole|both"
    r"|eastern|western|northern|southern|all)\b",
    re.I,
)
OVERALL = re.compile(r"\b(?:overall|total|cumulative|altogether|in\sall)\b", re.I)


class Count(NamedTuple):
    """``statement.text[start:end]`` is the figure with its qualifier and what it counts."""

    statement: Statement
    start: int
    end: int
    low: float  # in the one unit of its kind; a share in per cent
    high: float
    value: float
    bound: str  # the qualifier of ``Number``; empty where plain
    unit: str
    state: State
    noun: str  # lemma of what is counted; empty where the text does not repeat it
    places: frozenset[str]  # words of the places it is counted in
    part: bool  # told as a part of another count
    inclusive: bool  # a total that names a part: "nine, counting three firefighters"
    single: bool  # one person told of, not counted
    only: bool  # no other figure of its article counts the same
    factor: float  # of its unit
    speaker: Span | None
    as_of: tuple[int, int] | None
    day: dt.date | None
    since: bool
    normal: str
    place_before: frozenset[str]  # the place that the sentences before it are about
    placed: frozenset[str]  # where it belongs in a story of two places
    regional: bool  # a place that holds others: a province, "across", "both banks"
    rival: Span | None  # the figure that it sets another one against, in the same breath
    people: frozenset[str]  # first letters of the peoples or bodies whose members are counted

    @property
    def span(self) -> Span:
        """The figure in its document."""
        return self.statement.span(self.start, self.end)


def read_counts(statements: Sequence[Statement]) -> list[Count]:
    """The counts of one document in order."""
    found: list[Count] = []
    place: frozenset[str] = frozenset()
    for statement in statements:
        here = _places(statement, 0, len(statement.text))
        place = here or place
        for number in statement.numbers:
            count = _count(statement, number, found)
            if count is not None:
                found.append(count._replace(place_before=place))
        found += [c._replace(place_before=place) for c in _words_of_number(statement)]
    keys = Counter((c.state.name or c.noun, c.unit) for c in found if not c.rival)
    return [c._replace(only=keys[c.state.name or c.noun, c.unit] <= 1) for c in found]


def _count(statement: Statement, number: Number, earlier: Sequence[Count]) -> Count | None:
    text = statement.text
    if number.value is None or number.kind in {"ordinal", "year", "score", "points"}:
        return None
    lead = text[max(0, number.qualifier_start - 12) : number.start]
    if NUMBERED.search(lead) or CLOCK.search(text[: number.start]) or _is_age(text, number):
        return None
    unit, factor = measured(number)
    share = _two_in_three(statement, number)
    if share is not None:
        unit, factor = "share", 1.0
    if unit == "share" and number.kind == "fraction":
        factor = 100.0
    value = share if share is not None else float(number.value) * factor
    found = state_of(text, number, unit, statement.numbers)
    before = _before(statement, number, unit, earlier)
    noun = _noun(text, number, unit)
    if found is None and before is None and (statement.elsewhen or not (number.counted or unit)):
        return None
    if WHOLE_OF.search(text[: number.qualifier_start]):
        return None
    if re.search(r"\w\s[A-Z][\w’'-]+\s$|:\s[A-Z][\w’'-]+\s$", text[: number.qualifier_start]) and not (
        number.counted or unit
    ):
        return None  # "the North twelve, the South eight": a name that leaves its verb out
    of_them = re.match(r"\sof\s(?:them|whom|these|those),?\s(?:[A-Z][\w-]+\s)?([a-z-]+s)\b", text[number.end :])
    if of_them:
        noun = lemma(of_them[1])
    if re.match(r"\sand\s[A-Z]", text[number.counted_end : number.counted_end + 6]) and number.counted[:1].isupper():
        noun = "person"
    end = max(number.end, number.counted_end) if not _is_verb_like(number, unit) else number.end
    first, last = statement.clause_at(number.start)
    is_own = found is not None and before is not None and found.state is not before.state
    part = (bool(PART.match(text, number.end)) and not is_own) or bool(AMONG.search(text[: number.qualifier_start]))
    part = part or bool(LAST.search(text[: number.start])) or re.search(r"\balone\b", text[first:last]) is not None
    whole = OF_ALL.match(text, number.end)
    if whole and unit == "":
        noun = noun or lemma(_head(whole["noun"]))
    if share is not None:
        noun = _shared_out(text, number.end)
        end = number.end + len(IN_EVERY.match(text, number.end)[0])  # type: ignore[index]
        end = next(n.end for n in statement.numbers if n.start == end)
    rival = _is_rival(text, number, before, found) and not part
    if before is not None and (found is None or rival):
        state, noun = before.state, noun or before.noun
    else:
        state = found.state if found is not None else plain_state(unit)
    if not noun and unit == "" and before is not None and before.state is state:
        noun = before.noun
    if rival and before is not None and before.unit and not unit:
        unit, factor = before.unit, before.factor  # "90 tonnes; the company speaks of less than 50"
        value *= factor
    made = _made(statement, number.qualifier_start, end, value, number, unit, state, noun, part)._replace(factor=factor)
    if rival and before is not None:
        speaker = _rival(statement, number.qualifier_start)
        made = made._replace(rival=before.span, speaker=speaker or made.speaker, part=False)
    return made


def _is_rival(text: str, number: Number, before: Count | None, found: Found | None) -> bool:
    """It is set against the count before it, and the words that do so name no other state of their own."""
    match = ANAPHOR.search(text[: number.qualifier_start])
    if match is None or before is None:
        return False
    return found is None or found.state.name == before.state.name or found.end <= match.start() or found.gap >= NOUN


def _rival(statement: Statement, at: int) -> Span | None:
    """Whose figure it is: the subject of "put the number at", "spoke of", or a name that leaves its verb out."""
    lead = statement.text[:at]
    verb = re.search(
        r"\s(?:put|puts|putting|set|sets|placed?|places|gave|gives|estimated|estimates|counted|counts|spoke|speaks?|talks?|talked"
        r"|cites?|cited|claims?|claimed|said|says)\b[^,;.]*$",
        lead,
    )
    match = RIVAL.search(lead[: verb.start()] + " " if verb else lead)
    return statement.span(match.start("who"), match.end("who")) if match else None


def _made(
    statement: Statement,
    start: int,
    end: int,
    value: float,
    number: Number | None,
    unit: str,
    state: State,
    noun: str,
    part: bool,
) -> Count:
    text = statement.text
    bound = number.qualifier if number is not None else ""
    if number is not None and "dozen" in number.text.casefold() and not bound:
        bound = "about"
    top = float(number.high) * value / float(number.value or 1) if number is not None and number.high else value
    as_of, day, since = _times(statement, start, end)
    return Count(
        statement=statement,
        start=start,
        end=end,
        low=_low(value, bound),
        high=_high(top, bound),
        value=value,
        bound=bound,
        unit=unit,
        state=state,
        noun=noun,
        places=_places(statement, *_reach(statement, start)),
        place_before=frozenset(),
        placed=frozenset(),
        regional=REGION.search(statement.text[max(0, start - 60) : statement.clause_at(start)[1]]) is not None,
        rival=None,
        part=part,
        inclusive=INCLUSIVE.match(text, end) is not None,
        single=number is None and value == 1,
        only=False,
        factor=1.0,
        speaker=statement.speaker_at(start) or _counter(statement, start),
        as_of=as_of,
        day=day,
        since=since and not OVERALL.search(text[max(0, start - 30) : end]),
        normal=f"{bound} {value:g} {unit}".strip(),
        people=_peoples(statement, start, end),
    )


def _counter(statement: Statement, at: int) -> Span | None:
    """Who counts or reckons: "the mayor counted twelve", "the union puts it at", "..., the union reckons"."""
    found = COUNTER.search(statement.text[:at])
    if found is None and (after := RECKONER.search(statement.text, at)) is not None:
        found = after
    return statement.span(found.start("who"), found.end("who")) if found else None


def _peoples(statement: Statement, start: int, end: int) -> frozenset[str]:
    """Who is counted, by the capitalised words inside the figure, or those of the speaker behind "its soldiers"."""
    text = statement.text
    words = re.findall(r"(?<=[\w,] )[A-Z][\w’'-]+", text[start : end + 26].split(", ")[0])
    inside = [w for w in words if text.find(w, start) < end or re.match(r"\sof\sthem\s", text[end:])]
    if re.match(r"\sof\s(?:its|their|his|her|our)\s", text[end : end + 10]):
        speaker = statement.speaker_at(start)
        lead = (
            text[:start] if speaker is None else text[speaker.start - statement.offset : speaker.end - statement.offset]
        )
        inside = re.findall(r"[A-Z][\w-]+", lead)[:2]
    if re.match(r"\sand\s[A-Z]", text[end : end + 6]):
        return frozenset()
    return frozenset(fold(w)[:5] for w in inside)


def _low(value: float, bound: str) -> float:
    slack = 0.1 if value < 100 else 0.05
    return {"about": value * (1 - slack), "nearly": value * 0.9, "up_to": 0.0, "less_than": 0.0}.get(bound, value)


def _high(value: float, bound: str) -> float:
    slack = 0.1 if value < 100 else 0.05
    return {"about": value * (1 + slack), "more_than": math.inf, "at_least": math.inf}.get(bound, value)


def _is_age(text: str, number: Number) -> bool:
    behind = text[number.end : number.end + 1]
    return bool(AGE.search(text[: number.start])) and behind in {",", ".", ""}


def _two_in_three(statement: Statement, number: Number) -> float | None:
    """ "two in three" as a share; the second number is taken along."""
    joint = IN_EVERY.match(statement.text, number.end)
    if joint is None or number.unit or number.value is None or number.counted:
        return None
    other = next((n for n in statement.numbers if n.start == joint.end()), None)
    if other is None or not other.value or other.value <= number.value or other.value > 10:
        return None
    return 100.0 * float(number.value / other.value)


def _is_verb_like(number: Number, unit: str) -> bool:
    """ "showed" in "one showed", "injured" in "12 injured": what was taken for a noun is none."""
    if unit and number.kind != "percent":
        return False
    low = number.counted.split()[:1]
    return (
        not low
        or low[0].endswith("ed")
        or any(s.pattern.fullmatch(number.counted) for s in states() if s.name == "aboard")
    )


def _noun(text: str, number: Number, unit: str) -> str:
    quoted = re.match(r"[”\"]\s([a-z-]+)", text[number.end : number.end + 24])
    if quoted and not unit:
        return lemma(quoted[1])
    if unit in {"share"} and number.counted:
        return lemma(number.counted.split()[-1])
    if unit or not number.counted or _is_verb_like(number, unit):
        return ""
    return lemma(number.counted.split()[-1])


def _before(statement: Statement, number: Number, unit: str, earlier: Sequence[Count]) -> Count | None:
    """The count that a bare number goes on with: "At least ten of them", "put the figure at 55 per cent"."""
    near = [
        c
        for c in earlier[-6:]
        if (c.unit == unit or (c.unit and not unit and c.statement is statement))
        and statement.index - c.statement.index <= 1
        and c.statement.elsewhen == statement.elsewhen
        and not c.single
    ]
    bare = not number.counted or unit not in {""} or _is_verb_like(number, unit)
    if not near or not bare:
        return None
    text = statement.text
    if PART.match(text, number.end):
        return near[-1]
    if ANAPHOR.search(text[: number.qualifier_start]):
        return near[-1]
    ends = re.match(r"[^\w]*(?:$|[,;.”\"])", text[number.end : number.end + 3]) is not None
    return near[-1] if ends and near[-1].statement is statement and unit == "" else None


def _shared_out(text: str, at: int) -> str:
    """Of whom a share is told: the last plural of the first words behind "of"."""
    behind = re.match(r"[^,;.]{0,25}?\sof\s((?:[\w’'-]+\s){1,7})", text[at:])
    words = behind[1].split() if behind else []
    verb = next((n for n, w in enumerate(words) if w.endswith("ed") or w in past_forms()), len(words))
    plurals = [w for w in words[:verb] if re.fullmatch(r"[a-z-]+s", w)]
    return lemma(plurals[-1]) if plurals else ""


def _head(words: str) -> str:
    """The noun of one or two words: the second only where the first is no plural."""
    parts = words.split()
    return parts[0] if parts[0].endswith("s") or len(parts) == 1 else parts[1]


def _times(statement: Statement, start: int, end: int) -> tuple[tuple[int, int] | None, dt.date | None, bool]:
    """Up to when: words, day, and whether the count begins only some day."""
    text, best, since = statement.text, None, False
    for date in statement.dates:
        lead = text[max(0, date.start - 50) : date.start]
        if re.search(r"\b(?:since|after|from)\s[^,;.]{0,25}$", lead, re.I):
            since = since or re.search(r"\bsince\s[^,;.]{0,45}$", lead, re.I) is not None
            continue
        if UP_TO.search(lead) or re.search(r"\b(?:on|at|by|early|late)\s", date.text, re.I) or date.kind == "weekday":
            day = statement.day_of(date)
            if day is not None and (day.end - day.start).days <= 7:
                best = (date, day.end) if best is None or day.end > best[1] else best
    if re.search(r"\bsince\s(?:the\s)?\w+", text, re.I):
        since = True
    if best is not None:
        return (best[0].start, best[0].end), best[1], since
    return None, None, since


def _reach(statement: Statement, start: int) -> tuple[int, int]:
    """The clause of a figure, with a place that stands in front of it."""
    first, last = statement.clause_at(start)
    return max(0, min(first, start - 40)), last


def _places(statement: Statement, start: int, end: int) -> frozenset[str]:
    """Names behind "in" and the like, and words such as "both banks"."""
    text = statement.text
    found = {m.group().strip().casefold() for m in BOTH.finditer(text, start, end)}
    for run in statement.names:
        if start <= run.start < end and PLACE.search(text[: run.start]):
            found |= {fold(country_of(word) or canonical(word)) for word in run.text.split()}
    return frozenset(found)


def _words_of_number(statement: Statement) -> list[Count]:
    """ "No one has been killed", "A baker was killed": nothing and one, where the state of people is told."""
    found: list[Count] = []
    text = statement.text
    rows = [(m, 0.0) for m in ZERO.finditer(text)] + [(m, 1.0) for m in SINGLE.finditer(text)]
    for match, value in rows:
        _, last = statement.clause_at(match.start())
        state = next(
            (
                s
                for s in states()
                if "people" in s.counts
                and s.name in {"killed", "injured", "treated", "arrested", "missing", "released", "charged"}
                and s.pattern.search(text, match.start(), min(len(text), last + 40))
            ),
            None,
        )
        if state is None or (value and state.name not in {"killed", "injured", "treated", "arrested"}):
            continue
        noun = lemma((match["noun"] or "").split()[-1]) if match["noun"] else ""
        if not value and noun and noun not in PEOPLE | {"casualty", "death", "injury", "victim", "arrest"}:
            continue
        found.append(_made(statement, match.start(), match.end(), value, None, "", state, noun, part=False))
    return found
