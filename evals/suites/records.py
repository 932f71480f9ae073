"""What a suite reports: everything that a reader needs to see why a figure is what it is. Pure data."""

from __future__ import annotations

from pydantic import Field

from evals.judges.records import Judgement
from evals.metrics.differences import DifferenceResult, FalseDifference
from evals.metrics.facts import FactResult, TrapResult
from evals.metrics.neutrality import OwnVoice, SourceShare
from evals.metrics.pairs import PairResult, ReportedResult
from evals.metrics.score import Score
from evals.outputs import Output, OutSentence, OutWithheld, Value
from evals.readings.records import Reading


class SentenceReport(Value):
    """One published sentence with all that was found about it."""

    sentence: OutSentence
    judgements: tuple[Judgement, ...]
    events: tuple[str, ...] = Field(description="Labelled events that its citations have in common.")
    pure: bool | None
    precise: tuple[bool | None, ...] = Field(description="ALCE, for each cited passage.")
    facts: tuple[str, ...] = Field(description="Ids of the facts that it states.")
    traps: tuple[str, ...] = Field(description="Ids of the traps that it springs.")


class WithheldReport(Value):
    """One withheld sentence, and whether it was wrongly withheld."""

    withheld: OutWithheld
    judgement: Judgement
    wrongly: bool | None


class SystemReport(Value):
    """One system on the seeds."""

    output: Output
    scores: tuple[Score, ...]
    sentences: tuple[SentenceReport, ...]
    facts: tuple[FactResult, ...]
    traps: tuple[TrapResult, ...]
    own_voice: tuple[OwnVoice, ...]
    differences: tuple[DifferenceResult, ...]
    false_differences: tuple[FalseDifference, ...]
    sources: tuple[SourceShare, ...]
    withheld: tuple[WithheldReport, ...]

    def score(self, name: str) -> Score:
        """The score of that name; KeyError where there is none."""
        for score in self.scores:
            if score.name == name:
                return score
        raise KeyError(name)


class PlantedResult(Value):
    """One planted sentence and what each examiner says of it."""

    id: str
    area: str
    sealed: bool
    text: str
    supported: bool = Field(description="The known verdict.")
    kind: str
    how: str
    wrong: str
    cites: tuple[str, ...]
    judgements: tuple[Judgement, ...]


class KindRow(Value):
    """One kind of planted sentence under one examiner, in one column."""

    by: str
    column: str = Field(pattern="^(open|sealed)$")
    supported: bool
    kind: str
    n: int
    right: int
    wrong: int = Field(description="Misses where the sentence is wrong, false drops where it is supported.")
    unscored: int


class PlantedReport(Value):
    """The planted suite."""

    results: tuple[PlantedResult, ...]
    rows: tuple[KindRow, ...]
    scores: tuple[Score, ...]


class ReadingResult(Value):
    """One sentence of a real brief, read and judged."""

    reading: Reading
    judgements: tuple[Judgement, ...]


class AgreementRow(Value):
    """One judge against the blind reading."""

    by: str
    n: int = Field(description="Sentences that reader and judge both decided.")
    unscored: int = Field(description="Left open by the judge.")
    undecided: int = Field(description="Left open by the reader.")
    agreement: Score
    kappa: float | None
    caught: int = Field(description="Not supported, and the judge says so.")
    missed: int
    dropped: int = Field(description="Supported, and the judge says it is not.")
    passed: int


class ReadingsReport(Value):
    """The readings suite."""

    results: tuple[ReadingResult, ...]
    rows: tuple[AgreementRow, ...]


class PairRow(Value):
    """All labelled pairs of one verdict, or of one shape, in one column."""

    column: str = Field(pattern="^(open|sealed)$")
    by: str = Field(pattern="^(verdict|shape)$")
    name: str
    n: int
    differ: int = Field(description="Pairs that an editor would report.")
    shown: int = Field(description="Of those, reported under whatever type.")
    typed: int = Field(description="Of those, reported under a right type.")
    wrongly_shown: int = Field(description="Pairs without a difference that are reported as one.")


class PairsReport(Value):
    """The pairs suite."""

    pairs: tuple[PairResult, ...]
    reported: tuple[ReportedResult, ...]
    rows: tuple[PairRow, ...]
    scores: tuple[Score, ...]
