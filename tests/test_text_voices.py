"""Who says it, who does it, and of which event: rows of a sentence, what it cites, and whether it is at fault."""

from __future__ import annotations

import pytest

from service.text.support.passage import Passage
from service.text.support.reading import read
from service.text.support.sides import turned
from service.text.support.speakers import speaker_fault
from service.text.support.twins import mixed

SKIPPER = "The skipper, Ada Holt, blamed a broken mast, which the mast's maker denies."
PORTS = (
    "Dockers in Norham voted on Monday to reject a pay offer of 4.5 per cent.",
    "In neighbouring Ystad, crane drivers accepted a deal worth 6 per cent on Thursday.",
)


def passages(*quotes: str) -> list[Passage]:
    return [Passage(str(n), quote, 0, quote) for n, quote in enumerate(quotes)]


@pytest.mark.parametrize(
    ("claim", "given", "reason"),
    [
        ("The plant ignored warnings.", "A union leader alleged that the plant had ignored warnings.", "speaker_lost"),
        ("The plant is alleged to have ignored warnings.", "A leader alleged that it had ignored warnings.", None),
        (
            "Otto Lind, who took bribes, kept his seat.",
            "Otto Lind, suspected of taking bribes, kept it.",
            "speaker_lost",
        ),
        ("The line will open in May.", "The line will open in May, the railway announced.", None),
        ("The mast's maker blamed a broken mast.", SKIPPER, "speaker_changed"),
        ("Ada Holt blamed the mast.", SKIPPER, None),
        ("Mara Vance said the offer stands.", "Otto Lind said the offer stands.", "speaker_changed"),
        ("The airline said the jet had turned back.", "The jet had turned back, the carrier said.", None),
    ],
)
def test_speakers(claim: str, given: str, reason: str | None) -> None:
    fault = speaker_fault(claim, passages(given))
    assert (fault.reason if fault else None) == reason


@pytest.mark.parametrize(
    ("claim", "given", "is_turned"),
    [
        ("Larkhaven is selling the hall to Norvane.", "Norvane agreed to sell the hall to Larkhaven.", True),
        ("Larkhaven is buying the hall from Norvane.", "Norvane agreed to sell the hall to Larkhaven.", False),
        ("Ada Holt is suing Otto Lind.", "Otto Lind is suing Ada Holt.", True),
        ("Ada Holt was sued by Otto Lind.", "Otto Lind sued Ada Holt.", False),
        ("Guesthouses have asked the province for loans.", "The province has asked guesthouses for loans.", True),
    ],
)
def test_who_does_it(claim: str, given: str, is_turned: bool) -> None:
    assert bool(turned(read(claim), [read(given)])) == is_turned


@pytest.mark.parametrize(
    ("claim", "is_mixed"),
    [
        ("Dockers in Norham rejected a pay offer of 6 per cent.", True),
        ("Dockers in Norham rejected a pay offer of 4.5 per cent on Monday.", False),
        ("Dockers in Norham rejected 4.5 per cent, while crane drivers in Ystad accepted 6 per cent.", False),
    ],
)
def test_two_events(claim: str, is_mixed: bool) -> None:
    assert bool(mixed(read(claim), passages(*PORTS))) == is_mixed
