"""One sentence of anybody against exactly the spans that it cites, through the gates that a draft goes through.

Enters: documents once, then sentences with their citations. Leaves: a verdict for each. Pure. The gate `minimal` is not
run, as in ``recheck.text``: it says something of the choice of spans, not of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from service.recheck.bench import BACKGROUND, Bench, read_again, with_events
from service.recheck.report import SentenceVerdict, judge
from service.records import Citation, Document, Draft, Gate, WrittenBy, phrase
from service.stages import check, relate
from service.text.loaded import TermRule


class SpanExaminer:
    """Documents read once, asked about one cited sentence after the other."""

    def __init__(self, documents: Sequence[Document], rules: Sequence[TermRule]) -> None:
        bench = read_again(documents, rules)
        events = relate.run(documents, tuple(bench.mentions.values()))
        self._bench: Bench = replace(bench, event_of=with_events(bench, events))

    def judge(self, name: str, text: str, citations: Sequence[Citation]) -> SentenceVerdict:
        """What the gates say of `text` on these citations and nothing else."""
        claims = self._bench.claims_in(citations)
        words = " ".join(text.split())
        is_verbatim = any(words == " ".join(c.quote.split()) for c in citations)
        draft = Draft(
            cluster="K0",
            event=self._bench.event_of[claims[0].id] if claims else BACKGROUND,
            text=text,
            claims=tuple(claim.id for claim in claims),
            citations=tuple(citations),
            attribution=phrase("by_source", source=citations[0].doc),
            written_by=WrittenBy.EXTRACT if is_verbatim else WrittenBy.MODEL,
        )
        evidence = None if is_verbatim else tuple(c.quote for c in citations)
        view = self._bench.view(draft, evidence, publishing=False)
        checks = tuple(c for c in check.check(view) if c.gate != Gate.MINIMAL)
        verdict, stop = judge(checks)
        said = partial(SentenceVerdict, id=name, text=text, verdict=verdict, evidence=tuple(citations), checks=checks)
        return said(gate=stop.gate, reason=stop.reason, words=stop.words) if stop else said()
