"""Metrics on a tiny labelled world: values worked out by hand, and what must not count."""

from __future__ import annotations

import pytest

from evals.judges.records import Judgement
from evals.metrics import citations, differences, events, facts, neutrality, score
from evals.outputs import Output, OutSentence
from tests.evals_support import (
    ARTICLES,
    DIFFERENCES,
    EVENTS,
    FACTS,
    FERRY,
    LABELS,
    PORT,
    SENTENCES,
    TERMS,
    TRAPS,
    cite,
    difference,
    output,
    sentence,
)


def value(scores: tuple[score.Score, ...], name: str) -> float | None:
    return next(s.value for s in scores if s.name == name)


def test_a_fact_is_stated_by_its_keys_and_cited_by_its_evidence() -> None:
    cited = sentence("B1", "The mayor, Lee, met the ferry union.", cite("a", FERRY))
    uncited = sentence("B2", "11 ferries were idle.", cite("b", PORT))
    out = output(cited, uncited)
    results = facts.find_facts(out, FACTS, ARTICLES)
    assert [(r.stated_by, r.cited_by) for r in results] == [(("B1",), ("B1",)), (("B2",), ())]
    scores = facts.recall(results, out)
    assert value(scores, "fact recall, cited") == 0.75, "the fact of importance 3 of a weight of 4"
    assert value(scores, "fact recall, stated") == 1.0
    assert value(scores, "fact recall, importance 3, cited") == 1.0
    assert value(scores, "length") == 11.0


@pytest.mark.parametrize(
    ("attribution", "text", "sprung"),
    [
        ("", "The mayor met the ferry union in Selby.", ["T001"]),
        ("", "The mayor met the ferry union in Harwick.", []),
        ("", "The plan is robbery.", ["T002"]),
        ("", "The union called it robbery.", []),
        ("the union", "The plan is robbery.", []),
    ],
)
def test_a_trap_is_sprung_by_what_a_reader_reads(attribution: str, text: str, sprung: list[str]) -> None:
    found = facts.find_traps(output(sentence("B1", text, attribution=attribution)), TRAPS)
    assert [t.id for t in found] == sprung


def test_a_line_of_the_overview_can_spring_a_trap() -> None:
    found = facts.find_traps(output(phrases=("Ana Lee; ferry union; Selby",)), TRAPS)
    assert [(t.id, t.sentence) for t in found] == [("T001", "overview 1")]


def purity_of(*sentences: OutSentence) -> score.Score:
    return events.purity(events.find_events(output(*sentences), events.EventMap(SENTENCES, ARTICLES)))


def test_a_sentence_on_two_events_is_not_pure() -> None:
    pure = sentence("B1", "Lee met the ferry union.", cite("a", FERRY))
    mixed = sentence("B2", "Lee met the unions.", cite("a", FERRY), cite("b", PORT))
    nothing = sentence("B3", "Lee met somebody.")
    found = purity_of(pure, mixed, nothing)
    assert (found.value, found.n, found.unscored) == (0.5, 2, 1)


def test_context_of_another_event_does_not_mix() -> None:
    kept = sentence("B1", "Lee met the ferry union.", cite("a", FERRY), cite("b", PORT, "context"))
    assert purity_of(kept).value == 1.0


def test_a_whole_article_is_pure_only_where_one_event_is_common() -> None:
    whole = sentence("B1", "Ferries were idle.", cite("a", ARTICLES["a"]), cite("b", ARTICLES["b"]))
    assert purity_of(whole).value == 1.0, "both tell the background"
    alone = sentence("B1", "Lee met them.", cite("a", FERRY), cite("b", ARTICLES["b"]))
    assert purity_of(alone).value == 0.0


def test_grouping_punishes_events_thrown_together_and_torn_apart() -> None:
    def grouping(first: str, second: str, third: str) -> tuple[float | None, ...]:
        out = output(
            sentence("B1", "x", cite("a", FERRY), event=first),
            sentence("B2", "x", cite("a", "The union called the plan robbery."), event=second),
            sentence("B3", "x", cite("b", PORT), event=third),
        )
        return tuple(s.value for s in events.grouping(events.find_events(out, events.EventMap(SENTENCES, ARTICLES))))

    assert grouping("E1", "E1", "E2") == (1.0, 1.0)
    precision, recall = grouping("E1", "E1", "E1")
    assert precision == pytest.approx(5 / 9)
    assert recall == 1.0
    precision, recall = grouping("E1", "E3", "E2")
    assert precision == 1.0
    assert recall == pytest.approx(2 / 3)


@pytest.mark.parametrize(("pairs", "expected"), [((("E7", "E8"),), 1.0), ((), 0.0)])
def test_identity_is_left_open_where_the_labels_do(pairs: tuple[tuple[str, str], ...], expected: float) -> None:
    out = output(
        sentence("B1", "x", cite("a", FERRY), event="E7"),
        sentence("B2", "x", cite("b", PORT), event="E8"),
        maybe_same=pairs,
    )
    found = events.find_events(out, events.EventMap(SENTENCES, ARTICLES))
    assert events.maybe_same(out, found, EVENTS).value == expected


@pytest.mark.parametrize(
    ("relation", "right", "strictly"),
    [("precision", True, True), ("conflict", True, False), ("spelling", False, False)],
)
def test_a_difference_is_found_by_its_sides_and_typed(relation: str, right: bool, strictly: bool) -> None:
    out = output(differences=(difference(relation, cite("a", "Nine ferries"), cite("b", "eleven ferries")),))
    found, wrong = differences.find_differences(out, DIFFERENCES, ARTICLES)
    assert [(f.shown_by, f.typed_right, f.typed_strictly) for f in found] == [(("D1",), right, strictly)]
    assert wrong == ()


def test_a_difference_between_other_words_is_false() -> None:
    out = output(differences=(difference("conflict", cite("a", "Nine ferries"), cite("b", "Selby")),))
    found, wrong = differences.find_differences(out, DIFFERENCES, ARTICLES)
    assert (found[0].shown_by, found[0].typed_right) == ((), None)
    assert [w.id for w in wrong] == ["D1"]
    scores = differences.difference_scores(found, wrong, out)
    assert (value(scores, "difference recall"), value(scores, "false differences")) == (0.0, 1.0)
    assert value(scores, "difference type right") is None, "nothing was found: there is no share of it"


@pytest.mark.parametrize(
    ("text", "voiced"),
    [
        ("The plan is robbery.", True),
        ("The union called the plan robbery.", False),
        ("The plan is “robbery”.", False),
        ("The plan drew protest.", False),
    ],
)
def test_a_loaded_word_counts_in_own_voice_only(text: str, voiced: bool) -> None:
    assert bool(neutrality.own_voice(output(sentence("B1", text)), TERMS)) == voiced


def test_shares_of_sources_count_what_is_cited_as_support() -> None:
    out = output(sentence("B1", "x", cite("a", FERRY), cite("b", PORT, "context")), sentence("B2", "y"))
    rows = {row.doc: row for row in neutrality.source_shares(out, ARTICLES)}
    assert (rows["a"].sentences, rows["a"].cited_words, rows["b"].sentences) == (1, 11, 0)
    assert rows["a"].share_of_sentences == 0.5


def judge_by_words(claim: str, evidence: object) -> Judgement:
    said = set(" ".join(evidence).lower().split()) if isinstance(evidence, tuple) else set()
    return Judgement(supported=set(claim.lower().split()) <= said, by="words")


def alce(*cited: str) -> tuple[tuple[bool | None, ...], bool | None]:
    made = OutSentence(id="B1", text="mayor met union", cites=tuple(cite("a", w) for w in cited))
    (result,) = citations.judge_citations(Output(system="t", sentences=(made,)), judge_by_words)
    return result.precise, result.supported


def test_citation_precision_as_alce_defines_it() -> None:
    assert alce("Mayor Ana Lee met the ferry union", "Nine ferries") == ((True, False), True)
    assert alce("Mayor Ana Lee met", "the ferry union") == ((True, True), True), "each is needed"
    assert alce("Nine ferries", "the plan") == ((False, False), False), "nothing counts where nothing is supported"
    assert alce() == ((), False), "a sentence without a citation is not supported"


def test_unscored_is_excluded_and_counted() -> None:
    found = score.share("x", [True, None, False, True], by="t")
    assert found.value == pytest.approx(2 / 3)
    assert (found.n, found.unscored) == (3, 1)
    nothing = score.share("x", [None], by="t")
    assert (nothing.value, nothing.low, nothing.n, nothing.unscored) == (None, None, 0, 1)


def test_the_interval_holds_the_value_and_shrinks_with_more_items() -> None:
    small, large = (score.share("x", [True, False] * n, by="t") for n in (5, 200))
    for found in (small, large):
        assert found.value is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.value <= found.high
    assert (small.high or 0) - (small.low or 0) > 2 * ((large.high or 0) - (large.low or 0))
    assert score.share("x", [True, False] * 5, by="t") == small, "a fixed seed"


def test_paired_gaps_and_the_sign_test() -> None:
    gap, low, high = score.paired_difference([0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0])
    assert gap == 0.5
    assert low <= gap <= high
    assert score.sign_test(0, 0) == 1.0
    assert score.sign_test(5, 0) == pytest.approx(0.0625)
    assert score.sign_test(3, 3) == 1.0
    with pytest.raises(ValueError, match="2 and 1 items"):
        score.paired_difference([1.0, 2.0], [1.0])


def test_the_tiny_world_keeps_the_rules_of_labels() -> None:
    from evals.labels import rules

    faults = [
        *rules.facts(LABELS.facts, LABELS.events, LABELS.articles),
        *rules.traps(LABELS.traps, LABELS.facts, LABELS.articles),
        *rules.sentences(LABELS.sentences, LABELS.events, LABELS.articles),
        *rules.differences(LABELS.differences, LABELS.events, LABELS.articles),
        *rules.terms(LABELS.terms, LABELS.articles),
    ]
    assert faults == []
