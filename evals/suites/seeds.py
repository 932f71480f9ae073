"""The seeds suite: one system's output on the five articles against the hand-made labels.

Enters: an Output, the labels, the judges. Leaves: a SystemReport. Never: a call of the pipeline (``suites.systems``).
"""

from __future__ import annotations

from collections import defaultdict

from evals.judges.bench import Bench, Question
from evals.judges.records import Judgement
from evals.labels.load import SeedLabels
from evals.labels.rules import sprung
from evals.metrics.citations import citation_scores, judge_citations, passages
from evals.metrics.differences import difference_scores, find_differences
from evals.metrics.events import EventMap, EventResult, find_events, grouping, maybe_same, purity
from evals.metrics.facts import find_facts, find_traps, recall, traps_sprung
from evals.metrics.neutrality import neutrality_scores, own_voice, source_shares
from evals.metrics.score import Score, count, share
from evals.outputs import Output
from evals.suites.records import SentenceReport, SystemReport, WithheldReport


async def score_system(output: Output, labels: SeedLabels, bench: Bench) -> SystemReport:
    """Everything that is known of one output.

    Raises:
        ModelUnavailable: the model judge has no answer.
    """
    judged = await bench.judge_all([Question(s.text, passages(s), s.id) for s in output.sentences])
    facts = find_facts(output, labels.facts, labels.articles)
    traps = find_traps(output, labels.traps)
    events = find_events(output, EventMap(labels.sentences, labels.articles))
    voiced = own_voice(output, labels.terms)
    differences, wrong = find_differences(output, labels.differences, labels.articles)
    citations = judge_citations(output, bench.judge_offline)
    withheld = _withheld(output, labels, bench)
    scores = [
        *recall(facts, output),
        traps_sprung(traps, labels.traps),
        *_support(judged, bench),
        *citation_scores(citations, bench.offline.name),
        purity(events),
        *_event_scores(output, events, labels),
        *(difference_scores(differences, wrong, output) if output.has_events else ()),
        *neutrality_scores(output, voiced, labels.terms),
        count("withheld", len(output.withheld), n=len(output.withheld) + len(output.sentences), by="the brief"),
        count("wrongly withheld", sum(w.wrongly is True for w in withheld), n=len(withheld), by=bench.offline.name),
        *_usage(output),
    ]
    facts_of, traps_of = defaultdict(list), defaultdict(list)
    for fact in facts:
        for name in fact.stated_by:
            facts_of[name].append(fact.id)
    for trap in traps:
        traps_of[trap.sentence].append(trap.id)
    reports = tuple(
        SentenceReport(
            sentence=sentence,
            judgements=tuple(said.values()),
            events=event.common,
            pure=event.pure,
            precise=cited.precise,
            facts=tuple(facts_of[sentence.id]),
            traps=tuple(traps_of[sentence.id]),
        )
        for sentence, said, event, cited in zip(output.sentences, judged, events, citations, strict=True)
    )
    return SystemReport(
        output=output,
        scores=tuple(scores),
        sentences=reports,
        facts=facts,
        traps=traps,
        own_voice=voiced,
        differences=differences if output.has_events else (),
        false_differences=wrong,
        sources=source_shares(output, labels.articles),
        withheld=withheld,
    )


def _support(judged: list[dict[str, Judgement]], bench: Bench) -> list[Score]:
    """One support rate for each judge; what a judge leaves open is excluded and counted."""
    return [share(f"support, {name}", [said[name].supported for said in judged], by=name) for name in bench.names]


def _event_scores(output: Output, events: tuple[EventResult, ...], labels: SeedLabels) -> tuple[Score, ...]:
    if not output.has_events:
        return ()
    return (*grouping(events), maybe_same(output, events, labels.events))


def _withheld(output: Output, labels: SeedLabels, bench: Bench) -> tuple[WithheldReport, ...]:
    """A sentence is wrongly withheld where its words carry it and no trap is in it."""
    found = []
    for withheld in output.withheld:
        said = bench.judge_offline(withheld.text, [c.quote for c in withheld.cites])
        is_trap = any(sprung(trap, withheld.text) for trap in labels.traps)
        wrongly = None if said.supported is None else said.supported and not is_trap
        found.append(WithheldReport(withheld=withheld, judgement=said, wrongly=wrongly))
    return tuple(found)


def _usage(output: Output) -> tuple[Score, ...]:
    """What it cost, recorded answers at what they cost when they were made."""
    usage, by = output.usage, "the run"
    calls = usage.calls + usage.cached_calls
    rows = [
        count("calls", calls, n=calls, by=by),
        count("tokens in", usage.tokens_in, n=calls, by=by, unit="tokens"),
        count("tokens out", usage.tokens_out, n=calls, by=by, unit="tokens"),
        count("seconds", usage.seconds, n=1, by=by, unit="seconds"),
    ]
    if usage.cost_usd is not None:
        rows.append(count("cost", usage.cost_usd, n=calls, by=by, unit="usd"))
    return tuple(rows)
