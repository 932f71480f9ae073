"""Re-checking: the verdicts on a foreign text, and what a changed brief of ours gives away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pytest

from service.pipeline import brief_documents
from service.recheck import Recheck, Verdict, recheck_brief, recheck_text
from service.records import Brief, Document, Gate, Reason
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules
from tests.cli_support import FERRY, TRAM

STEERING = "Captain Ines Vork told reporters that the steering had failed in heavy rain."
# A second article with a sentence word for word the same.
ECHO = f"""Steering blamed for the Marigold's accident

OSTREL, May 10, 2025 - The accident of the ferry Marigold is being looked into.
{STEERING}
The ferry Marigold carries cars and passengers between Ostrel and the islands all year round.
The company that owns the ferry said that it would wait for the report of the coast guard.
"""


def documents(*texts: str) -> tuple[Document, ...]:
    return load_texts([TextInput(text=text) for text in texts]).documents


def checked(text: str, *texts: str) -> Recheck:
    return recheck_text(text, documents(*(texts or (TRAM, FERRY))), load_rules())


@pytest.mark.parametrize(
    ("text", "verdict", "reason", "words"),
    [
        (f"{STEERING} [2]", Verdict.SUPPORTED, None, ()),
        ("Captain Vork said that the steering failed [2].", Verdict.SUPPORTED, None, ()),
        (
            "Two hours later Captain Vork said that the steering had failed [2].",
            Verdict.UNSCORED,
            Reason.NOT_CHECKED,
            ("Two hours later",),
        ),
        (
            "The line will cost 94 million crowns [1].",
            Verdict.UNSUPPORTED,
            Reason.NUMBER_NOT_IN_SOURCE,
            ("94 million",),
        ),
        (
            "Captain Varga said that the steering failed [2].",
            Verdict.UNSUPPORTED,
            Reason.NAME_NOT_IN_SOURCE,
            ("Varga",),
        ),
        ("Ostrel did not close the channel [2].", Verdict.UNSUPPORTED, Reason.NEGATION_CHANGED, ("not",)),
        (f"{STEERING} [1]", Verdict.UNSUPPORTED, None, ()),
        (f"{STEERING} [9]", Verdict.UNSUPPORTED, Reason.SOURCE_MISSING, ("S9",)),
        (STEERING, Verdict.UNCITED, None, ()),
        ("Quantum violins hum [2].", Verdict.UNSUPPORTED, Reason.NO_SUPPORT, ()),
    ],
)
def test_verdicts(text: str, verdict: Verdict, reason: Reason | None, words: tuple[str, ...]) -> None:
    (sentence,) = checked(text).sentences
    assert sentence.verdict == verdict
    if reason is not None:
        assert (sentence.reason, sentence.words) == (reason, words)


def test_an_invalid_number_does_not_remove_a_valid_neighbour() -> None:
    report = checked(f"{STEERING} [9][2]")
    (sentence,) = report.sentences
    assert (sentence.verdict, sentence.cites, sentence.unknown) == (Verdict.SUPPORTED, ("S2",), ("S9",))
    assert report.citation_recall is not None
    assert report.citation_precision is not None
    assert (report.citation_recall.hits, report.citation_recall.of) == (1, 1)
    assert (report.citation_precision.hits, report.citation_precision.of) == (1, 2)


@pytest.mark.parametrize(
    ("cites", "hits", "of"),
    [("[1]", 1, 1), ("[1][2]", 2, 2), ("[1][3]", 1, 2), ("[3]", 0, 1)],
    ids=["one that carries it", "two that carry it alone", "one that does nothing", "none that carries it"],
)
def test_precision_counts_citations_that_carry_or_are_needed(cites: str, hits: int, of: int) -> None:
    found = checked(f"{STEERING} {cites}", FERRY, ECHO, TRAM).citation_precision
    assert found is not None
    assert (found.hits, found.of) == (hits, of)


def test_unscored_sentences_count_neither_for_nor_against() -> None:
    report = checked(f"{STEERING} [2] Two hours later Captain Vork said that the steering had failed [2].")
    assert report.totals.unscored == 1
    assert report.is_clean
    for share in (report.citation_recall, report.citation_precision):
        assert share is not None
        assert (share.hits, share.of) == (1, 1)


def test_evidence_is_words_of_the_cited_inputs() -> None:
    articles = documents(FERRY, ECHO, TRAM)
    report = recheck_text(f"{STEERING} [2]", articles, load_rules())
    (citation,) = report.sentences[0].evidence
    assert citation.doc == "S2"
    assert articles[1].text[citation.start : citation.end] == citation.quote


TREATY = (
    "As Türkiye pressed for a treaty on the river, its water minister travelled abroad on Monday. Minister Selin Aral"
    " held talks with her colleague Otto Lind in Vienna. The two called for more money to ensure the unimpeded flow of"
    " water to the farms along the river."
)


@pytest.mark.parametrize(
    "text",
    [
        "In Vienna, Turkey's water minister Selin Aral held talks with Otto Lind [1].",
        "Selin Aral and Otto Lind called for more money so that water flows unimpeded to farms along the river [1].",
    ],
    ids=["a country under its other name", "a purpose in other words"],
)
def test_other_words_for_the_same_are_never_called_unsupported(text: str) -> None:
    (sentence,) = checked(text, TREATY).sentences
    assert sentence.verdict != Verdict.UNSUPPORTED, sentence


@lru_cache(maxsize=1)
def our_brief() -> Brief:
    import asyncio

    return asyncio.run(brief_documents(documents(TRAM, FERRY), Settings(writer="extractive")))


def again(brief: Brief, articles: Sequence[Document] | None = None) -> Recheck:
    return recheck_brief(brief, articles or documents(TRAM, FERRY), load_rules())


def test_our_brief_stands() -> None:
    report = again(our_brief())
    assert report.is_clean
    assert report.totals.supported == len(our_brief().sentences) >= 6


def test_documents_are_found_by_their_text() -> None:
    assert again(our_brief(), documents(ECHO, FERRY, TRAM)).is_clean


Change = Callable[[dict[str, Any]], object]


def tampered(change: Change) -> Brief:
    data = our_brief().model_dump()
    change(data)
    return Brief.model_validate(data)


def sentence_with(data: dict[str, Any], words: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in data["sentences"] if words in s["text"])
    return found


def replace_in(words: str, other: str) -> Change:
    def change(data: dict[str, Any]) -> None:
        sentence = sentence_with(data, words)
        sentence["text"] = sentence["text"].replace(words, other)

    return change


@pytest.mark.parametrize(
    ("words", "other", "gate", "named"),
    [
        ("84 million", "48 million", Gate.NUMBER, "48 million"),
        ("Ines Vork", "Ines Varga", Gate.NAME, "Varga"),
        ("were taken ashore", "were not taken ashore", Gate.RELATION, "not"),
        ("had failed", "had been sabotaged", Gate.RELATION, "sabotag"),
    ],
)
def test_a_changed_word_is_found_and_named(words: str, other: str, gate: Gate, named: str) -> None:
    report = again(tampered(replace_in(words, other)))
    (bad,) = (s for s in report.sentences if s.verdict != Verdict.SUPPORTED)
    assert (bad.verdict, bad.gate) == (Verdict.UNSUPPORTED, gate)
    assert named in " ".join(bad.words)
    assert any(problem.startswith(f"{bad.id}: ") for problem in report.problems)


def shift_citation(data: dict[str, Any]) -> None:
    citation = data["sentences"][0]["citations"][0]
    citation["start"] += 1


def drop_citations(data: dict[str, Any]) -> None:
    data["sentences"][0]["citations"] = ()


def move_to_another_event(data: dict[str, Any]) -> None:
    first, last = data["sentences"][0], data["sentences"][-1]
    assert first["event"] != last["event"]
    first["event"] = last["event"]


@pytest.mark.parametrize(
    ("change", "verdict", "gate"),
    [
        (shift_citation, Verdict.UNSUPPORTED, Gate.POINTER),
        (drop_citations, Verdict.UNCITED, None),
        (move_to_another_event, Verdict.UNSUPPORTED, Gate.EVENT),
    ],
)
def test_a_changed_record_is_found(change: Change, verdict: Verdict, gate: Gate | None) -> None:
    report = again(tampered(change))
    assert (report.sentences[0].verdict, report.sentences[0].gate) == (verdict, gate)
    assert not report.is_clean


def write_title(data: dict[str, Any]) -> None:
    data["title"]["text"] = "Council in turmoil"


def break_a_slot(data: dict[str, Any]) -> None:
    data["title"]["slots"] = {}


@pytest.mark.parametrize("change", [write_title, break_a_slot])
def test_a_changed_string_outside_of_sentences_is_a_problem(change: Change) -> None:
    report = again(tampered(change))
    assert report.totals.supported == len(report.sentences)
    assert len(report.problems) == 1
    assert not report.is_clean


def test_a_changed_source_text_is_not_believed() -> None:
    def change(data: dict[str, Any]) -> None:
        source = data["sources"][0]
        source["text"] = source["text"].replace("84 million", "94 million")
        for sentence in data["sentences"]:
            sentence["text"] = sentence["text"].replace("84 million", "94 million")
            for citation in sentence["citations"]:
                citation["quote"] = citation["quote"].replace("84 million", "94 million")

    report = again(tampered(change))
    assert report.totals.unsupported == 1
    assert report.problems


def test_a_source_without_its_input_is_missing_and_its_sentences_cannot_be_checked() -> None:
    report = again(our_brief(), documents(TRAM))
    assert report.missing == ("S2 (text 2)",)
    fallen = [s for s in report.sentences if s.reason == Reason.SOURCE_MISSING]
    assert {s.id for s in fallen} == {s.id for s in our_brief().sentences if s.citations[0].doc == "S2"}
    assert {(s.verdict, s.words) for s in fallen} == {(Verdict.UNSCORED, ("S2",))}
    assert not report.is_clean


def test_what_a_model_wrote_is_unscored_without_one() -> None:
    def change(data: dict[str, Any]) -> None:
        sentence = sentence_with(data, "steering")
        sentence["text"] = "Captain Ines Vork said that the steering had failed."
        sentence |= {"written_by": "model", "edits": ()}
        sentence["citations"] = [c for c in sentence["citations"] if c["role"] == "support"]

    report = again(tampered(change))
    (open_one,) = (s for s in report.sentences if s.verdict != Verdict.SUPPORTED)
    assert (open_one.verdict, open_one.gate) == (Verdict.UNSCORED, Gate.ENTAILMENT)
    assert report.is_clean
