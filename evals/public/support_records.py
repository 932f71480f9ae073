"""What a labelled claim holds, and what its scoring hands back: records, JSON-ready. Pure data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from evals.outputs import Value
from evals.public.rows import BadLine, Row

WHOLE = "all"


class ClaimRow(Row):
    """One labelled claim."""

    claim: str = Field(min_length=1)
    label: Literal[0, 1]
    doc: str | None = None
    docs: tuple[str, ...] | None = None
    dataset: str = ""
    id: str | int = ""
    question: str = ""

    @model_validator(mode="after")
    def _has_evidence(self) -> ClaimRow:
        if self.doc is None and self.docs is None:
            raise ValueError("neither doc nor docs is given")
        return self

    @property
    def evidence(self) -> tuple[str, ...]:
        """The passages."""
        return self.docs if self.docs is not None else (self.doc or "",)

    @property
    def group(self) -> str:
        """What is drawn as one for the interval."""
        return self.question or "\n".join(self.evidence)


class Transferred(Value):
    """Decisions by a threshold that was chosen elsewhere."""

    threshold: float = Field(description="Yes from this probability on.")
    chosen_on: str = Field(description="Name of the file on which it gave the best balanced accuracy.")
    balanced_accuracy: float | None = Field(description="Percent.")
    interval: tuple[float, float] | None = Field(description="95 %, percent.")


class SupportScore(Value):
    """The figures of one set of rows."""

    n: int = Field(ge=0, description="Rows with a verdict; all figures are over these.")
    positives: int = Field(ge=0, description="Of these, labelled supported.")
    unscored: int = Field(ge=0, description="Rows without a verdict; excluded, never counted as wrong.")
    groups: int = Field(ge=0, description="Documents or questions.")
    balanced_accuracy: float | None = Field(
        description="Percent, by the judge's own rule; None where a class is absent."
    )
    interval: tuple[float, float] | None = Field(description="95 %, percent, groups drawn as wholes.")
    auc: float | None = Field(description="Percent.")
    auc_interval: tuple[float, float] | None = Field(description="95 %, percent.")
    transferred: Transferred | None = None


class SupportReport(SupportScore):
    """The figures of one file."""

    file: str
    judge: str
    rule: str = (
        "the judge's own: supported where its probability is above one half; no threshold was fitted to this file"
    )
    threshold: float = Field(default=0.5, description="Of the judge's own rule.")
    by_dataset: dict[str, SupportScore]
    mean_by_dataset: float | None = Field(description="Mean of the balanced accuracies by data set, percent.")
    bad_lines: tuple[BadLine, ...] = ()

    def lines(self) -> list[str]:
        """For a terminal."""
        named = {WHOLE: self, **self.by_dataset}
        width = max(map(len, named))
        return [
            f"{self.file}, {self.judge}, interval over documents or questions",
            *(f"  {name:<{width}}  {_line(score)}" for name, score in named.items()),
            *([] if self.mean_by_dataset is None else [f"  mean of the data sets: {self.mean_by_dataset:.1f}"]),
            *(f"  bad line: {bad}" for bad in self.bad_lines[:5]),
            *([f"  bad lines in all: {len(self.bad_lines)}"] if len(self.bad_lines) > 5 else []),
        ]


class TransferCell(Value):
    """The best threshold of one data set on another."""

    chosen_on: str
    applied_to: str
    threshold: float
    balanced_accuracy: float = Field(description="Percent.")
    default: float = Field(description="Percent, by the judge's own rule.")
    own_best: float = Field(description="Percent with the threshold fitted to the rows it is scored on: a ceiling.")
    n: int


class TransferTable(Value):
    """Every set's best threshold on every other set."""

    cells: tuple[TransferCell, ...]

    def lines(self) -> list[str]:
        """For a terminal."""
        wide = max((len(cell.chosen_on) for cell in self.cells), default=0)
        broad = max((len(cell.applied_to) for cell in self.cells), default=0)
        head = f"{'threshold chosen on':{wide}}  {'applied to':{broad}}  reached  own rule  own best      n"
        return [
            head,
            *(
                f"{c.chosen_on:{wide}}  {c.applied_to:{broad}}  {c.balanced_accuracy:7.1f}  {c.default:8.1f}"
                f"  {c.own_best:8.1f}  {c.n:5}"
                for c in self.cells
            ),
        ]


def _line(score: SupportScore) -> str:
    if score.balanced_accuracy is None:
        return f"no balanced accuracy: one class only, n {score.n}, unscored {score.unscored}"
    span = f" [{score.interval[0]:.1f}, {score.interval[1]:.1f}]" if score.interval else ""
    shown = f"balanced accuracy {score.balanced_accuracy:.1f}{span}, AUC {score.auc or 0:.1f}"
    moved = score.transferred
    if moved is not None and moved.balanced_accuracy is not None:
        shown += f", with the threshold of {moved.chosen_on} {moved.balanced_accuracy:.1f}"
    return f"{shown}, n {score.n} ({score.positives} supported), unscored {score.unscored}"
