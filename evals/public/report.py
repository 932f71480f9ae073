"""What an adapter hands back: scores with all that must stand beside them, as JSON or as lines for a terminal. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from evals.metrics.score import Score
from evals.outputs import Value
from evals.public.rows import BadLine

SHOWN_BAD_LINES = 5


class Report(Value):
    """The figures of one task on one data set."""

    task: str = Field(description="What was asked, in words.")
    files: tuple[str, ...] = Field(description="Names of the files read, without their folders.")
    by: str = Field(description="What produced the decisions that are scored.")
    rows: int = Field(ge=0, description="Usable rows read.")
    scored: int = Field(ge=0, description="Rows that every score of the whole set is taken over.")
    unscored: dict[str, int] = Field(default_factory=dict, description="Rows left out, counted by reason.")
    bad_lines: tuple[BadLine, ...] = Field(default=(), description="Lines that are no row.")
    grouped_by: str = Field(description="What the bootstrap draws, and how many there are.")
    scores: tuple[Score, ...] = Field(description="In reading order.")
    notes: tuple[str, ...] = Field(default=(), description="Definitions and cautions a reader needs.")
    seconds: float = Field(ge=0, description="Wall time; varies from run to run.")

    def score(self, name: str) -> Score:
        """The score called `name`.

        Raises:
            KeyError: there is none.
        """
        for score in self.scores:
            if score.name == name:
                return score
        raise KeyError(f"no score {name!r}; there are: {', '.join(s.name for s in self.scores)}")

    def lines(self) -> list[str]:
        """For a terminal, without colours."""
        width = max((len(s.name) for s in self.scores), default=0)
        return [
            f"{self.task} ({', '.join(self.files)})",
            f"  decided by: {self.by}",
            f"  rows: {self.rows}, scored: {self.scored}, interval over {self.grouped_by}, {self.seconds:.1f} s",
            *(f"  unscored: {count} x {reason}" for reason, count in sorted(self.unscored.items())),
            *self._bad(),
            *(f"  {_line(s, width)}" for s in self.scores),
            *(f"  note: {note}" for note in self.notes),
        ]

    def _bad(self) -> list[str]:
        if not self.bad_lines:
            return []
        shown = [f"    {bad}" for bad in self.bad_lines[:SHOWN_BAD_LINES]]
        more = len(self.bad_lines) - len(shown)
        return [f"  bad lines: {len(self.bad_lines)}", *shown, *([f"    and {more} more"] if more else [])]


def _line(score: Score, width: int) -> str:
    shown = "unscored" if score.value is None else _figure(score.value, score.unit)
    if score.low is not None and score.high is not None:
        shown += f"  [{_figure(score.low, score.unit)}, {_figure(score.high, score.unit)}]"
    missing = f", {score.unscored} unscored" if score.unscored else ""
    return f"{score.name:<{width}}  {shown}  n = {score.n}{missing}  ({score.by})"


def _figure(value: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:.3f}" if unit == "correlation" else f"{value:.1f}"


def count_reasons(reasons: Iterable[str | None]) -> dict[str, int]:
    """How many rows were left out for each reason; None stands for a row that was scored."""
    return dict(sorted(Counter(r for r in reasons if r is not None).items()))
