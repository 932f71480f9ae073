"""Anybody's text with [n] citations against the articles it cites. Pure.

For each sentence the best supporting sentences of the cited inputs are looked up, and the gates run on it as on a draft
of ours. Recall and precision of citations as ALCE defines them (Gao et al. 2023), on what could be scored. The gate
`minimal` is not run: which spans are needed says something of our search; whether a [n] is needed, precision says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from service.recheck.bench import BACKGROUND, Bench, read_again, with_events
from service.recheck.cited import CitedSentence, read_cited
from service.recheck.evidence import Finder, predicate_at
from service.recheck.report import Recheck, SentenceVerdict, Share, Verdict, count, judge
from service.recheck.standing import misattributed, people_of, read_in_place
from service.recheck.whole import Whole
from service.records import Check, Citation, Claim, Document, Draft, Gate, Outcome, Reason, WrittenBy, phrase
from service.stages import check, relate
from service.text.loaded import TermRule
from service.text.long import pooled

LONGEST_WORDS = 400  # of a sentence; the work grows with the square, and no scorer has learned from longer ones
WIDER = 2  # sentences looked up for what the sentences found lack
# What the sentences found lack may stand beside them; whose "the company" is that does it, anywhere in the article
_SOUGHT = frozenset({Gate.NAME, Gate.DATE, Gate.NUMBER})
_ORDER = (Verdict.SUPPORTED, Verdict.UNSCORED, Verdict.UNSUPPORTED)


def recheck_text(text: str, documents: Sequence[Document], rules: Sequence[TermRule]) -> Recheck:
    """A verdict for each sentence; [n] is the document with the id Sn."""
    cited = read_cited(text)
    examiner = _Examiner(documents, rules)
    people = people_of(documents)
    found: list[SentenceVerdict] = []
    before: str | None = None
    for number, sentence in enumerate(cited.sentences, start=1):
        read = read_in_place(sentence.text, before, people)
        found.append(examiner.judge(number, sentence, read))
        before = read
    sentences = tuple(found)
    return Recheck(
        kind="text",
        sentences=sentences,
        totals=count(sentences),
        citation_recall=recall(sentences),
        citation_precision=examiner.precision(sentences),
        skipped=cited.skipped,
    )


def recall(sentences: Sequence[SentenceVerdict]) -> Share:
    """Sentences that follow from their citations, of all that could be scored; one without citations does not."""
    scored = [s for s in sentences if s.verdict != Verdict.UNSCORED]
    return Share(hits=sum(s.verdict == Verdict.SUPPORTED for s in scored), of=len(scored))


class _Finding(NamedTuple):
    """What the gates say of a sentence on one choice of evidence."""

    verdict: Verdict
    stop: Check | None
    evidence: tuple[Citation, ...]
    checks: tuple[Check, ...]

    def fields(self) -> dict[str, object]:
        """As fields of a SentenceVerdict."""
        reason = {"gate": self.stop.gate, "reason": self.stop.reason, "words": self.stop.words} if self.stop else {}
        return {"verdict": self.verdict, "evidence": self.evidence, "checks": self.checks, **reason}


def _left_open(finding: _Finding) -> _Finding:
    """What "he" or "the minister" means, where the text leaves it open: no error of its citation, but not checked."""
    failed = [c for c in finding.checks if c.outcome == Outcome.FAIL]
    if not failed or any(c.reason != Reason.POINTS_OUTSIDE for c in failed):
        return finding
    stop = failed[0].model_copy(update={"outcome": Outcome.UNSCORED})
    checks = tuple(stop if c is failed[0] else c for c in finding.checks)
    return _Finding(Verdict.UNSCORED, stop, finding.evidence, checks)


def _rank(finding: _Finding) -> tuple[int, int]:
    spans = len(finding.evidence)
    return _ORDER.index(finding.verdict), -spans if finding.verdict == Verdict.UNSUPPORTED else spans


def _same(a: str, b: str) -> bool:
    return a.split() == b.split()


class _Examiner:
    """Documents read once, asked about one sentence after the other."""

    def __init__(self, documents: Sequence[Document], rules: Sequence[TermRule]) -> None:
        bench = read_again(documents, rules)
        events = relate.run(documents, tuple(bench.mentions.values()))
        self._bench: Bench = replace(bench, event_of=with_events(bench, events))
        self._finder = Finder(bench.sentences)
        self._whole = Whole(self._bench)

    def judge(self, number: int, sentence: CitedSentence, read: str) -> SentenceVerdict:
        """What the gates say of it, read in its place, with all its citations together."""
        names = [f"S{n}" for n in sentence.cites]
        said = SentenceVerdict(
            id=f"T{number}",
            text=sentence.text,
            line=sentence.line,
            read_as=read if read != sentence.text else "",
            verdict=Verdict.UNCITED,
            cites=tuple(name for name in names if name in self._bench.documents),
            unknown=tuple(name for name in names if name not in self._bench.documents),
        )
        if not names:
            return said
        if len(sentence.text.split()) > LONGEST_WORDS:
            stop = Check(gate=Gate.CONTEXT, outcome=Outcome.UNSCORED, reason=Reason.NOT_CHECKED)
            return said.model_copy(update=_Finding(Verdict.UNSCORED, stop, (), (stop,)).fields())
        if not said.cites:
            stop = Check(gate=Gate.POINTER, outcome=Outcome.FAIL, reason=Reason.SOURCE_MISSING, words=said.unknown)
            return said.model_copy(update=_Finding(Verdict.UNSUPPORTED, stop, (), (stop,)).fields())
        # Where the source says it in the same words, nothing has to be read into them.
        finding = self._weigh(sentence.text, said.cites)
        if finding.verdict != Verdict.SUPPORTED and read != sentence.text:
            finding = self._weigh(read, said.cites)
        return said.model_copy(update=_left_open(finding).fields())

    def _weigh(self, text: str, docs: Sequence[str]) -> _Finding:
        """What the best evidence gives, unless the whole article says it of another: see docs/check.md."""
        finding = self._best(text, docs)
        if finding.verdict == Verdict.UNSUPPORTED:
            fault = self._whole.told_of_other(finding.stop, docs) if finding.stop else None
        elif any(_same(text, c.quote) for c in finding.evidence):
            fault = None
        else:
            fault = self._whole.misplaced(text, docs)
        if fault is None:
            return finding
        stop, evidence = fault
        checks = tuple(stop if c.gate == stop.gate else c for c in finding.checks)
        return _Finding(Verdict.UNSUPPORTED, stop, evidence, checks)

    def _best(self, text: str, docs: Sequence[str]) -> _Finding:
        """The best that one, two ... of the sentences found give: a search that finds too much refutes nothing."""
        found = self._finder.find(text, docs)
        tried = [self._try(text, found[:size]) for size in range(1, max(1, len(found)) + 1)]
        # Least evidence that carries it; among failures the one that had most to rest on is the fairest.
        best = min(tried, key=_rank)
        for _ in range(WIDER):
            if best.verdict != Verdict.UNSUPPORTED or best.stop is None or best.stop.gate not in _SOUGHT:
                break
            words, gate = best.stop.words, best.stop.gate
            is_subject = gate == Gate.NAME and all(w in text[: predicate_at(text)] for w in words)
            more = (
                self._finder.anywhere(words, best.evidence)
                if is_subject
                else self._finder.beside(words, best.evidence, behind=0 if gate == Gate.DATE else 1)
            )
            if not more:
                break
            best = min(best, self._try(text, (*best.evidence, *more)), key=_rank)
        return best

    def _try(self, text: str, evidence: tuple[Citation, ...]) -> _Finding:
        claims = self._bench.claims_in(evidence)
        extracts = [self._bench.extract(claim) for claim in claims]
        draft = next((d for d in extracts if _same(d.text, text)), None)
        read = None
        if draft is None:
            # What "he" or "the meeting" stands for is said elsewhere in the same article: it counts as read.
            read = (*(c.quote for c in evidence), *(d.text for d in extracts))
            draft = self._draft(text, evidence, claims)
        view = self._bench.view(draft, read, publishing=False, within=True)
        checks = tuple(c for c in check.check(view) if c.gate != Gate.MINIMAL)
        if changed := misattributed(text, [c.quote for c in evidence]):
            fault = Check(gate=Gate.ATTRIBUTION, outcome=Outcome.FAIL, reason=Reason.SPEAKER_CHANGED, words=changed)
            checks = tuple(fault if c.gate == Gate.ATTRIBUTION and c.outcome != Outcome.FAIL else c for c in checks)
        if together := pooled(text, [c.quote for c in evidence]):
            doubt = Check(
                gate=Gate.RELATION, outcome=Outcome.UNSCORED, reason=Reason.NOT_CHECKED, words=(" ".join(together),)
            )
            checks = tuple(doubt if c.gate == Gate.RELATION and c.outcome != Outcome.FAIL else c for c in checks)
        return _Finding(*judge(checks), evidence, checks)

    def _draft(self, text: str, evidence: tuple[Citation, ...], claims: Sequence[Claim]) -> Draft:
        return Draft(
            cluster="K0",
            event=self._bench.event_of[claims[0].id] if claims else BACKGROUND,
            text=text,
            claims=tuple(claim.id for claim in claims),
            citations=evidence,
            attribution=phrase("by_source", source=evidence[0].doc if evidence else "S1"),
            written_by=WrittenBy.MODEL,
        )

    def precision(self, sentences: Sequence[SentenceVerdict]) -> Share:
        """Citations that carry the sentence alone or without which it falls, of those in scored sentences.

        As in ALCE none counts where the sentence does not follow from all together; a mark that names no input is one
        that supports nothing.
        """
        scored = [s for s in sentences if s.verdict in {Verdict.SUPPORTED, Verdict.UNSUPPORTED}]
        total = sum(len(s.cites) + len(s.unknown) for s in scored)
        return Share(hits=sum(self._needed(s) for s in scored if s.verdict == Verdict.SUPPORTED), of=total)

    def _needed(self, sentence: SentenceVerdict) -> int:
        if len(sentence.cites) == 1:
            return 1
        needed = 0
        for doc in sentence.cites:
            others = [other for other in sentence.cites if other != doc]
            needed += self._carries(sentence.text, [doc]) or not self._carries(sentence.text, others)
        return needed

    def _carries(self, text: str, docs: Sequence[str]) -> bool:
        return self._weigh(text, docs).verdict == Verdict.SUPPORTED
