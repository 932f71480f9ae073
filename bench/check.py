"""What a check costs: ``python -m bench.check``. Leaves: sentences a CPU second on standard output.

1. Planted sentences of the open areas: all gates without the entailment scorer, and the scorer alone. At first sight;
   with only the passages read before, each asked of in slightly other words; and once more, all read.
2. Published sentences of the extractive brief of the seeds, checked again with their edits, as `evenhand check` does.
3. The same as anybody's text, without their edits: what stands in brackets is then somebody's addition.

One process, one core; import and the reading of documents are not counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from evals.labels.find import find
from evals.labels.load import load_planted
from service import Settings, make_brief_sync
from service.recheck import SentenceVerdict, SpanExaminer
from service.recheck.brief import bench_of, judge_sentence
from service.records import Brief, Citation, Document
from service.stages.check import support
from service.stages.load import TextInput, load_texts
from service.text.entail import score
from service.text.loaded import load_rules

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("0*.txt"))

Task = Callable[[], object]


class _Scorer:
    """The entailment scorer with a clock; the second time it gives an answer at no cost, and the gates are alone."""

    def __init__(self) -> None:
        self.spent, self.calls = 0.0, 0
        self._said: dict[tuple[str, ...], object] = {}

    def __call__(self, claim: str, passages: Sequence[str]) -> object:
        key = (claim, *passages)
        if key not in self._said:
            self._said[key] = self._ask(claim, passages)
        return self._said[key]

    def _ask(self, claim: str, passages: Sequence[str]) -> object:
        started = time.process_time()
        try:
            return score(claim, passages)
        finally:
            self.spent += time.process_time() - started
            self.calls += 1


def planted(*, otherwise: bool = False) -> list[partial[SentenceVerdict]]:
    """One call of the check for each sentence of the open planted areas, or for one that ends a word later."""
    tasks: list[partial[SentenceVerdict]] = []
    for area in load_planted():
        if area.sealed:
            continue
        documents = load_texts([TextInput(text=text, label=name) for name, text in area.articles.items()]).documents
        ids = {name: document.id for document, name in zip(documents, area.articles, strict=True)}
        examiner = SpanExaminer(documents, load_rules(None))
        for sentence in area.sentences:
            places = [find(quote, area.articles) for quote in sentence.cites]
            cited = [Citation(doc=ids[p.doc], start=p.start, end=p.end, quote=p.quote, role="support") for p in places]
            text = f"{sentence.text.rstrip('.')} then." if otherwise else sentence.text
            tasks.append(partial(examiner.judge, sentence.id, text, cited))
    return tasks


def edited(brief: Brief, documents: Sequence[Document]) -> list[Task]:
    """One call of the check for each sentence of a brief, with its edits."""
    bench = bench_of(brief, documents, load_rules(None))
    return [partial(judge_sentence, sentence, bench) for sentence in brief.sentences]


def unedited(brief: Brief, documents: Sequence[Document]) -> list[Task]:
    """The same of their text alone."""
    examiner = SpanExaminer(documents, load_rules(None))
    return [
        partial(examiner.judge, sentence.id, sentence.text, [c for c in sentence.citations if c.role == "support"])
        for sentence in brief.sentences
    ]


def measure(name: str, tasks: Sequence[Task], scorer: _Scorer) -> None:
    """Run every task once and print the rates."""
    scorer.spent, scorer.calls = 0.0, 0
    started = time.process_time()
    for task in tasks:
        task()
    spent = time.process_time() - started
    gates = spent - scorer.spent
    scored = f"; scorer {scorer.calls / scorer.spent:,.0f} a CPU second ({scorer.calls} pairs)" if scorer.calls else ""
    sys.stdout.write(f"{name}: gates {len(tasks) / gates:,.0f} sentences a CPU second ({len(tasks)}){scored}\n")


def main() -> None:
    """Measure and print."""
    scorer = _Scorer()
    setattr(support, "score", scorer)  # noqa: B010  a clock in the place of a function: a plain assignment is a type error
    scorer("The bridge opened on Monday.", ["A bridge was opened on Monday."])  # weights are loaded once
    tasks = planted()
    tasks[0]()
    measure("planted", tasks, scorer)
    measure("planted, all read before", tasks, scorer)
    tasks = planted(otherwise=True)
    for task in tasks:
        _, text, cited = task.args
        scorer(text, [c.quote for c in cited])
    measure("planted in other words, passages read before", tasks, scorer)
    brief = make_brief_sync([str(path) for path in SEEDS], settings=Settings(writer="extractive"))
    documents = load_texts([TextInput(text=path.read_text("utf-8")) for path in SEEDS]).documents
    for name, again in (("edited", edited(brief, documents)), ("unedited", unedited(brief, documents))):
        again[0]()
        measure(f"brief of the seeds, {name}", again, scorer)
        measure(f"brief of the seeds, {name}, read before", again, scorer)


if __name__ == "__main__":
    main()
