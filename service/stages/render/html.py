"""A brief as one self-contained HTML page: the brief beside its sources, every cited span marked.

Enters: a Brief. Leaves: a page that loads nothing and runs only its own script, allowed by hash.
Never: markup, script, control characters or links but http(s) from an article.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from service.records import (
    Brief,
    BriefSentence,
    Change,
    Citation,
    Coverage,
    Decided,
    Document,
    Phrase,
    Position,
    TimelineEntry,
)
from service.stages.render import wording
from service.stages.render.deciding import decision_text
from service.stages.render.differing import Block, difference_blocks, value_citations
from service.stages.render.outline import (
    Outline,
    change_told,
    change_words,
    coverage_note,
    days,
    docs,
    marked_edits,
    outline,
    provenance_rows,
)
from service.stages.render.pages import ASSETS, environment
from service.stages.render.passages import Passage, passages
from service.stages.render.references import ROLES, Reference, outlet_citations, with_role
from service.stages.render.safe_text import web_address

PACKAGE = "service.stages.render"


def render_html(brief: Brief) -> str:
    """The whole page."""
    css, script = _asset("brief.css"), _asset("brief.js")
    page = environment(PACKAGE).get_template("brief.html")
    return page.render(view=_View(outline(brief)), csp=_policy(css, script), css=css, script=script)


@cache
def page_policy() -> str:
    """The content security policy that stands in every page, for a server to say it too."""
    return _policy(_asset("brief.css"), _asset("brief.js"))


@dataclass(frozen=True, slots=True)
class _Source:
    """One document as the page shows it."""

    document: Document
    passages: tuple[Passage, ...]
    address: str | None
    outlet_citations: tuple[Citation, ...]

    @property
    def is_cited(self) -> bool:
        return any(piece.refs for piece in self.passages)


@dataclass(slots=True)
class _View:
    """What the template asks for; it remembers which citation marks it has given out."""

    outline: Outline
    words: Any = wording
    roles: tuple[str, ...] = ROLES
    _given: set[int] = field(default_factory=set)

    @property
    def brief(self) -> Brief:
        return self.outline.brief

    def marks(self, citations: Iterable[Citation]) -> list[tuple[Reference, bool]]:
        """References to link to, and whether this is the first mark of each: the one to come back to."""
        found = [self.outline.refs.items[number - 1] for number in self.outline.refs.numbers(citations)]
        marks = [(item, item.number not in self._given) for item in found]
        self._given.update(item.number for item in found)
        return marks

    def numbers(self, citations: Iterable[Citation]) -> str:
        return " ".join(map(str, self.outline.refs.numbers(citations)))

    def cited(self, sentence: BriefSentence, role: str) -> tuple[Citation, ...]:
        return with_role(sentence, role)

    def evidence(self, sentence: BriefSentence) -> list[tuple[str, Reference]]:
        """Each cited passage once, with what it does."""
        pairs: dict[int, tuple[str, Reference]] = {}
        for role in ROLES:
            for number in self.outline.refs.numbers(with_role(sentence, role)):
                pairs.setdefault(number, (wording.ROLE[role], self.outline.refs.items[number - 1]))
        return list(pairs.values())

    def text(self, sentence: BriefSentence) -> Any:
        return marked_edits(sentence)

    def blocks(self) -> tuple[Block, ...]:
        return difference_blocks(self.brief.differences, self.brief.figures)

    def value_citations(self, side: Position) -> tuple[Citation, ...]:
        return value_citations(side)

    def docs(self, citations: Iterable[Citation]) -> str:
        return docs(citations)

    def days(self, entry: TimelineEntry) -> str:
        return days(entry)

    def change(self, item: Change) -> tuple[str, str]:
        return change_words(item)

    def change_told(self, item: Change) -> str:
        return change_told(item).partition(": ")[2]  # the kind and the sentence are set apart

    def coverage_note(self, row: Coverage) -> Phrase | None:
        return coverage_note(row)

    def decision(self, item: Decided) -> str:
        return decision_text(item)

    def provenance(self) -> Any:
        return provenance_rows(self.brief)

    def carried(self) -> frozenset[int]:
        """References that a sentence of the brief rests on."""
        cited = (with_role(item, role) for item in self.brief.sentences for role in ROLES)
        return frozenset(number for citations in cited for number in self.outline.refs.numbers(citations))

    def sources(self) -> list[_Source]:
        by_doc: dict[str, list[Reference]] = {}
        for item in self.outline.refs.items:
            by_doc.setdefault(item.doc, []).append(item)
        return [
            _Source(
                document,
                passages(document.text, by_doc.get(document.id, ())),
                web_address(document.url),
                outlet_citations(self.brief, document.id),
            )
            for document in self.brief.sources
        ]


def _policy(css: str, script: str) -> str:
    """Nothing may load; only the page's own style and script may act, each named by its hash."""
    return (
        f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _asset(name: str) -> str:
    return (files(PACKAGE) / ASSETS / name).read_text(encoding="utf-8")
