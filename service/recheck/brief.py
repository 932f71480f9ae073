"""A brief of ours against the articles themselves: every gate and every string once more. Pure.

Documents are matched by the hash of their text, not by position; what the file says of a source's text is not believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.recheck.bench import Bench, read_again, with_events
from service.recheck.report import Recheck, SentenceVerdict, Verdict, count, judge
from service.records import Brief, BriefSentence, Check, Document, Draft, Gate, Outcome, Reason, WrittenBy
from service.stages import check
from service.stages.validate import problems
from service.text.loaded import TermRule

CHANGED = ", whose text is now another one"


def recheck_brief(brief: Brief, documents: Sequence[Document], rules: Sequence[TermRule]) -> Recheck:
    """Every sentence through the gates, every string through the validator."""
    matched, missing = match_sources(brief, documents)
    bench = bench_of(brief, matched, rules)
    sentences = tuple(judge_sentence(sentence, bench) for sentence in brief.sentences)
    return Recheck(
        kind="brief",
        sentences=sentences,
        totals=count(sentences),
        problems=_problems(brief, matched, rules),
        missing=missing,
    )


def match_sources(brief: Brief, documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The inputs under the ids of the brief and with its metadata, and the sources that no input has the text of."""
    by_hash = {document.sha256_text: document for document in reversed(documents)}
    matched, missing = [], []
    for source in brief.sources:
        found = by_hash.get(source.sha256_text)
        if found is None:
            alike = any(_name(document.label) == _name(source.label) for document in documents)
            missing.append(f"{source.id} ({source.label}){CHANGED if alike else ''}")
        else:
            # The date decides what "on Saturday" means; it may have come from an option that is not known here.
            matched.append(source.model_copy(update={"text": found.text}))
    return tuple(matched), tuple(missing)


def _name(label: str) -> str:
    """The last part of a path or address, as a file keeps it wherever it lies."""
    return label.replace("\\", "/").rstrip("/").rpartition("/")[2]


def bench_of(brief: Brief, documents: Sequence[Document], rules: Sequence[TermRule]) -> Bench:
    """The documents read again, with the events of the brief."""
    bench = read_again(documents, rules)
    return replace(bench, event_of=with_events(bench, brief.events))


def judge_sentence(sentence: BriefSentence, bench: Bench) -> SentenceVerdict:
    """What the gates say of one published sentence with its edits."""
    cites = tuple(dict.fromkeys(c.doc for c in sentence.citations))
    said = SentenceVerdict(id=sentence.id, text=sentence.text, verdict=Verdict.UNCITED, cites=cites)
    if not sentence.citations:
        return said
    absent = tuple(doc for doc in cites if doc not in bench.documents)
    if absent:  # no fault of the sentence: its words cannot be looked up
        lost = Check(gate=Gate.POINTER, outcome=Outcome.UNSCORED, reason=Reason.SOURCE_MISSING, words=absent)
        known = {"verdict": Verdict.UNSCORED, "gate": lost.gate, "reason": lost.reason, "words": absent}
        return said.model_copy(update={**known, "checks": (lost,), "unknown": absent})
    claims = bench.claims_in(sentence.citations)
    draft = Draft(
        cluster=sentence.cluster,
        event=sentence.event,
        text=sentence.text,
        claims=tuple(claim.id for claim in claims),
        citations=sentence.citations,
        edits=sentence.edits,
        attribution=sentence.attribution,
        written_by=sentence.written_by,
    )
    # Prompt and gate see the same evidence; a verbatim sentence is compared with its slices themselves.
    is_written = sentence.written_by != WrittenBy.EXTRACT
    shown = tuple(bench.extract(claim).text for claim in claims) if is_written else None
    checks = check.check(bench.view(draft, shown))
    verdict, stop = judge(checks)
    found = {"gate": stop.gate, "reason": stop.reason, "words": stop.words} if stop else {}
    return said.model_copy(update={"verdict": verdict, "checks": checks, "evidence": sentence.citations, **found})


def _problems(brief: Brief, matched: Sequence[Document], rules: Sequence[TermRule]) -> tuple[str, ...]:
    """The validator's findings, with the texts of the inputs in place of those that the file holds."""
    texts = {document.id: document for document in matched}
    sources = tuple(texts.get(source.id, source) for source in brief.sources)
    try:
        return problems(brief.model_copy(update={"sources": sources}), rules)
    except (ValueError, LookupError) as error:  # an edit or a slot so broken that it cannot even be compared
        return (f"the validator stopped at a damaged record ({error})",)
