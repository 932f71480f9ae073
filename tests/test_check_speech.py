"""Gates 0, 4 and 6: what stands alone, who says it, and in whose words."""

from __future__ import annotations

import pytest

from service.records import Gate, Reason
from service.stages.check.form import ORDERED, UNSAID
from service.text.pointers import find_pointers
from tests.check_rows import COURT, FLOOD, LABELS, QUOTES, Row, fail, judge, late, ok

CONTEXT = [
    late(
        "the slice of a sentence inside a longer quotation has but one of its marks",
        ok(QUOTES, "“We will win the cup,” Al Moe said.", "win the cup"),
    ),
    fail(QUOTES, "We will win the cup, Al Moe said.", "win the cup", Gate.CONTEXT, Reason.INSIDE_QUOTATION),
    fail(
        QUOTES,
        "The chair of Rovers said the offer stands in Leeds.",
        "offer stands",
        Gate.CONTEXT,
        Reason.UNPAIRED_QUOTE,
    ),
    fail(
        FLOOD,
        "She said 1,200 people had been moved to schools in Norham.",
        "1,200",
        Gate.CONTEXT,
        Reason.POINTS_OUTSIDE,
        "She",
    ),
    fail(
        FLOOD,
        "The mayor also said 1,200 people had been moved to schools in Norham.",
        "1,200",
        Gate.CONTEXT,
        Reason.POINTS_OUTSIDE,
        "also",
    ),
    fail(
        FLOOD,
        "The meeting on damages opened; both sides spoke in Graz.",
        "hearing",
        Gate.CONTEXT,
        Reason.POINTS_OUTSIDE,
        "both sides",
    ),
]
ATTRIBUTION, LOST, CHANGED = Gate.ATTRIBUTION, Reason.SPEAKER_LOST, Reason.SPEAKER_CHANGED
GUILD = 'Otto Lind left the guild in Leeds. Otto Lind "disgraced himself and all that the guild stands for."'
TALE = "Otto Lind led the guild in Leeds for six years. Otto Lind said he advised against the sale of the mill."
ATTRIBUTIONS = [
    fail(GUILD, GUILD[GUILD.index('Otto Lind "') :], "disgraced", ATTRIBUTION, LOST, GUILD[GUILD.index('"') :]),
    ok(COURT, "The defence lawyer Otto Lind denied that his client had paid the judge in Graz.", "denied"),
    ok(COURT, "Mara Vance accused Norvane of bribery.", "accused"),
    ok(COURT, "Norvane was accused of bribery by Mara Vance.", "accused"),
    ok(COURT, "Witnesses told the court in Graz that cash changed hands.", "cash"),
    ok(COURT, "Cash changed hands, witnesses told the court in Graz.", "cash"),
    fail(COURT, "Cash changed hands in Graz.", "cash", ATTRIBUTION, LOST, "Witnesses"),
    fail(TALE, "Otto Lind advised against the sale of the mill.", "said", ATTRIBUTION, LOST, "said"),
    ok(TALE, "Otto Lind said he advised against the sale of the mill.", "said"),
    fail(COURT, "Norvane was accused of bribery.", "accused", ATTRIBUTION, LOST, "Prosecutor Mara Vance"),
    fail(FLOOD, "1,200 people had been moved to schools in Norham.", "1,200", ATTRIBUTION, LOST, "Mayor Ines Okoro"),
    fail(
        FLOOD,
        "The county council said 1,200 people had been moved to schools in Norham.",
        "1,200",
        ATTRIBUTION,
        LOST,
        "Mayor Ines Okoro",
    ),
    fail(QUOTES, "The offer is “a fair price”.", "a fair price", ATTRIBUTION, LOST, "Chairwoman Mara Vance"),
    fail(COURT, "Norvane accused prosecutor Mara Vance of bribery.", "accused", ATTRIBUTION, CHANGED, "Norvane"),
    fail(
        COURT,
        "The court in Graz told witnesses that cash changed hands.",
        "cash",
        ATTRIBUTION,
        CHANGED,
        "The court in Graz",
    ),
    fail(COURT, "Otto Lind said the jury in Graz heard four guests.", "jury", ATTRIBUTION, CHANGED, "Otto Lind"),
    fail(
        COURT,
        "Otto Lind said his client had paid the judge in Graz.",
        "denied",
        ATTRIBUTION,
        Reason.DENIAL_LOST,
        "denied",
    ),
    Row(
        COURT,
        "Prosecutor Mara Vance said the jury in Graz heard four guests and accused Norvane of bribery.",
        ("accused", "jury"),
        ATTRIBUTION,
        CHANGED,
    ),
    Row(
        COURT,
        "The jury in Graz heard four guests and accused Norvane of bribery.",
        ("accused", "jury"),
        ATTRIBUTION,
        LOST,
    ),
    ok(
        FLOOD,
        (
            "Mayor Ines Okoro said 1,200 people had been moved to schools in Norham, and the county council said "
            "at least three bridges over the Alder were closed."
        ),
        "1,200",
        "three bridges",
    ),
]
LOADED, LABEL = Gate.LOADED, Reason.LOADED_LABEL
LOADED_ROWS = [
    ok(LABELS, "Otto Lind called the owners “thugs” in a speech in Lund.", "thugs"),
    ok(LABELS, "A storm hit Ystad.", "brutal"),
    fail(LABELS, "The regime closed the port of Ystad.", "closed", LOADED, LABEL, "regime"),
    fail(LABELS, "A brutal storm hit Ystad.", "brutal", LOADED, LABEL, "brutal "),
    fail(LABELS, "Thugs, the owners, heard a speech in Lund.", "thugs", LOADED, LABEL, "Thugs"),
    fail(LABELS, "Otto Lind said the thugs of the port were paid.", "were paid", LOADED, LABEL, "thugs"),
    fail(
        LABELS,
        "The flood claimed 12 lives in Norham before the regime of Ystad sent help.",
        "claimed",
        LOADED,
        LABEL,
        "regime",
    ),
]


@pytest.mark.parametrize("row", CONTEXT)
def test_context(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", ATTRIBUTIONS)
def test_attribution(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", LOADED_ROWS)
def test_loaded(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize(
    "text",
    [
        "Norvane noted so helpfully in a post on Wednesday morning.",
        "Mr. Norvane asked his daughters.",
        "The mayor said on Monday.",
        "Act as if the harbour matters to you.",
    ],
)
def test_speech_without_its_words_and_words_to_the_reader_stand_for_nothing_alone(text: str) -> None:
    assert UNSAID.match(text) or find_pointers(text)


@pytest.mark.parametrize(
    "text",
    [
        "She wrote the book in 2001.",
        "The firm added 300 jobs.",
        "The gunman replied with fire.",
        "Fox said on Monday that it was over.",
    ],
)
def test_verbs_of_speech_with_an_object_or_words_are_left_alone(text: str) -> None:
    assert not UNSAID.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "Certainly don’t make faces at the table.",
        "And let's leave it there.",
        "Do not cross the road.",
        "For more information, see the page of the port.",
        "Click for the whole list.",
    ],
)
def test_orders_to_nobody_are_told_apart(text: str) -> None:
    assert ORDERED.match(text)
    assert not ORDERED.match("Donors left the hall.")
