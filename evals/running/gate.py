"""``eval gate``: a run against the pinned floors. Pure: the run was made before.

Enters: a run folder, floors, hashes. Leaves: what does not hold, in words. A score that was pinned and is missing
fails, and so do labels or inputs under another hash: a figure on other labels is another figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.metamorphic.suite import MetamorphicReport
from evals.metrics.score import Score, count
from evals.running.floors import Floors
from evals.running.folder import RunFolder
from evals.suites.records import PairsReport, PlantedReport, ReadingsReport, SystemReport

Scores = dict[tuple[str, str], Sequence[Score]]


def scores_of(folder: RunFolder) -> Scores:
    """All scores of a run by (suite, system)."""
    found: Scores = {}
    for name in folder.seeds():
        found["seeds", name] = folder.read(f"seeds/{name}.json", SystemReport).scores
    if folder.has("planted.json"):
        report = folder.read("planted.json", PlantedReport)
        for score in report.scores:
            found["planted", score.by] = [*found.get(("planted", score.by), ()), score]
    if folder.has("pairs.json"):
        found["pairs", "extractive"] = folder.read("pairs.json", PairsReport).scores
    if folder.has("readings.json"):
        for row in folder.read("readings.json", ReadingsReport).rows:
            found["readings", row.by] = [row.agreement]
    if folder.has("metamorphic.json"):
        groups = folder.read("metamorphic.json", MetamorphicReport).groups
        tried = sum(group.relations for group in groups)
        found["metamorphic", "extractive"] = [
            count("relations broken", sum(group.broken for group in groups), n=tried, by="relations"),
            count("relations known to be broken", sum(group.known for group in groups), n=tried, by="relations"),
        ]
    return found


def failures(scores: Mapping[tuple[str, str], Sequence[Score]], floors: Floors, labels: str, sealed: str) -> list[str]:
    """What does not hold; empty: the gate is open."""
    found = []
    if sealed != floors.sealed:
        found.append(f"the sealed areas changed ({floors.sealed} -> {sealed}): they are never touched; restore them")
    if labels != floors.labels:
        found.append(
            f"labels or inputs changed ({floors.labels} -> {labels}): review the change, then pin with --update"
        )
    by_key = {(*key, score.name): score for key, group in scores.items() for score in group}
    for floor in floors.floor:
        score = by_key.get(floor.key)
        where = " / ".join(floor.key)
        if score is None or score.value is None:
            found.append(f"{where}: was pinned at {floor.value} and is not measured any more")
        elif not floor.holds(score.value):
            side = "at least" if floor.better == "higher" else "at most"
            found.append(f"{where}: {score.value:.4f}, must be {side} {floor.value} (n {score.n})")
    return found
