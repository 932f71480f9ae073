"""Whose words and whose claims an output carries. Pure, from labels and spans; no opinion of a model.

Density of loaded words is no neutrality score (it does not tell partisan articles from neutral summaries of them);
what is counted is contested wording in the output's own voice, and how evenly the articles are drawn on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evals.labels.records import LoadedTerm
from evals.labels.words import fold, holds
from evals.metrics.score import Score, count, share
from evals.outputs import Output, Value

# Somebody else is speaking: a closed list of the examiner's own.
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|according to|called|calls|describ\w+|term(?:s|ed)|denounc\w+|condemn\w+|accus\w+|claim\w*"
    r"|warn\w*|compared|likened|lamented|concerns?|citing|reported)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


class OwnVoice(Value):
    """A contested wording that an output says in its own voice."""

    term: str
    wording: str
    neutral: str
    sentence: str
    words: str


class SourceShare(Value):
    """What an output draws from one article, beside that article's share of all words."""

    doc: str
    sentences: int
    cited_words: int
    share_of_sentences: float
    share_of_input: float


def own_voice(output: Output, terms: Sequence[LoadedTerm]) -> tuple[OwnVoice, ...]:
    """Contested wordings outside quotation marks, in a sentence in which nobody is said to speak."""
    found = []
    for sentence in output.sentences:
        if _SPEECH.search(sentence.text):
            continue
        folded = fold(_QUOTED.sub(" ", sentence.text))
        found += [
            OwnVoice(term=t.id, wording=t.wording, neutral=t.neutral, sentence=sentence.id, words=sentence.text)
            for t in terms
            if holds(folded, t.wording)
        ]
    return tuple(found)


def source_shares(output: Output, articles: Mapping[str, str]) -> tuple[SourceShare, ...]:
    """One line for each article."""
    total = sum(len(text.split()) for text in articles.values())
    rows = []
    for name, text in articles.items():
        citing = [s for s in output.sentences if any(c.doc == name and c.role != "context" for c in s.cites)]
        spans = {(c.start, c.end) for s in citing for c in s.cites if c.doc == name and c.role != "context"}
        rows.append(
            SourceShare(
                doc=name,
                sentences=len(citing),
                cited_words=sum(len(text[a:b].split()) for a, b in spans),
                share_of_sentences=round(len(citing) / max(1, len(output.sentences)), 3),
                share_of_input=round(len(text.split()) / total, 3),
            )
        )
    return tuple(rows)


def neutrality_scores(output: Output, voiced: Sequence[OwnVoice], terms: Sequence[LoadedTerm]) -> tuple[Score, ...]:
    """Labels in own voice, and how much rests on one article alone."""
    docs = [{c.doc for c in s.cites if c.role != "context"} for s in output.sentences]
    alone = [len(found) == 1 if found else None for found in docs]
    return (
        count("loaded words in own voice", len(voiced), n=len(terms), by="labels"),
        share("sentences that one article alone carries", alone, by="spans", better="neither"),
    )
