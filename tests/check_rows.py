"""Rows of the tables of gate tests: an invented article, a draft on it, and what the gate must say.

Enters: rows. Leaves: assertions. Never: a view that the stages did not make.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from service.records import Gate, Outcome, Reason
from tests.check_support import checks_of, defect, draft, failures, story

FLOOD = (
    "Mayor Ines Okoro said 1,200 people had been moved to schools in Norham. At least three bridges over the Alder "
    "were closed, the county council said. The port of Lund has 3 cranes and 12 berths. The crash near Elm killed two "
    "children "
    "and injured nine adults. A hearing on damages opened on Tuesday in Graz. The high court in Graz fined "
    "Norvane on 3 May"
    " 2024 over a spill."
)
NAMES = (
    "Türkiye and Norway signed a fishing accord in Ålesund. The Norwegian minister for trade praised the painter "
    "Zoë Kühn. "
    "Shops in the United States fined nobody. Georgian voters went to the polls in Tbilisi. Strikers blocked the "
    "port of"
    " Lund, France 24 reported. The strike at the port of Ystad ended, Channel 4 News said. Coach Otto Lind praised the"
    " goalkeeper Mara Vance in Leeds. Police in Oslo praised firefighters."
)
QUOTES = (
    "“The fee is far above what a club of this size pays,” coach Otto Lind said in Leeds. Chairwoman Mara Vance "
    "called the "
    "offer “a fair price” and said talks would go on. Striker Ed Holm called the bid “not a good deal” in Leeds. "
    "The board "
    "spoke of a fair deal.\n\nKeeper Al Moe spoke to fans. “We lost a match. We will win the cup,” Al Moe "
    "said.\n\nThe chair"
    " of Rovers said “the offer stands in Leeds."
)
COURT = (
    "The defence lawyer Otto Lind denied that his client had paid the judge in Graz. Prosecutor Mara Vance "
    "accused Norvane of "
    "bribery. Witnesses told the court in Graz that cash changed hands. The jury in Graz heard four guests. "
    "Reporter Jo Falk"
    " said the trial of Norvane may last a month."
)
DEALS = (
    "Minister Anna Berg received ambassador Otto Lind in Oslo for talks on cod quotas. The ministry in Oslo may "
    "raise the "
    "quota for cod. The union in Lund failed to win a pay rise for dockers. On Sunday the Rovers beat United in a "
    "final in "
    "Leeds. Kestrel sued Norvane in Lund. In Lund the firm Norvane could sell a ferry line to Kestrel. The court "
    "in Graz "
    "should fine Kestrel. Norvane reportedly paid a clerk in Graz. Norway would raise the tax on boats from "
    "Bergen. Norvane,"
    " not Kestrel, won the contract in Lund. If the pact with Kestrel fails, dockers in Lund will strike."
)
LABELS = (
    "The regime closed the port of Ystad. Otto Lind called the owners “thugs” in a speech in Lund. Otto Lind said "
    "the owners "
    "of the port were paid. A brutal storm hit Ystad. The flood claimed 12 lives in Norham before the regime of "
    "Ystad sent"
    " help."
)


class Row(NamedTuple):
    """A draft on some of an article's sentences; without a reason it must pass."""

    article: str
    text: str
    slices: tuple[str, ...]
    gate: Gate = Gate.MINIMAL
    reason: Reason | None = None
    words: tuple[str, ...] = ()


def fail(article: str, text: str, at: str, gate: Gate, reason: Reason, *words: str) -> Row:
    return Row(article, text, (at,), gate, reason, words)


def ok(article: str, text: str, *slices: str) -> Row:
    return Row(article, text, slices)


def late(why: str, row: Row) -> Any:
    """A row that is right and not kept yet."""
    return defect(why, row)


def judge(row: Row) -> None:
    """Every gate passes, or the named gate fails with the reason and (at least) the words."""
    told = story(row.article)
    made = draft(told, row.text, *row.slices)
    if row.reason is None:
        assert failures(told, made) == [], failures(told, made)
        return
    check = checks_of(told, made)[row.gate]
    assert (check.outcome, check.reason) == (Outcome.FAIL, row.reason), check
    assert set(row.words) <= set(check.words), check
