"""Which figures of a document are counts: each number held against what it is written with.

Enters: the statements of one document, in order. Leaves: counts whose every part is a slice. Pure. Never: an age, a
name's number ("No. 4"), the second figure of a result ("96 to 3").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from service.stages.align.count_surroundings import places_of
from service.stages.align.count_ties import count_before, is_part, is_rival, rival_speaker
from service.stages.align.count_words import (
    CLOCK,
    IN_EVERY,
    LEFT_OUT,
    NUMBERED,
    OF_ALL,
    PEOPLE,
    SINGLE,
    WHOLE_OF,
    ZERO,
    head,
    high,
    is_age,
    is_verb_like,
    low,
    noun_of,
    shared_out,
)
from service.stages.align.counts import MEASURED_IN, Count, What, made_of
from service.stages.align.spans import word_spans
from service.stages.align.statements import Statement
from service.text.numbers import Number
from service.text.quantities import measured, plain_state, state_of, states
from service.text.support.lexicon import lemma

MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{3,}|\.)?\s$")  # "Sept. 11 hijackers"
SECOND = re.compile(r"\b\d+(?:\svotes)?\sto\s$")  # the other side of a result: "96 to 3"
ONE_OTHER = re.compile(r"one\s(?:\w+\s){1,2}(?:to|after|by|and|or)\s(?:an|the\s)?other\b", re.I)
SUM = 10_000  # the least bare figure that may be a sum of money
MONEY_REACH = 3  # sentences back in which the currency of a bare sum may stand
BARE = re.compile(
    r"\s(?:for|to|in|on|of|from|and|but|or|by|at|with|as|a|after|before|over|under|last|this|next|more|each|every)\b",
    re.I,
)


def read_counts(statements: Sequence[Statement]) -> list[Count]:
    """The counts of one document in order."""
    found: list[Count] = []
    place: frozenset[str] = frozenset()
    for statement in statements:
        here = places_of(statement, 0, len(statement.text))
        place = here or place
        spans = _spans(statement)
        for number in statement.numbers:
            if any(c.start <= number.start < c.end for c in spans):
                continue
            count = _count(statement, number, found)
            if count is not None:
                found.append(count._replace(place_before=place))
        found += [c._replace(place_before=place) for c in (*_words_of_number(statement), *spans)]
    keys = Counter((c.state.name or c.noun, c.unit) for c in found if not c.rival)
    return [c._replace(only=keys[c.state.name or c.noun, c.unit] <= 1) for c in found]


def _count(statement: Statement, number: Number, earlier: Sequence[Count]) -> Count | None:
    text = statement.text
    if number.value is None or _is_other(text, number):
        return None
    unit, factor = measured(number, text)
    unit = unit or _left_out(statement, number, earlier)
    share = _two_in_three(statement, number)
    if share is not None:
        unit, factor = "share", 1.0
    elif unit == "share" and number.kind == "fraction":
        factor = 100.0
    value = share[0] if share is not None else float(number.value) * factor
    found = state_of(text, number, unit, statement.numbers)
    before = count_before(statement, number, unit, earlier)
    if LEFT_OUT.search(text[: number.qualifier_start]) and not (number.counted or unit):
        return None
    part = is_part(statement, number, found, before)
    rival = before is not None and not part and is_rival(text, number, before, found)
    if before is not None and (found is None or rival):
        state = before.state
    else:
        state = found.state if found is not None else plain_state(unit)
    noun = shared_out(text, number.end) if share is not None else _noun(text, number, unit)
    noun = noun or ("speed" if unit == "speed" else "")  # whatever the measure is called
    if not noun and before is not None and ((before.state is state and not unit) or found is None or rival):
        noun = before.noun
    if rival and before is not None and before.unit and not unit:
        unit, factor = before.unit, before.factor  # "90 tonnes; the company speaks of less than 50"
        value *= factor
    end = number.end if share is None and is_verb_like(number, unit) else max(number.end, number.counted_end)
    end = share[1] if share is not None else end
    made = made_of(statement, number.qualifier_start, end, What(value, number, unit, state, noun, part))
    if rival and before is not None:
        speaker = rival_speaker(statement, number.qualifier_start)
        made = made._replace(rival=before.span, speaker=speaker or made.speaker, part=False)
    return made._replace(factor=factor)


def _left_out(statement: Statement, number: Number, earlier: Sequence[Count]) -> str:
    """The currency of a bare sum, as the money before it has it: "3 million euros ... 400,000 for them"; else empty."""
    if (number.counted and not is_verb_like(number, "")) or number.kind != "count" or number.value is None:
        return ""
    if number.value < SUM or (
        re.match(r"\s?[-–]?\w", statement.text[number.end : number.end + 2])
        and not BARE.match(statement.text, number.end)
    ):
        return ""
    near = [c for c in earlier[-6:] if c.statement is statement or statement.index - c.statement.index <= MONEY_REACH]
    return next((c.unit for c in reversed(near) if c.unit not in MEASURED_IN), "")


def _is_other(text: str, number: Number) -> bool:
    """No count: an order, a year, a result, a name's number, an hour, an age, the whole that a part is told of."""
    if number.kind in {"ordinal", "year", "score", "points"} or is_age(text, number):
        return True
    lead = text[: number.qualifier_start]
    return bool(
        MONTH.search(lead)
        or (SECOND.search(lead) and not (number.counted or number.unit))
        or ONE_OTHER.match(text, number.start)
        or NUMBERED.search(text[max(0, number.qualifier_start - 12) : number.start])
        or CLOCK.search(text[: number.start])
        or WHOLE_OF.search(lead)
    )


def _noun(text: str, number: Number, unit: str) -> str:
    """Lemma of what is counted, also behind "of them" and "of its"."""
    of_them = re.match(r"\sof\s(?:them|whom|these|those),?\s(?:[A-Z][\w-]+\s)?([a-z-]+s)\b", text[number.end :])
    if of_them:
        return lemma(of_them[1])
    if number.counted[:1].isupper() and re.match(r"\sand\s[A-Z]", text[number.counted_end : number.counted_end + 6]):
        return "person"
    whole = OF_ALL.match(text, number.end) if not unit else None
    return noun_of(text, number, unit) or (lemma(head(whole["noun"])) if whole else "")


def _two_in_three(statement: Statement, number: Number) -> tuple[float, int] | None:
    """The share in per cent of "two in three", and where it ends; None for any other number."""
    joint = IN_EVERY.match(statement.text, number.end)
    if joint is None or number.unit or number.value is None or number.counted:
        return None
    other = next((n for n in statement.numbers if n.start == joint.end()), None)
    if other is None or not other.value or other.value <= number.value or other.value > 10:
        return None
    return 100.0 * float(number.value / other.value), other.end


def _spans(statement: Statement) -> list[Count]:
    """Spans of time without a figure, those left out that belong to a date."""
    found = []
    for span in word_spans(statement.text):
        if any(d.start < span.end and span.start < d.end for d in statement.dates):
            continue
        what = What(span.value, None, "time", plain_state("time"), "", part=False)
        made = made_of(statement, span.start, span.end, what)
        least, most = low(span.value, span.bound), high(span.value, span.bound)
        found.append(made._replace(bound=span.bound, low=least, high=most, factor=span.value))
    return found


def _words_of_number(statement: Statement) -> list[Count]:
    """Nothing and one ("no one has been killed", "a baker was killed"), where the state of people is told."""
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
        found.append(made_of(statement, match.start(), match.end(), What(value, None, "", state, noun, part=False)))
    return found
