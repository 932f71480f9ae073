"""The judges of a run side by side, and the memory that makes scoring again free.

Enters: questions (a claim and the passages that it cites). Leaves: for each the Judgement of every judge, by its name.
What was judged once is read from the run's folder; a judge's name holds its version, so that a better judge asks anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from evals.judges.model import ModelJudge
from evals.judges.offline import OfflineJudge
from evals.judges.records import Judgement
from evals.judges.surface import NAME as SURFACE
from evals.judges.surface import judge_surface

# Marks of a brief: what a source leaves out, or whose view it is. No words of any source, and nothing to judge.
_MARKS = re.compile(r"\s?\[(?:undated|year not given|according to S\d+)\]|,\s(?:undated|year not given)(?=\])")


class Question(NamedTuple):
    """One claim and exactly the passages that it cites; `where` only names it in messages."""

    claim: str
    evidence: tuple[str, ...]
    where: str


class Memory(Protocol):
    """What was judged before."""

    def get(self, key: str) -> Judgement | None:
        """The judgement, if there is one."""

    def put(self, key: str, judgement: Judgement) -> None:
        """Keep it."""


class JudgementFile:
    """Judgements of a run, one JSON line each, appended; a line cut off by a crash is asked anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Judgement] = {}
        lines = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
        for line in lines:
            row = json.loads(line)
            self._known[row["key"]] = Judgement.model_validate(row["judgement"])
        if path.exists():
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")

    def get(self, key: str) -> Judgement | None:
        """The judgement, if there is one."""
        return self._known.get(key)

    def put(self, key: str, judgement: Judgement) -> None:
        """Keep it."""
        self._known[key] = judgement
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            row = {"key": key, "judgement": judgement.model_dump(mode="json")}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


class Bench:
    """Words and figures, the offline judge, and the model judge where there is one."""

    def __init__(self, model: ModelJudge | None = None, memory: Memory | None = None) -> None:
        self.offline = OfflineJudge.load()
        self.model = model
        self._memory = memory

    @property
    def names(self) -> tuple[str, ...]:
        """Of the judges, in their order."""
        return (SURFACE, self.offline.name, *((self.model.name,) if self.model else ()))

    async def judge_all(self, questions: Sequence[Question]) -> list[dict[str, Judgement]]:
        """For each question the judgement of each judge.

        Raises:
            ModelUnavailable: the model judge has no answer, or none was recorded.
        """
        return [dict(zip(self.names, found, strict=True)) for found in await asyncio.gather(*map(self._one, questions))]

    async def _one(self, question: Question) -> list[Judgement]:
        claim = _MARKS.sub("", question.claim)
        found = [judge_surface(claim, question.evidence), self.judge_offline(claim, question.evidence)]
        if self.model is not None:
            key = _key(self.model.name, claim, question.evidence)
            known = self._memory.get(key) if self._memory else None
            if known is None:
                known = await self.model.judge(claim, question.evidence, question.where)
                if self._memory:
                    self._memory.put(key, known)
            found.append(known)
        return found

    def judge_offline(self, claim: str, evidence: Sequence[str]) -> Judgement:
        """The offline judge alone: quick, and as good the second time."""
        return self.offline.judge(_MARKS.sub("", claim), evidence)


def _key(judge: str, claim: str, evidence: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([judge, claim, list(evidence)], ensure_ascii=False).encode()).hexdigest()
