"""The records of a re-check, and how a list of checks becomes a verdict. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from service.records import Check, Citation, Gate, Outcome, Reason, Record


class Verdict(StrEnum):
    """What can be said of one sentence."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    UNSCORED = "unscored"
    UNCITED = "uncited"


class SentenceVerdict(Record):
    """One sentence of the checked text."""

    id: str = Field(description="B3 in a brief of ours; T3, the third sentence, in other text.")
    text: str = Field(description="The sentence without its marks.")
    line: int | None = Field(default=None, description="Line of other text on which it begins.")
    read_as: str = Field(
        default="",
        description="As it was read in its place, its pronoun or speaker written out; empty where it stands alone.",
    )
    verdict: Verdict = Field(description="supported: every gate passed; unscored: one could not be run, none failed.")
    gate: Gate | None = Field(default=None, description="The first gate that failed or could not be run.")
    reason: Reason | None = Field(default=None, description="Closed vocabulary.")
    words: tuple[str, ...] = Field(default=(), description="The offending words.")
    cites: tuple[str, ...] = Field(default=(), description="Ids of the inputs that it cites.")
    unknown: tuple[str, ...] = Field(default=(), description="Marks that name no usable input.")
    evidence: tuple[Citation, ...] = Field(default=(), description="The words that it was checked against.")
    checks: tuple[Check, ...] = Field(default=(), description="One for each gate that was run.")


class Totals(Record):
    """How many sentences got which verdict."""

    supported: int = Field(ge=0, description="Every gate passed.")
    unsupported: int = Field(ge=0, description="A gate failed.")
    unscored: int = Field(ge=0, description="Could not be checked to the end; neither right nor wrong.")
    uncited: int = Field(ge=0, description="Without a citation.")


class Share(Record):
    """A part of a whole, both counted."""

    hits: int = Field(ge=0, description="How many.")
    of: int = Field(ge=0, description="Of how many that could be scored.")


class Recheck(Record):
    """The whole report."""

    kind: str = Field(pattern="^(brief|text)$", description="brief: JSON of ours; text: anybody's text.")
    sentences: tuple[SentenceVerdict, ...] = Field(description="In the order of the text.")
    totals: Totals = Field(description="By verdict.")
    citation_recall: Share | None = Field(
        default=None, description="ALCE: sentences that follow from their citations; unscored ones excluded."
    )
    citation_precision: Share | None = Field(
        default=None, description="ALCE: citations that support alone or are needed; of unscored sentences excluded."
    )
    problems: tuple[str, ...] = Field(default=(), description="What the validator finds in a brief of ours.")
    missing: tuple[str, ...] = Field(default=(), description="Sources of a brief that no input has the text of.")
    skipped: tuple[str, ...] = Field(default=(), description="Lines of other text that are no sentences.")

    @property
    def is_clean(self) -> bool:
        """Nothing is unsupported, uncited, missing or broken."""
        return not (self.totals.unsupported or self.totals.uncited or self.problems or self.missing)


def judge(checks: Sequence[Check]) -> tuple[Verdict, Check | None]:
    """The verdict, and the check that decided it: the first failure, else the first that could not be run."""
    stop = next((c for c in checks if c.outcome == Outcome.FAIL), None)
    if stop is not None:
        return Verdict.UNSUPPORTED, stop
    open_check = next((c for c in checks if c.outcome == Outcome.UNSCORED), None)
    return (Verdict.UNSCORED, open_check) if open_check is not None else (Verdict.SUPPORTED, None)


def count(sentences: Sequence[SentenceVerdict]) -> Totals:
    """Totals by verdict."""
    found = [sentence.verdict for sentence in sentences]
    return Totals(**{verdict.value: found.count(verdict) for verdict in Verdict})
