"""Which sentences of the cited articles support a sentence best. Pure.

Enters: a sentence and document ids. Leaves: citations, the best first. Never: a title, caption or list as evidence, or
a threshold on likeness: whether the words found are enough is for the gates to say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from service.records import Citation, Role, Sentence
from service.text.aliases import canonical, is_alias
from service.text.similarity import content_tokens, cosine, idf, tf_idf, tokens
from service.text.support.frames import is_verb
from service.text.support.reading import read

SPANS_A_SOURCE = 2  # sentences looked up in each cited article


class Finder:
    """An index of the body sentences of all documents."""

    def __init__(self, sentences: Mapping[str, Sentence]) -> None:
        self._sentences = [s for s in sentences.values() if s.role == Role.BODY]
        self._stems = {s.id: _stems(s.text) for s in self._sentences}
        self._weights = idf(self._stems.values())
        self._vectors = {name: tf_idf(stems, self._weights) for name, stems in self._stems.items()}

    def find(self, text: str, docs: Collection[str]) -> tuple[Citation, ...]:
        """Sentence by sentence what covers most of the words, weighed by rarity, that are not covered yet."""
        rarest = max(self._weights.values(), default=1.0)
        own = _stems(text)
        missing = {stem: self._weights.get(stem, rarest) for stem in own}
        vector = tf_idf(own, self._weights)
        pool = [s for s in self._sentences if s.span.doc in docs]
        found: list[Sentence] = []
        while pool and len(found) < SPANS_A_SOURCE * len(docs):
            # Rounded: equal scores must stay equal whatever the order of summing; the earlier sentence then wins.
            best = max(
                pool, key=lambda s: (round(self._gain(s, missing), 6), round(cosine(self._vectors[s.id], vector), 6))
            )
            if not self._gain(best, missing):
                break
            found.append(best)
            pool.remove(best)
            for stem in self._stems[best.id]:
                missing.pop(stem, None)
        return tuple(cite(sentence) for sentence in found)

    def beside(self, words: Collection[str], found: Sequence[Citation], behind: int) -> tuple[Citation, ...]:
        """The sentence right before one found, or up to `behind` after it, that holds one of `words`."""
        return self._holding(words, found, lambda apart: -1 <= apart <= behind)

    def anywhere(self, words: Collection[str], found: Sequence[Citation]) -> tuple[Citation, ...]:
        """The sentence nearest to one found, in the same article, that holds most of `words`."""
        return self._holding(words, found, lambda _: True)

    def _holding(
        self, words: Collection[str], found: Sequence[Citation], reaches: Callable[[int], bool]
    ) -> tuple[Citation, ...]:
        wanted = {stem for word in words for stem in _stems(word)}
        places = {(s.span.doc, s.span.start): n for n, s in enumerate(self._sentences)}
        chosen = [n for c in found if (n := places.get((c.doc, c.start))) is not None]
        near = [
            (len(wanted.intersection(self._stems[s.id])), -abs(n - at), n)
            for at in chosen
            for n, s in enumerate(self._sentences)
            if s.span.doc == self._sentences[at].span.doc and n not in chosen and reaches(n - at)
        ]
        held, _, best = max(near, default=(0, 0, 0))
        return (cite(self._sentences[best]),) if held else ()

    def _gain(self, sentence: Sentence, missing: Mapping[str, float]) -> float:
        # Rounded: equal scores stay equal whatever the order of summing, and the earlier sentence wins.
        return round(sum(missing.get(stem, 0.0) for stem in set(self._stems[sentence.id])), 6)


def predicate_at(text: str) -> int:
    """Where the first verb of a sentence stands; 0 where none is found."""
    reading = read(text)
    verbs = [w.start for w in reading.words if is_verb(reading, w)] + [s.verb[0] for s in reading.speeches]
    return min(verbs, default=0)


def _stems(text: str) -> list[str]:
    """Content words; a name under its common form, or another spelling of it would not be found."""
    return [canonical(w).casefold() if is_alias(w) else s for w in tokens(text) for s in content_tokens(w)]


def cite(sentence: Sentence) -> Citation:
    """The whole sentence as support."""
    span = sentence.span
    return Citation(doc=span.doc, start=span.start, end=span.end, quote=sentence.text, role="support")
