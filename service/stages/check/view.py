"""What the gates see of one draft: its text, its cited words, and the documents these come from. Pure.

Prompt and gate see the same evidence, byte for byte: both take the quotes of the draft's citations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from service.records import Citation, Claim, Document, Draft, Sentence
from service.stages.check.places import Places
from service.text.analysis import analyse
from service.text.edits import is_recorded, undo
from service.text.loaded import TermRule
from service.text.sentences import sentence_spans
from service.text.support.passage import Passage
from service.text.support.reading import Reading

# "[Piet] Horvat said": the bracket completes a name, and the name says something
GIVEN_NAME = re.compile(r"\[(?P<name>[A-Z][^\[\]]{0,60})\]\s(?=[A-Z])")


def squeezed(text: str) -> str:
    """White space as single blanks: a line break inside a sentence is no difference in words."""
    return " ".join(text.split())


@dataclass(frozen=True)
class View:
    """A draft with all that its gates may look at."""

    draft: Draft
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    sentences: Mapping[str, Sentence]
    event_of: Mapping[str, str]  # claim id -> event id
    rules: tuple[TermRule, ...]
    vetoed: bool | None = None  # the model's verdict on written text; None: not asked or no answer
    evidence: tuple[str, ...] | None = None  # what a model saw: the slices with their recorded edits
    publishing: bool = True  # our own text; False: anybody's, of which only support is asked
    joins: bool = False  # the text is one sentence for two statements, and has to carry both
    looked_up: bool = False  # the cited words were found by us in whole articles: others there may carry the text
    one_event: bool = False  # the cited sentences were found to tell one event: a detail of one is no foreign one
    places: Places[Sentence] | None = None  # `sentences` by place, from whoever has many drafts

    @cached_property
    def support(self) -> tuple[Citation, ...]:
        """The citations that carry the text, without mere context."""
        return tuple(c for c in self.draft.citations if c.role == "support")

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The cited words, support first; for written text, the strings that the model saw."""
        if self.evidence is not None:
            return self.evidence
        return tuple(c.quote for c in (*self.support, *(c for c in self.draft.citations if c.role != "support")))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The citations with the documents they stand in, and whatever else counts as read."""
        found = [Passage(c.doc, self.documents[c.doc].text, c.start, c.quote) for c in self.draft.citations]
        quotes = {p.quote for p in found}
        read = [GIVEN_NAME.sub(r"\g<name> ", words) for words in self.evidence or ()]
        return (*found, *(Passage("", words, 0, words) for words in read if words not in quotes))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The passages read for comparison."""
        return tuple(p.reading for p in self.passages)

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """The part of `cited` that states something, without mere context."""
        return self.cited if self.evidence is not None else self.cited[: len(self.support)]

    @cached_property
    def undone(self) -> str | None:
        """The text without its recorded edits; None where they do not fit."""
        try:
            return undo(self.draft.text, self.draft.edits, self.documents)
        except (ValueError, KeyError):
            return None

    @cached_property
    def is_verbatim(self) -> bool:
        """Undoing the edits gives exactly one cited slice."""
        if self.undone is None or not all(is_recorded(e, self.documents, self.rules) for e in self.draft.edits):
            return False
        words = squeezed(self.undone)
        return any(words == squeezed(c.quote) for c in self.support)

    @cached_property
    def is_slice(self) -> bool:
        """The text is a cited sentence, or its beginning up to a comma, word for word."""
        words = squeezed(self.draft.text).rstrip(".")
        for citation in self.support:
            quote = squeezed(citation.quote)
            if words not in quote:
                continue
            starts = {at for at, _ in sentence_spans(quote)}
            if any(
                quote.startswith(words, at) and quote[at + len(words) :][:1] in {"", ".", ",", ";"} for at in starts
            ):
                return True
        return False

    @cached_property
    def known(self) -> frozenset[str]:
        """Folded words that stand capitalised inside a sentence of the cited documents."""
        return frozenset().union(*(analyse(self.documents[d].text).known for d in self._docs))

    @cached_property
    def people(self) -> frozenset[str]:
        """The surnames of the people in the cited documents."""
        return frozenset().union(*(analyse(self.documents[d].text).surnames for d in self._docs))

    @cached_property
    def _docs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c.doc for c in self.draft.citations if c.doc in self.documents))

    @cached_property
    def own_claims(self) -> tuple[Claim, ...]:
        """The claims that the draft was written from."""
        return tuple(self.claims[c] for c in self.draft.claims if c in self.claims)
