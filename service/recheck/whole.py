"""What a claim says of somebody, held against the whole of the articles that it cites. Pure.

Enters: documents read again, a claim, the ids of the cited documents. Leaves: a check that failed, with the sentence
that decides. Never: a fault from a part of the cited articles, where another part may carry the claim.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from service.recheck.apart import Events
from service.recheck.bench import Bench
from service.recheck.evidence import cite
from service.records import Check, Citation, Gate, Outcome, Reason, Role, Sentence
from service.text.analysis import analyse
from service.text.long import Article, Line, resolved, wrong_detail, wrong_doer, wrong_figure, wrong_office
from service.text.numbers import find_numbers

_GATES = {
    Reason.SPEAKER_CHANGED: Gate.ATTRIBUTION,
    Reason.ROLES_CHANGED: Gate.RELATION,
    Reason.TWO_EVENTS: Gate.RELATION,
}


class Whole:
    """The cited articles line by line; each is read once."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._articles: dict[tuple[str, ...], Article] = {}
        self._events: dict[tuple[str, ...], Events] = {}

    def misplaced(self, text: str, docs: Sequence[str]) -> tuple[Check, tuple[Citation, ...]] | None:
        """The gate that fails and the sentence that gives to another what `text` gives to somebody."""
        article = self._article(tuple(docs))
        rules = (wrong_office, wrong_doer, wrong_figure, wrong_detail)
        found = next((fault for rule in rules if (fault := rule(text, article))), None)
        if found is None:
            return self._apart(text, tuple(docs))
        check = Check(gate=_GATES[found.reason], outcome=Outcome.FAIL, reason=found.reason, words=found.words)
        sentence = next(s for s in self._lines[found.line.doc] if s.span.start == found.line.start)
        return check, (cite(sentence),)

    def _apart(self, text: str, docs: tuple[str, ...]) -> tuple[Check, tuple[Citation, ...]] | None:
        """A place of one event beside a name of another."""
        if docs not in self._events:
            self._events[docs] = Events(self._bench, docs, self._article(docs))
        found = self._events[docs].apart(text)
        if found is None:
            return None
        words = (found.place, found.name)
        check = Check(gate=Gate.RELATION, outcome=Outcome.FAIL, reason=Reason.TWO_EVENTS, words=words)
        lines = [s for claim in found.told for s in self._lines[claim.span.doc] if s.span.overlaps(claim.span)]
        return check, tuple(cite(s) for s in lines)

    def told_of_other(self, check: Check, docs: Sequence[str]) -> tuple[Check, tuple[Citation, ...]] | None:
        """A number that a gate did not find in the evidence, where the articles have it: of something else then."""
        if check.reason != Reason.NUMBER_NOT_IN_SOURCE or not check.words:
            return None
        wanted = [{n.normal for n in find_numbers(word)} for word in check.words]
        held = [told for doc in docs for told in self._numbers[doc]]
        found = [next((s for s, numbers in held if number & numbers), None) for number in wanted]
        if not all(found):
            return None
        evidence = tuple(cite(s) for s in {s.id: s for s in found if s}.values())
        return check.model_copy(update={"reason": Reason.NUMBER_OF_OTHER}), evidence

    @cached_property
    def _lines(self) -> dict[str, list[Sentence]]:
        lines: dict[str, list[Sentence]] = {doc: [] for doc in self._bench.documents}
        for sentence in self._bench.sentences.values():
            if sentence.role == Role.BODY:
                lines[sentence.span.doc].append(sentence)
        return lines

    @cached_property
    def _numbers(self) -> dict[str, list[tuple[Sentence, set[str]]]]:
        """Document id -> its body sentences, each with the normal forms of its numbers; read once for all claims."""
        return {
            doc: [(s, {n.normal for n in find_numbers(s.text)}) for s in lines] for doc, lines in self._lines.items()
        }

    def _told(self, docs: Sequence[str]) -> dict[str, list[str]]:
        """Sentence id -> its claims with their pronouns written out."""
        told: defaultdict[str, list[str]] = defaultdict(list)
        for claim in self._bench.claims.values():
            if claim.span.doc not in docs:
                continue
            draft = self._bench.extract(claim)
            words = resolved(draft.text, draft.edits, self._bench.documents)
            lines = self._lines[claim.span.doc]
            first = bisect_right(lines, claim.span.start, key=lambda s: s.span.end)
            last = bisect_left(lines, claim.span.end, key=lambda s: s.span.start)
            for sentence in lines[first:last]:
                told[sentence.id].append(words)
        return told

    def _article(self, docs: tuple[str, ...]) -> Article:
        if docs not in self._articles:
            read = [analyse(self._bench.documents[doc].text) for doc in docs]
            lines = [s for doc in docs for s in self._lines[doc]]
            told = self._told(docs)
            self._articles[docs] = Article(
                tuple(Line(" ".join(told.get(s.id, [s.text])), s.span.doc, s.span.start, s.span.end) for s in lines),
                tuple((short, name[2]) for each in read for short, name in each.acronyms.items()),
                frozenset().union(*(each.surnames for each in read)),
            )
        return self._articles[docs]
