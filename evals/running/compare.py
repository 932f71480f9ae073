"""``eval compare A B``: two runs on the same items, paired. Pure.

Enters: two run folders. Leaves: for each system and examiner that both hold, the gap with its interval and an exact
sign test, and what changed: facts found or lost, traps, sentences, planted verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from evals.metrics.facts import MOST
from evals.metrics.score import paired_difference, sign_test
from evals.outputs import Value
from evals.running.folder import RunFolder
from evals.suites.records import PairsReport, PlantedReport, SystemReport
from service.errors import InputError


class Gap(Value):
    """One measure in both runs, on the same items."""

    name: str
    a: float
    b: float
    gap: float = Field(description="b - a.")
    low: float
    high: float
    won: int = Field(description="Items that b has right and a has wrong.")
    lost: int
    p: float = Field(description="Two-sided exact sign test.")
    n: int


class Change(Value):
    """One item that changed."""

    where: str
    what: str
    text: str


class Comparison(Value):
    """What two runs have in common, and what not."""

    a: str
    b: str
    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]
    apart: tuple[str, ...] = Field(default=(), description="What only one of them holds, or was made under.")


def compare(a: RunFolder, b: RunFolder) -> Comparison:
    """The comparison.

    Raises:
        InputError: other labels, or nothing in common.
    """
    one, two = a.info(), b.info()
    if one.labels != two.labels:
        raise InputError(
            f"the runs were scored on other labels ({one.labels}, {two.labels}): score both anew with eval run"
        )
    gaps: list[Gap] = []
    changes: list[Change] = []
    shared = sorted(set(a.seeds()) & set(b.seeds()))
    for system in shared:
        reports = [f.read(f"seeds/{system}.json", SystemReport) for f in (a, b)]
        gaps += _seed_gaps(system, *reports)
        changes += _seed_changes(system, *reports)
    if a.has("planted.json") and b.has("planted.json"):
        planted = [f.read("planted.json", PlantedReport) for f in (a, b)]
        gaps += _planted_gaps(*planted)
        changes += _planted_changes(*planted)
    if a.has("pairs.json") and b.has("pairs.json"):
        pairs = [f.read("pairs.json", PairsReport) for f in (a, b)]
        gaps += _pair_gaps(*pairs)
        changes += _pair_changes(*pairs)
    if not gaps:
        raise InputError("the runs have no system and no suite in common: nothing can be compared")
    only = [f"{name}: only in {side}" for name, side in _alone(a, b)]
    apart = [
        f"{field}: {getattr(one, field)} -> {getattr(two, field)}"
        for field in ("pipeline_version", "model", "prompts", "settings", "evenhand_version")
        if getattr(one, field) != getattr(two, field)
    ]
    return Comparison(a=a.path.name, b=b.path.name, gaps=tuple(gaps), changes=tuple(changes), apart=(*apart, *only))


def _alone(a: RunFolder, b: RunFolder) -> list[tuple[str, str]]:
    first, second = set(a.seeds()), set(b.seeds())
    return [(n, a.path.name) for n in sorted(first - second)] + [(n, b.path.name) for n in sorted(second - first)]


def _gap(name: str, a: Sequence[float], b: Sequence[float]) -> Gap | None:
    if not a:
        return None
    gap, low, high = paired_difference(a, b)
    won = sum(y > x for x, y in zip(a, b, strict=True))
    lost = sum(y < x for x, y in zip(a, b, strict=True))
    means = sum(a) / len(a), sum(b) / len(b)
    return Gap(
        name=name,
        a=means[0],
        b=means[1],
        gap=gap,
        low=low,
        high=high,
        won=won,
        lost=lost,
        p=sign_test(won, lost),
        n=len(a),
    )


def _seed_gaps(system: str, a: SystemReport, b: SystemReport) -> list[Gap]:
    found = []
    for name, least in (("facts cited", 1), ("facts of importance 3 cited", MOST)):
        pairs = [(f, g) for f, g in zip(a.facts, b.facts, strict=True) if f.importance >= least]
        found.append(
            _gap(
                f"seeds, {system}: {name}",
                [float(bool(f.cited_by)) for f, _ in pairs],
                [float(bool(g.cited_by)) for _, g in pairs],
            )
        )
    differences = list(zip(a.differences, b.differences, strict=True))
    found.append(
        _gap(
            f"seeds, {system}: differences shown",
            [float(bool(x.shown_by)) for x, _ in differences],
            [float(bool(y.shown_by)) for _, y in differences],
        )
    )
    return [gap for gap in found if gap is not None]


def _seed_changes(system: str, a: SystemReport, b: SystemReport) -> list[Change]:
    where = f"seeds, {system}"
    changes = []
    for fact, other in zip(a.facts, b.facts, strict=True):
        if bool(fact.cited_by) != bool(other.cited_by):
            changes.append(
                Change(where=where, what="fact found" if other.cited_by else "fact lost", text=f"{fact.id} {fact.text}")
            )
    sprung = [{f"{t.id} {t.words}" for t in report.traps} for report in (a, b)]
    changes += [Change(where=where, what="trap sprung", text=t) for t in sorted(sprung[1] - sprung[0])]
    changes += [Change(where=where, what="trap no longer sprung", text=t) for t in sorted(sprung[0] - sprung[1])]
    said = [[s.sentence.text for s in report.sentences] for report in (a, b)]
    changes += [Change(where=where, what="sentence gone", text=t) for t in said[0] if t not in said[1]]
    changes += [Change(where=where, what="sentence new", text=t) for t in said[1] if t not in said[0]]
    return changes


def _right(report: PlantedReport, name: str) -> dict[str, float | None]:
    """1 right, 0 wrong, 0.5 left open, for each planted sentence."""
    found: dict[str, float | None] = {}
    for result in report.results:
        said = next((j.supported for j in result.judgements if j.by == name), None)
        found[result.id] = 0.5 if said is None else float(said == result.supported)
    return found


def _planted_gaps(a: PlantedReport, b: PlantedReport) -> list[Gap]:
    gaps = []
    for name in _examiners(a, b):
        one, two = _right(a, name), _right(b, name)
        ids = sorted(set(one) & set(two))
        gap = _gap(f"planted, {name}: right", [one[i] or 0.0 for i in ids], [two[i] or 0.0 for i in ids])
        gaps += [gap] if gap else []
    return gaps


def _examiners(a: PlantedReport, b: PlantedReport) -> list[str]:
    names = [list(dict.fromkeys(score.by for score in report.scores)) for report in (a, b)]
    return [name for name in names[0] if name in names[1]]


def _planted_changes(a: PlantedReport, b: PlantedReport) -> list[Change]:
    """Of open areas only: the sealed ones are not read while something is tuned."""
    changes = []
    for name in _examiners(a, b):
        one, two = _right(a, name), _right(b, name)
        for result in b.results:
            if not result.sealed and result.id in one and one[result.id] != two[result.id]:
                gained = (two[result.id] or 0) > (one[result.id] or 0)
                what = f"{'better' if gained else 'worse'} ({result.kind})"
                changes.append(Change(where=f"planted, {name}", what=what, text=f"{result.id} {result.text}"))
    return changes


def _pair_gaps(a: PairsReport, b: PairsReport) -> list[Gap]:
    """Labelled differences under a right type, and pairs without difference left alone."""
    both = list(zip(a.pairs, b.pairs, strict=True))
    differing = [(float(bool(x.typed)), float(bool(y.typed))) for x, y in both if x.differs]
    alike = [(float(not x.shown_as), float(not y.shown_as)) for x, y in both if not x.differs]
    named = {"differences found under a right type": differing, "pairs without difference left alone": alike}
    gaps = [_gap(f"pairs: {name}", [x for x, _ in rows], [y for _, y in rows]) for name, rows in named.items()]
    return [gap for gap in gaps if gap is not None]


def _pair_changes(a: PairsReport, b: PairsReport) -> list[Change]:
    """Of open areas only."""
    return [
        Change(
            where=f"pairs, {old.area}",
            what=f"{', '.join(old.shown_as) or 'not reported'} -> {', '.join(new.shown_as) or 'not reported'}",
            text=f"{new.id} {new.verdict}",
        )
        for old, new in zip(a.pairs, b.pairs, strict=True)
        if not new.sealed and old.shown_as != new.shown_as
    ]
