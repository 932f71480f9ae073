"""Are sentences supported by what they cite, and is each citation needed? Pure.

Citation recall and precision as ALCE defines them (Gao et al. 2023, "Enabling Large Language Models to Generate Text
with Citations"): a sentence counts for recall where all its citations together support it; a citation counts for
precision where the sentence is supported and the citation either supports it alone or cannot be taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.judges.records import Judgement
from evals.metrics.score import Score, share
from evals.outputs import Output, OutSentence, Value

Judge = Callable[[str, Sequence[str]], Judgement]


class CitationResult(Value):
    """What a judge says of one sentence's citations."""

    sentence: str
    supported: bool | None
    precise: tuple[bool | None, ...]


def passages(sentence: OutSentence) -> tuple[str, ...]:
    """The cited words of a sentence, each once, in the order cited."""
    return tuple(dict.fromkeys(c.quote for c in sentence.cites))


def judge_citations(output: Output, judge: Judge) -> tuple[CitationResult, ...]:
    """One result for each sentence; one without a citation is not supported, as in ALCE."""
    return tuple(_judge(sentence, judge) for sentence in output.sentences)


def _judge(sentence: OutSentence, judge: Judge) -> CitationResult:
    cited = passages(sentence)
    if not cited:
        return CitationResult(sentence=sentence.id, supported=False, precise=())
    whole = judge(sentence.text, cited).supported
    if whole is None:
        return CitationResult(sentence=sentence.id, supported=None, precise=(None,) * len(cited))
    if not whole or len(cited) == 1:
        return CitationResult(sentence=sentence.id, supported=whole, precise=(whole,) * len(cited))
    precise = []
    for number, quote in enumerate(cited):
        others = cited[:number] + cited[number + 1 :]
        precise.append(bool(judge(sentence.text, (quote,)).supported) or not judge(sentence.text, others).supported)
    return CitationResult(sentence=sentence.id, supported=True, precise=tuple(precise))


def citation_scores(results: Sequence[CitationResult], by: str) -> tuple[Score, ...]:
    """Citation recall and precision."""
    return (
        share("citation recall", [r.supported for r in results], by=by),
        share("citation precision", [p for r in results for p in r.precise], by=by),
    )
