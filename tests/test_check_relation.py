"""Gate 5: written text says no more and no other than its cited words."""

from __future__ import annotations

import pytest

from service.records import Gate, Reason
from service.stages.check.joined import joined_fault
from tests.check_rows import COURT, DEALS, FLOOD, NAMES, Row, fail, judge, ok

RELATION, ROLES = Gate.RELATION, Reason.ROLES_CHANGED
NEGATION, HEDGE, FOREIGN, OUTCOME = (
    Reason.NEGATION_CHANGED,
    Reason.HEDGE_CHANGED,
    Reason.WORDS_NOT_IN_SOURCE,
    Reason.OUTCOME_INVENTED,
)
RELATIONS = [
    ok(DEALS, "Ambassador Otto Lind was received by minister Anna Berg in Oslo for talks on cod quotas.", "received"),
    ok(DEALS, "The union in Lund failed to win a pay rise for dockers.", "pay rise"),
    ok(DEALS, "In Oslo the ministry may raise the quota for cod.", "may raise"),
    fail(
        DEALS,
        "Ambassador Otto Lind received minister Anna Berg in Oslo for talks on cod quotas.",
        "received",
        RELATION,
        ROLES,
        "berg",
        "lind",
    ),
    fail(
        DEALS,
        "Minister Anna Berg was received by ambassador Otto Lind in Oslo for talks on cod quotas.",
        "received",
        RELATION,
        ROLES,
        "berg",
        "lind",
    ),
    fail(
        NAMES, "Goalkeeper Mara Vance praised coach Otto Lind in Leeds.", "goalkeeper", RELATION, ROLES, "lind", "vance"
    ),
    fail(
        DEALS,
        "On Sunday in Leeds the United beat the Rovers in a final.",
        "On Sunday",
        RELATION,
        ROLES,
        "rovers",
        "united",
    ),
    fail(
        DEALS,
        "Minister Anna Berg and ambassador Otto Lind agreed cod quotas in Oslo.",
        "received",
        RELATION,
        OUTCOME,
        "agreed",
    ),
    fail(
        DEALS,
        "Minister Anna Berg secured cod quotas in talks with ambassador Otto Lind in Oslo.",
        "received",
        RELATION,
        OUTCOME,
        "secured",
    ),
    fail(DEALS, "The union in Lund won a pay rise for dockers.", "pay rise", RELATION, OUTCOME, "won"),
    fail(DEALS, "The union in Lund did win a pay rise for dockers.", "pay rise", RELATION, NEGATION, "failed to"),
    fail(
        FLOOD,
        "Mayor Ines Okoro said 1,200 people had not been moved to schools in Norham.",
        "1,200",
        RELATION,
        NEGATION,
        "not",
    ),
    fail(
        COURT,
        "The defence lawyer Otto Lind did not deny that his client had paid the judge in Graz.",
        "denied",
        RELATION,
        NEGATION,
        "not",
    ),
    fail(DEALS, "Norvane paid a clerk in Graz.", "reportedly", RELATION, HEDGE, "reportedly"),
    fail(DEALS, "The ministry in Oslo will raise the quota for cod.", "may raise", RELATION, HEDGE, "may"),
    fail(DEALS, "The firm Norvane in Lund will sell a ferry line to Kestrel.", "ferry", RELATION, HEDGE, "could"),
    fail(
        DEALS,
        "The union in Lund possibly failed to win a pay rise for dockers.",
        "pay rise",
        RELATION,
        FOREIGN,
        "possibly",
    ),
    fail(
        DEALS,
        "The union in Lund failed to win a large pay rise for angry dockers.",
        "pay rise",
        RELATION,
        FOREIGN,
        "large",
        "angry",
    ),
    fail(
        FLOOD,
        "Mayor Ines Okoro said 1,200 children had been moved to schools in Norham.",
        "1,200",
        RELATION,
        FOREIGN,
        "children",
    ),
    fail(DEALS, "Norvane sued Kestrel in Lund.", "Kestrel sued", RELATION, ROLES),
    fail(DEALS, "In Lund the firm Kestrel could sell a ferry line to Norvane.", "ferry", RELATION, ROLES),
    fail(DEALS, "Kestrel, not Norvane, won the contract in Lund.", "contract", RELATION, NEGATION),
    fail(DEALS, "The court in Graz fined Kestrel.", "should fine", RELATION, HEDGE, "should"),
    fail(DEALS, "Norway raised the tax on boats from Bergen.", "would raise", RELATION, HEDGE, "would"),
    fail(DEALS, "Dockers in Lund will strike.", "will strike", RELATION, HEDGE, "if"),
]


@pytest.mark.parametrize("row", RELATIONS)
def test_relation(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize(
    ("end", "lost"),
    [
        ("and he advised against the sale of the mill.", ("said",)),
        ("and he said he advised against the sale of the mill.", ()),
        ("and that he advised against the sale of the mill.", ()),
    ],
)
def test_a_joined_sentence_keeps_every_verb_of_saying(end: str, lost: tuple[str, ...]) -> None:
    told = ("Otto Lind said the guild had closed.", "Otto Lind said he advised against the sale of the mill.")
    fault = joined_fault(f"Otto Lind said the guild had closed, {end}", told)
    assert (fault.words if fault else ()) == lost
