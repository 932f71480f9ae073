"""The LexRank baseline (Erkan & Radev 2004), by sumy, on the joined articles, up to a number of words."""

from __future__ import annotations

import re

from evals.baselines.sentences import body_sentences, verbatim_output, within
from evals.labels.load import SeedLabels
from evals.outputs import Output
from service.errors import InputError

_WORD = re.compile(r"[^\W\d_]+")


class _Tokenizer:
    """The part of sumy's tokenizer that a model of ready sentences needs; its own wants data from the network."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Words without figures and marks."""
        return tuple(_WORD.findall(sentence))


def lexrank(labels: SeedLabels, words: int) -> Output:
    """The most central sentences, in the order of the articles.

    Raises:
        InputError: the extra `eval` is not installed.
    """
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.nlp.stemmers import Stemmer
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.utils import get_stop_words
    except ImportError as error:
        raise InputError(f"the lexrank baseline needs {error.name}: pip install 'evenhand[eval]'") from None

    places = body_sentences(labels)
    tokenizer = _Tokenizer()
    sentences = [Sentence(" ".join(place.quote.split()), tokenizer) for place in places]
    place_of = {id(sentence): place for sentence, place in zip(sentences, places, strict=True)}
    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    document = ObjectDocumentModel([Paragraph(sentences)])
    # sumy returns what it chose in text order; asking for one more each time gives the order of rank
    ranked: list[int] = []
    for size in range(1, len(sentences) + 1):
        ranked += [id(s) for s in summarizer(document, size) if id(s) not in ranked]
        if sum(len(place_of[key].quote.split()) for key in ranked) > words:
            break
    chosen = within([place_of[key] for key in ranked], words)
    return verbatim_output("lexrank", sorted(chosen, key=lambda p: (p.doc, p.start)))
