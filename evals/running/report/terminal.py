"""A run as lines for a terminal, without colours.

Enters: Contents. Leaves: lines. Never: a text of a sealed area, or a rate without how much was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evals.metamorphic.suite import lines_of
from evals.metrics.score import Score
from evals.running.report.contents import Contents
from evals.running.report.figures import ABSENT, interval_of, items_of, needs_yield, value_of, yield_of
from evals.running.report.kinds import Cell, KindLine, examiners, kind_lines, total
from evals.running.report.pair_tables import false_differences, missed, pair_tables
from evals.suites.records import PairsReport, PlantedReport, ReadingsReport, SystemReport

LEAST_IMPORTANCE = 2  # missed facts of importance 1 are counted, and named on the page
SHOWN_CHARS = 160


def terminal_lines(contents: Contents) -> list[str]:
    """The whole report."""
    found = [*_head(contents)]
    for name, report in contents.seeds.items():
        found += ["", *_system(name, report)]
    if contents.planted is not None:
        found += ["", *_planted(contents.planted)]
    if contents.pairs is not None:
        found += ["", *_pairs(contents.pairs)]
    if contents.readings is not None:
        found += ["", *_readings(contents.readings)]
    if contents.metamorphic is not None:
        found += ["", "metamorphic", *(f"  {line}" for line in lines_of(contents.metamorphic))]
    return found


def _head(contents: Contents) -> Iterator[str]:
    info = contents.info
    yield f"run {contents.name}, made on {info.made_on} by evenhand {info.evenhand_version}"
    yield f"  labels {info.labels}, pipeline {info.pipeline_version}"
    if info.model:
        yield f"  model {info.model}{', replayed from a recording' if info.replayed else ''}"
    if info.judges:
        yield f"  judges: {'; '.join(info.judges)}"


def _system(name: str, report: SystemReport) -> Iterator[str]:
    output = report.output
    said = yield_of(len(output.sentences), output.words)
    yield f"seeds, {name}: {said.removeprefix('of ')}, {len(output.withheld)} withheld"
    yield from score_lines(report.scores, said)
    yield from _missed(report)
    traps = [f"{t.id} in {t.sentence}: {_cut(t.words)} ({t.why})" for t in report.traps]
    yield from _listed("traps sprung", traps)
    false = [f"{d.id} {d.relation}, {d.attribute}: {' <> '.join(map(_cut, d.sides))}" for d in report.false_differences]
    yield from _listed("differences that are none", false)
    voiced = [f"{o.sentence}: {o.wording!r} (neutral: {o.neutral or 'leave it out'})" for o in report.own_voice]
    yield from _listed("loaded words in own voice", voiced)
    held = [
        f"{_cut(w.withheld.text)} ({w.withheld.gate or w.withheld.reason}{_words(w.withheld.words)})"
        f"{', wrongly' if w.wrongly else ''}"
        for w in report.withheld
    ]
    yield from _listed("withheld", held)


def score_lines(scores: Sequence[Score], said: str = "") -> Iterator[str]:
    """One line a score, in columns; `said` stands beside each rate that needs it."""
    widths = [
        max((len(part(s)) for s in scores), default=0) for part in (lambda s: s.name, value_of, interval_of, items_of)
    ]
    for score in scores:
        name, value, interval, items = score.name, value_of(score), interval_of(score), items_of(score)
        yielded = f", {said}" if said and needs_yield(score) else ""
        yield (
            f"  {name:<{widths[0]}}  {value:>{widths[1]}}  {interval:<{widths[2]}}  {items:<{widths[3]}}"
            f"  by {score.by}{yielded}"
        )


def _missed(report: SystemReport) -> Iterator[str]:
    missed = [fact for fact in report.facts if not fact.cited_by]
    important = sorted((f for f in missed if f.importance >= LEAST_IMPORTANCE), key=lambda f: -f.importance)
    lines = [
        f"{fact.id} ({fact.importance}) {fact.text}{' [stated, but not cited]' if fact.stated_by else ''}"
        for fact in important
    ]
    yield from _listed("missed facts of importance 3 and 2", lines)
    if rest := len(missed) - len(important):
        yield f"    and {rest} of importance 1"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"  {title}: {len(lines) or 'none'}"
    yield from (f"    {line}" for line in lines)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN_CHARS else f"{flat[: SHOWN_CHARS - 1]}…"


def _words(words: Iterable[str]) -> str:
    shown = "; ".join(words)
    return f": {_cut(shown)}" if shown else ""


def _readings(report: ReadingsReport) -> Iterator[str]:
    yield f"readings: {len(report.results)} sentences of real briefs, each judge against a blind reader"
    for row in report.rows:
        kappa = ABSENT if row.kappa is None else f"{row.kappa:.2f}"
        yield f"  {row.by}: {value_of(row.agreement)} agree {interval_of(row.agreement)}, kappa {kappa}, n {row.n}"
        yield (
            f"    unsupported: {row.caught} caught, {row.missed} missed; supported: {row.passed} passed, {row.dropped} "
            f"dropped; {row.unscored} unscored, {row.undecided} undecided by the reader"
        )


def _pairs(report: PairsReport) -> Iterator[str]:
    areas, reported = {pair.area for pair in report.pairs}, len(report.reported)
    yield f"pairs: {len(report.pairs)} pairs of claims in {len(areas)} areas, {reported} differences reported"
    yield from score_lines(report.scores)
    for table in pair_tables(report):
        yield f"    {table.title:<46}{'open':<12}sealed"
        yield from (f"    {name:<46}{left:<12}{right}" for name, left, right in table.rows)
    yield from _listed("open differences that are none", [_cut(line) for line in false_differences(report)])
    yield from _listed("open differences not found, by area", missed(report))


def _planted(report: PlantedReport) -> Iterator[str]:
    areas = {result.area for result in report.results}
    yield f"planted: {len(report.results)} sentences in {len(areas)} areas"
    yield from score_lines(report.scores)
    for examiner in examiners(report):
        lines = kind_lines(report, examiner)
        yield f"  {examiner}"
        for supported, verb in ((False, "caught"), (True, "dropped")):
            chosen = [line for line in lines if line.supported == supported]
            head = f"{'supported' if supported else 'wrong'} sentences"
            yield f"    {head:<22}{'open: ' + verb:<32}{'sealed: ' + verb:<32}".rstrip()
            yield from (_kind(line) for line in [*chosen, total(lines, supported=supported)])


def _kind(line: KindLine) -> str:
    return f"    {line.kind:<22}{_cell(line.open):<32}{_cell(line.sealed):<32}".rstrip()


def _cell(cell: Cell) -> str:
    return f"{cell.rejected} of {cell.n}, {cell.unscored} unscored" if cell.n else "none"
