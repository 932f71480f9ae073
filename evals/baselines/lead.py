"""The lead baseline: the first sentence of each article, then the second of each, up to a number of words.

News puts the most important first, which makes the lead hard to beat (Nenkova 2005). Pure.
"""

from __future__ import annotations

from itertools import chain, zip_longest

from evals.baselines.sentences import body_sentences, verbatim_output, within
from evals.labels.load import SeedLabels
from evals.outputs import Output


def lead(labels: SeedLabels, words: int) -> Output:
    """The lead sentences, grouped by article."""
    places = body_sentences(labels)
    rows = [[p for p in places if p.doc == name] for name in labels.articles]
    turns = [p for p in chain.from_iterable(zip_longest(*rows)) if p is not None]
    chosen = within(turns, words)
    return verbatim_output("lead", sorted(chosen, key=lambda p: (p.doc, p.start)))
