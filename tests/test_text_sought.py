"""A pattern is left out only where it cannot match: what it needs is compared with what ``re`` finds."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import service.text
import service.text.support
from service.text.sought import Sought, groups_in, needs_of

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
AROUND = st.sampled_from(["", "x", " ", "The ", ", said Ann", "\n", "3", "’", "ı", "ß", "\u2060"])


def all_sought() -> dict[str, Sought]:
    """Every pattern of the rules that knows its needs."""
    for package in (service.text, service.text.support):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    held = [(name, vars(module)) for name, module in sys.modules.items() if name.startswith("service.text")]
    return {
        f"{name.rpartition('.')[2]}.{key}": value
        for name, values in held
        for key, value in values.items()
        if isinstance(value, Sought)
    }


PATTERNS = all_sought()


@pytest.mark.parametrize("name", PATTERNS)
@given(st.data())
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_nothing_is_missed(name: str, data: st.DataObject) -> None:
    sought = PATTERNS[name]
    text = data.draw(AROUND) + data.draw(st.from_regex(sought.pattern)) + data.draw(AROUND)
    assert [m.span() for m in sought.all_in(text)] == [m.span() for m in sought.finditer(text)]
    assert (sought.first_in(text) is None) == (sought.search(text) is None)


def test_nothing_is_missed_in_articles() -> None:
    lines = [line for path in sorted(SEEDS.glob("0*.txt")) for line in path.read_text("utf-8").splitlines() if line]
    for name, sought in PATTERNS.items():
        for line in lines:
            assert [m.span() for m in sought.all_in(line)] == [m.span() for m in sought.finditer(line)], name


@pytest.mark.parametrize(
    ("pattern", "flags", "text"),
    [
        (r"\bnot\b", re.I, "NOT so"),
        (r"\bnot\b", re.I, "so it is not"),
        (r"\bnoſt\b", re.I, "NOST"),
        (r"\bkilo\b", re.I, "5 \u212ailo"),
        (r"\bills?\b", re.I, "\u0130lls"),
        (r"\bills?\b", re.I, "\u0131ll"),
        (r"stra(?:ß|ss)e", re.I, "STRASSE"),
        (r"\bhalf[\s-](?:year|month)\b", 0, "a half-year"),
        (r"(?<=a\s)loud(?:er)?$", 0, "a loud\n"),
        (r"^By\s(?:then|now)", 0, "By now"),
        (r"(?:one|two)+\sday", 0, "twoone day"),
        (r"(?i:mon|tues)day|\bnever\b", 0, "TUESday"),
        (r"\bfrom\s+a\s+to\b", 0, "from \n a\tto"),
    ],
)
def test_odd_texts(pattern: str, flags: int, text: str) -> None:
    sought = Sought(pattern, flags)
    assert sought.search(text) is not None
    assert sought.first_in(text) is not None


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bnever\b", {"ever"}),
        (r"\b(?:from|to)\s(?:Lima|Oslo)\b", {"lima", "oslo"}),
        (r"\bif\b", {" if "}),
        (r"[a-z]+\d+", None),
        (r"\bnever\b|\d", None),
        (r"(?:never)?\w", None),
    ],
)
def test_needs(pattern: str, needs: set[str] | None) -> None:
    found = needs_of(re.compile(pattern))
    assert (found if found is None else set(found)) == needs


def test_a_text_without_them_is_not_searched() -> None:
    sought = Sought(r"\bnever\b")
    assert tuple(sought.all_in("always")) == ()
    assert groups_in("ab") == frozenset({" ab", "ab ", " ab "})
    assert groups_in("\u4e2d") is None
