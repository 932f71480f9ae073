"""A run as one self-contained HTML page that looks like a brief's.

Enters: Contents, and the labels where they are still those of the run. Leaves: a page that loads nothing and runs
nothing, its style allowed by hash. Never: markup or control characters of an article, or a text of a sealed area.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from evals.judges.records import Judgement
from evals.labels.load import SeedLabels, load_seed_labels
from evals.labels.records import DifferenceLabel, Fact
from evals.metrics.differences import DifferenceResult
from evals.metrics.facts import FactResult
from evals.metrics.score import Score
from evals.readings.records import Reading
from evals.running.hashes import labels_hash
from evals.running.report import figures, kinds, pair_tables
from evals.running.report.contents import Contents
from evals.suites.records import PlantedReport, PlantedResult, ReadingsReport, SentenceReport, SystemReport
from service.stages.render.pages import environment

PACKAGE = "evals.running.report"
BRIEF_STYLE = ("service.stages.render", "assets", "brief.css")  # one look for briefs and for what is said of them
# Rows of the first table under headings, by how their names begin; what no group takes comes last.
GROUPS = (
    ("What is covered", ("fact recall", "length")),
    ("What must not be said", ("traps", "loaded")),
    ("Support by the cited words", ("support", "citation")),
    ("Events kept apart", ("event", "events", "identity")),
    ("Differences shown", ("difference", "false differences")),
    ("Sources, and what was held back", ("sentences that", "withheld", "wrongly")),
    ("Cost", ("calls", "tokens", "seconds", "cost")),
)
OTHER = "Other"


def labels_of(contents: Contents) -> SeedLabels | None:
    """The labels that the run was scored on; None where they are others by now, or the run has no seeds.

    Raises:
        LabelError: a fault in a label file.
    """
    return load_seed_labels() if contents.seeds and contents.info.labels == labels_hash() else None


def render_page(contents: Contents, labels: SeedLabels | None) -> str:
    """The whole page."""
    css = _style()
    page = environment(PACKAGE).get_template("report.html")
    return page.render(view=_View(contents, labels), csp=_policy(css), css=css)


@dataclass(frozen=True)
class _Row:
    """One score of all systems; None where a system has none."""

    name: str
    by: str
    scores: tuple[Score | None, ...]


@dataclass(frozen=True)
class _View:
    """What the template asks for."""

    run: Contents
    labels: SeedLabels | None
    figures = figures
    kinds = kinds
    pair_tables = pair_tables

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.labels.facts} if self.labels else {}

    @cached_property
    def _differences(self) -> dict[str, DifferenceLabel]:
        return {label.id: label for label in self.labels.differences} if self.labels else {}

    def groups(self) -> list[tuple[str, list[_Row]]]:
        """Rows of the first table under their headings."""
        reports = list(self.run.seeds.values())
        names = dict.fromkeys(s.name for report in reports for s in report.scores)
        found: dict[str, list[_Row]] = {title: [] for title in (*(t for t, _ in GROUPS), OTHER)}
        for name in names:
            scores = tuple(next((s for s in report.scores if s.name == name), None) for report in reports)
            by = next(s.by for s in scores if s)
            title = next((t for t, starts in GROUPS if name.startswith(starts)), OTHER)
            found[title].append(_Row(name, by, scores))
        return [(title, rows) for title, rows in found.items() if rows]

    def said(self, report: SystemReport) -> str:
        """How much a system said."""
        return figures.yield_of(len(report.output.sentences), report.output.words)

    def is_amiss(self, sentence: SentenceReport) -> bool:
        """True where a reader will want to see what it rests on."""
        return bool(sentence.traps) or sentence.pure is False or any(j.supported is False for j in sentence.judgements)

    def missed(self, report: SystemReport, importance: int) -> list[FactResult]:
        """Facts that no sentence states with their evidence."""
        return [fact for fact in report.facts if fact.importance == importance and not fact.cited_by]

    def all_of(self, report: SystemReport, importance: int) -> int:
        """How many facts there are of that importance."""
        return sum(fact.importance == importance for fact in report.facts)

    def fact(self, fact_id: str) -> Fact | None:
        """The label; None where it is not known any more."""
        return self._facts.get(fact_id)

    def difference(self, result: DifferenceResult) -> DifferenceLabel | None:
        """The label; None where it is not known any more."""
        return self._differences.get(result.id)

    def by_kind(self, report: PlantedReport, examiner: str) -> list[tuple[str, list[kinds.Mistake]]]:
        """Open sentences that the examiner got wrong, by kind."""
        found: dict[str, list[kinds.Mistake]] = {}
        for mistake in kinds.mistakes(report, examiner):
            found.setdefault(mistake.result.kind, []).append(mistake)
        return sorted(found.items())

    def disagreements(self, report: ReadingsReport, judge: str) -> list[tuple[Reading, Judgement]]:
        """Where the judge says the opposite of the reader."""
        pairs = [(r.reading, said) for r in report.results for said in r.judgements if said.by == judge]
        return [(reading, said) for reading, said in pairs if {reading.reading, said.supported} == {True, False}]

    def marked(self, result: PlantedResult) -> tuple[str, str, str]:
        """Text before, the offending words, text after."""
        before, wrong, after = result.text.partition(result.wrong) if result.wrong else (result.text, "", "")
        return before, wrong, after


def _policy(css: str) -> str:
    """Nothing may load and nothing may run; only the page's own style applies."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    package, *path = BRIEF_STYLE
    shared = files(package).joinpath(*path).read_text(encoding="utf-8")
    return shared + files(PACKAGE).joinpath("assets", "report.css").read_text(encoding="utf-8")
