"""The metamorphic suite: every relation, tried on the product as it is.

Enters: a choice of relations. Leaves: a report, with what broke in words. Never happens here: a label, a model call,
or a relation that is left out because it does not hold.

``python -m evals.metamorphic.suite [ID]`` prints the report; ID is a relation, or the beginning of the ids of some.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import replace

from pydantic import Field

from evals.labels.find import LabelError
from evals.metamorphic import copies, dates, deletion, order, outlet, swaps, unrelated
from evals.metamorphic.known import KNOWN
from evals.metamorphic.relation import Group, Relation
from service.errors import EvenhandError, InputError
from service.records.base import Record

ROOMS = (swaps, order, copies, unrelated, outlet, dates, deletion)
SHOWN = 6  # violations of one relation; the rest are counted, and all are in the report
USAGE = "usage: python -m evals.metamorphic.suite [ID, or the beginning of one]\n"


class RelationResult(Record):
    """One relation, tried."""

    id: str = Field(description="Group and case, as swap/minsk/sentences.")
    group: Group = Field(description="What was done to the articles.")
    expected: str = Field(description="What is known without labels.")
    held: bool = Field(description="True where nothing broke it.")
    violations: tuple[str, ...] = Field(default=(), description="What broke it, in words.")
    known: str = Field(default="", description="Why it is known not to hold; empty: it should.")
    seconds: float = Field(ge=0, description="Wall clock; the first of a group pays for briefs that others share.")


class GroupTotal(Record):
    """How many relations of a group held."""

    group: Group = Field(description="What was done to the articles.")
    relations: int = Field(ge=0, description="Tried.")
    held: int = Field(ge=0, description="Nothing broke them.")
    known: int = Field(ge=0, description="Broken, as is known and explained.")
    broken: int = Field(ge=0, description="Broken, and should have held.")
    mended: int = Field(ge=0, description="Held, and still said to be broken.")


class MetamorphicReport(Record):
    """All relations tried, and totals by group."""

    results: tuple[RelationResult, ...] = Field(description="In the order of the suite.")
    groups: tuple[GroupTotal, ...] = Field(description="One for each group that was tried.")
    seconds: float = Field(ge=0, description="Wall clock of all.")

    @property
    def passed(self) -> bool:
        """True where each relation holds but for those known not to, and each of those is broken still."""
        return not any(total.broken or total.mended for total in self.groups)


def relations() -> tuple[Relation, ...]:
    """Every relation of the suite, by group."""
    found = (relation for room in ROOMS for relation in room.relations())
    return tuple(replace(relation, known=KNOWN.get(relation.id, "")) for relation in found)


def violations_of(relation: Relation) -> list[str]:
    """What breaks a relation; articles that the product refuses, changed as they are, break it too."""
    try:
        return relation.find()
    except EvenhandError as error:
        return [f"no brief: {error}"]


def run_suite(only: str | None = None) -> MetamorphicReport:
    """Try every relation, or those whose id is `only` or begins with ``only/``.

    Raises:
        InputError: no relation is called so, or the seed articles are missing.
    """
    chosen = [r for r in relations() if only is None or r.id == only or r.id.startswith(f"{only.rstrip('/')}/")]
    if not chosen:
        raise InputError(f"no relation {only!r}; ids begin with {', '.join(Group)}")
    started = time.perf_counter()
    results = tuple(_tried(relation) for relation in chosen)
    return MetamorphicReport(results=results, groups=_totals(results), seconds=time.perf_counter() - started)


def _tried(relation: Relation) -> RelationResult:
    started = time.perf_counter()
    violations = violations_of(relation)
    return RelationResult(
        id=relation.id,
        group=relation.group,
        expected=relation.expected,
        held=not violations,
        violations=tuple(violations),
        known=relation.known,
        seconds=time.perf_counter() - started,
    )


def _totals(results: Iterable[RelationResult]) -> tuple[GroupTotal, ...]:
    by_group: dict[Group, list[RelationResult]] = {}
    for result in results:
        by_group.setdefault(result.group, []).append(result)
    return tuple(
        GroupTotal(
            group=group,
            relations=len(members),
            held=sum(r.held for r in members),
            known=sum(not r.held and bool(r.known) for r in members),
            broken=sum(not r.held and not r.known for r in members),
            mended=sum(r.held and bool(r.known) for r in members),
        )
        for group, members in by_group.items()
    )


def lines_of(report: MetamorphicReport) -> Iterable[str]:
    """The report as lines for a terminal: what broke, then totals by group."""
    for result in report.results:
        if result.held and result.known:
            yield f"{result.id}: holds now; take it out of the known ones"
        elif not result.held:
            yield f"{result.id}: {'known: ' + result.known if result.known else result.expected}"
            yield from (f"    {violation}" for violation in result.violations[:SHOWN])
            if len(result.violations) > SHOWN:
                yield f"    and {len(result.violations) - SHOWN} more"
    for total in report.groups:
        counts = f"{total.held} of {total.relations} hold"
        rest = {"known": total.known, "broken": total.broken, "mended": total.mended}
        yield ", ".join([f"{total.group}: {counts}", *(f"{number} {word}" for word, number in rest.items() if number)])
    yield f"{len(report.results)} relations in {report.seconds:.1f} s: {'passed' if report.passed else 'failed'}"


def main(arguments: list[str]) -> int:
    """Print the report; 0 where it passed, 1 where it did not, 2 where nothing could be tried."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        sys.stderr.write(USAGE)
        return 2
    try:
        report = run_suite(*arguments)
    except (InputError, LabelError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in lines_of(report)))
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
