"""Hand-made labels: the files hold, and what breaks a rule is refused in words. Invented labels are of a tiny world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import pytest

from evals.labels import check, load, rules, second_pass
from evals.labels.find import LabelError, find
from evals.labels.load import load_planted, load_seed_labels, planted_problems, read_second_pass, seed_problems
from evals.labels.reading import read_articles, read_record, read_tables
from evals.labels.records import (
    EventLabel,
    Label,
    LoadedTerm,
    Need,
    PlantedKind,
    PlantedSentence,
    Quote,
    SentenceLabel,
    Side,
)
from evals.labels.second_pass import Agreement, Disagreement, Sampled, SecondPass
from tests.evals_support import ARTICLES, DIFFERENCES, EVENTS, FACTS, PORT, SENTENCES, TERMS, TRAPS, quote

L = TypeVar("L", bound=Label)

TWICE = {"a": "The ferry was idle. The ferry was late.", "b": "Another ferry."}
SUPPORTED = PlantedSentence(
    id="ferries-001",
    text="Lee, who is the mayor, met the ferry union.",
    cites=(quote("a", "Mayor Ana Lee met the ferry union"),),
    supported=True,
    kind=PlantedKind.PARAPHRASE,
    how="rewrite",
    why="all of it is cited",
)
WRONG = PlantedSentence(
    id="ferries-002",
    text="Lee met the port union.",
    cites=(quote("a", "Mayor Ana Lee met the ferry union"),),
    supported=False,
    kind=PlantedKind.NAME,
    how="rewrite",
    wrong="port union",
    why="the ferry union",
)
RECORD = SecondPass(
    sampled=Sampled(facts=("F001",), traps=("T001",), sentences=("a/2",), differences=("D001",), terms=("L001",)),
    agreement=(Agreement(of="importance", measure="same", n=4, value=0.75),),
    disagreement=(
        Disagreement(
            label="F001",
            about="met the ferry union",
            field="importance",
            first="2",
            second="3",
            settled="3",
            why="a main participant",
        ),
    ),
)
NOW = {
    **second_pass.fact_values(FACTS),
    **second_pass.sentence_values(SENTENCES),
    **second_pass.other_values(TRAPS, DIFFERENCES, TERMS),
}


def changed(label: L, /, **fields: object) -> L:
    return label.model_copy(update=fields)


def only(problems: Iterable[str]) -> str:
    (line,) = problems
    return line


def entry(**fields: object) -> SecondPass:
    return changed(RECORD, disagreement=(changed(RECORD.disagreement[0], **fields),))


# ---- the files of the project ----


def test_the_labels_of_the_seeds_hold() -> None:
    assert seed_problems() == ()
    labels = load_seed_labels()
    assert len(labels.facts) >= 70
    assert len(labels.traps) >= 30
    assert len(labels.terms) >= 20
    assert {event.id for event in labels.events} == {"E0", "E1", "E2", "E3", "E4", "E5"}
    assert set(labels.articles) == {label.doc for label in labels.sentences}


def test_about_one_fact_in_five_is_indispensable() -> None:
    weights = Counter(fact.importance for fact in load_seed_labels().facts)
    assert 0.15 <= weights[3] / weights.total() <= 0.25


def test_a_third_of_the_labels_was_made_twice() -> None:
    labels, drawn = load_seed_labels(), read_second_pass().sampled
    pairs = [
        (drawn.facts, labels.facts),
        (drawn.traps, labels.traps),
        (drawn.sentences, labels.sentences),
        (drawn.differences, labels.differences),
        (drawn.terms, labels.terms),
    ]
    for sampled, everything in pairs:
        assert len(sampled) >= len(everything) / 3


def test_the_second_pass_gives_agreement_for_every_field() -> None:
    record = read_second_pass()
    measured = {figure.of for figure in record.agreement if figure.measure == "same"}
    assert {entry.field for entry in record.disagreement} < measured
    assert {"verdict", "voice"} < measured


def test_planted_suite_is_large_and_balanced() -> None:
    areas = load_planted()
    for is_sealed in (False, True):
        column = [sentence for area in areas if area.sealed == is_sealed for sentence in area.sentences]
        assert {sentence.kind for sentence in column} == set(PlantedKind)
        assert 0.4 <= sum(sentence.supported for sentence in column) / len(column) <= 0.6
    everything = [sentence for area in areas for sentence in area.sentences]
    wrong = [sentence for sentence in everything if not sentence.supported]
    assert len(everything) >= 300
    assert sum(sentence.how == "rewrite" for sentence in wrong) >= len(wrong) / 3


@pytest.mark.parametrize("folder", sorted(load.PLANTED.glob("*/*/")), ids=lambda folder: folder.name)
def test_every_planted_area_holds(folder: Path) -> None:
    assert planted_problems(folder) == ()
    area = load.read_planted(folder)
    for sentence in area.sentences:
        for cited in sentence.cites:
            place = find(cited, area.articles)
            assert area.articles[place.doc][place.start : place.end] == cited.quote


def test_the_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 0
    assert check.main([str(load.PLANTED / "open" / "flood")]) == 0
    assert "0 faults" in capsys.readouterr().out


# ---- quotes ----


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (quote("c", "ferry"), "no article 'c'"),
        (quote("a", "the tram"), "does not hold the words 'the tram'"),
        (quote("a", "The ferry"), "2 times: say which with nth"),
        (Quote(doc="a", quote="The ferry", nth=3), "2 times, not 3"),
    ],
)
def test_a_quote_that_cannot_be_placed_is_refused(wanted: Quote, said: str) -> None:
    with pytest.raises(LabelError, match=said):
        find(wanted, TWICE)


def test_nth_counts_from_one() -> None:
    assert find(Quote(doc="a", quote="The ferry", nth=2), TWICE).start == 20
    assert find(quote("b", "ferry"), TWICE).start == 8


# ---- rules ----


def test_the_tiny_world_breaks_no_rule() -> None:
    assert [
        *rules.facts(FACTS, EVENTS, ARTICLES),
        *rules.traps(TRAPS, FACTS, ARTICLES),
        *rules.events(EVENTS, ARTICLES),
        *rules.sentences(SENTENCES, EVENTS, ARTICLES),
        *rules.differences(DIFFERENCES, EVENTS, ARTICLES),
        *rules.terms(TERMS, ARTICLES),
        *rules.planted((SUPPORTED, WRONG), ARTICLES, "ferries"),
        *second_pass.problems(RECORD, NOW),
    ] == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": "F002"}, "fact 'F002' occurs 2 times"),
        ({"text": FACTS[1].text, "keys": FACTS[1].keys, "evidence": FACTS[1].evidence}, "the fact text"),
        ({"event": "E9"}, "no event E9"),
        ({"text": "Mayor Ana Lee met somebody."}, "its own text does not hold all its keys"),
        ({"evidence": (quote("a", "Nine ferries were idle."),)}, "holds none of its keys"),
        ({"evidence": (quote("a", "met the tram union"),)}, "does not hold the words"),
        ({"evidence": (quote("a", "union"), quote("a", "Lee met the ferry union"))}, "2 times: say which with nth"),
    ],
)
def test_a_wrong_fact_is_refused(fields: dict[str, object], said: str) -> None:
    found = list(rules.facts((changed(FACTS[0], **fields), FACTS[1]), EVENTS, ARTICLES))
    assert any(said in line for line in found)


def test_a_trap_that_a_fact_springs_is_refused() -> None:
    trap = changed(TRAPS[0], keys=(("ferry union",),))
    assert only(rules.traps((trap,), FACTS, ARTICLES)) == "T001 is sprung by the fact F001: one of them is wrong"


def test_a_trap_that_its_own_text_does_not_spring_is_refused() -> None:
    trap = changed(TRAPS[1], unless=("robbery",))
    assert only(rules.traps((trap,), FACTS, ARTICLES)) == "T002: its own text does not spring it"


@pytest.mark.parametrize(
    "other",
    [
        changed(EVENTS[1], maybe_same_as=()),
        changed(EVENTS[1], maybe_same_as=(changed(EVENTS[1].maybe_same_as[0], weak=False),)),
    ],
    ids=["one side only", "weak on one side only"],
)
def test_a_doubt_told_on_one_side_only_is_refused(other: EventLabel) -> None:
    found = list(rules.events((EVENTS[0], other, EVENTS[2]), ARTICLES))
    assert "E1: E2 does not say the same of it" in found


def test_a_mention_that_quotes_another_article_is_refused() -> None:
    mention = changed(EVENTS[0].mentions[0], evidence=(quote("b", PORT),))
    event = changed(EVENTS[0], mentions=(mention,))
    assert only(rules.events((event, *EVENTS[1:]), ARTICLES)) == "E1: a mention of a quotes another article"


def test_a_missing_sentence_is_refused() -> None:
    left = (*SENTENCES[:1], *SENTENCES[2:])
    assert only(rules.sentences(left, EVENTS, ARTICLES)) == "a: no sentence label for 'Nine ferries were idle.'"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (SentenceLabel(doc="a", quote="ferries were idle."), "two sentences overlap"),
        (changed(SENTENCES[1], events=("E7",)), "no event E7"),
        (changed(SENTENCES[1], needs=(Need(words="They", kind="pronoun"),)), "needs 'They', which it does not hold"),
        (
            changed(SENTENCES[1], needs=(Need(words="Nine", kind="ellipsis", resolved_by=quote("b", PORT)),)),
            "'Nine' is resolved by another article",
        ),
    ],
)
def test_a_wrong_sentence_label_is_refused(label: SentenceLabel, said: str) -> None:
    rest = SENTENCES if "overlap" in said else (SENTENCES[0], *SENTENCES[2:])
    assert said in only(rules.sentences((*rest, label), EVENTS, ARTICLES))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"event": "E9"}, "no event E9"),
        ({"also": ("precision",)}, "also precision: name other types"),
        ({"also": ("quarrel",)}, "also quarrel: name other types"),
        ({"sides": (DIFFERENCES[0].sides[0], DIFFERENCES[0].sides[0])}, "occurs 2 times"),
        (
            {"sides": (Side(value="Twelve", evidence=DIFFERENCES[0].sides[0].evidence), DIFFERENCES[0].sides[1])},
            "no evidence of 'Twelve' holds it",
        ),
    ],
)
def test_a_wrong_difference_is_refused(fields: dict[str, object], said: str) -> None:
    assert said in only(rules.differences((changed(DIFFERENCES[0], **fields),), EVENTS, ARTICLES))


def test_a_term_that_its_evidence_does_not_hold_is_refused() -> None:
    term: LoadedTerm = changed(TERMS[0], wording="theft")
    assert "does not hold 'theft'" in only(rules.terms((term,), ARTICLES))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (changed(WRONG, id="ferries-001"), "'ferries-001' occurs 2 times"),
        (changed(WRONG, text="The port union met Lee, WHO is the mayor", wrong="theft"), "does not hold 'theft'"),
        (changed(WRONG, text=SUPPORTED.text.upper(), wrong="LEE"), "occurs 2 times"),
        (changed(WRONG, id="trams-002"), "ids of this folder begin with ferries-"),
        (changed(WRONG, kind=PlantedKind.FUSION), "fusion is a supported kind"),
        (changed(WRONG, supported=True, wrong=""), "name is no supported kind"),
        (changed(WRONG, wrong=""), "`wrong` names the offending words"),
        (changed(WRONG, cites=(quote("a", "the port union"),)), "does not hold the words"),
        (
            changed(WRONG, text="Mayor Ana Lee met.", supported=True, kind=PlantedKind.VERBATIM, wrong=""),
            "",  # words out of the citation are verbatim, full stop or not
        ),
        (
            changed(WRONG, text="Lee met the ferry union.", supported=True, kind=PlantedKind.PARAPHRASE, wrong=""),
            "verbatim and kind paraphrase do not fit",
        ),
    ],
)
def test_a_planted_sentence_that_contradicts_itself_is_refused(label: PlantedSentence, said: str) -> None:
    found = list(rules.planted((SUPPORTED, label), ARTICLES, "ferries"))
    assert (said in only(found)) if said else not found


# ---- the record of the second pass ----


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (entry(label="F002"), "the label was not drawn"),
        (entry(settled="2"), "settled as '2', but the label says '3'"),
        (entry(about="met the port union"), "are not words of the label"),
        (entry(field="needs"), "such a label has no such field"),
        (entry(first="3"), "the two readings are the same"),
        (changed(RECORD, sampled=changed(RECORD.sampled, terms=("L009",))), "no label L009"),
        (changed(RECORD, sampled=changed(RECORD.sampled, facts=("F001", "F001"))), "F001 was drawn 2 times"),
        (changed(RECORD, disagreement=RECORD.disagreement * 2), "F001 importance stands 2 times"),
        (
            changed(RECORD, agreement=(changed(RECORD.agreement[0], value=0.9),)),
            "importance has 1 disagreements in 4, which is not 0.9",
        ),
    ],
)
def test_a_second_pass_that_does_not_fit_the_labels_is_refused(record: SecondPass, said: str) -> None:
    assert any(said in line for line in second_pass.problems(record, NOW))


def test_a_term_that_was_settled_as_plain_has_no_label() -> None:
    plain = {
        "label": "L001",
        "about": "robbery",
        "field": "loaded",
        "first": "loaded",
        "second": second_pass.NOT_LOADED,
    }
    record = changed(entry(**plain, settled=second_pass.NOT_LOADED), agreement=())
    gone = {name: values for name, values in NOW.items() if name != "L001"}
    assert list(second_pass.problems(record, gone)) == []
    assert "the label says 'loaded'" in only(second_pass.problems(record, NOW))


@pytest.mark.parametrize(("settled", "is_held"), [("the ferries", False), ("", True)])
def test_a_settled_need_stands_in_its_sentence(settled: str, is_held: bool) -> None:
    needs = {"label": "a/2", "about": "Nine ferries", "field": "needs", "first": "", "second": "the ferries"}
    record = changed(entry(**needs, settled=settled), agreement=())
    assert (list(second_pass.problems(record, NOW)) == []) == is_held


# ---- files ----


def test_a_label_file_says_which_label_is_wrong_and_where(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text('[[term]]\nid = "L001"\nwording = "robbery"\nvoice = "nobody"\n', "utf-8")
    with pytest.raises(LabelError, match=r"terms\.toml: term L001: referent: Field required"):
        read_tables(path, "term", LoadedTerm)
    path.write_text("[[fact]]\n", "utf-8")
    with pytest.raises(LabelError, match="unknown tables: fact"):
        read_tables(path, "term", LoadedTerm)
    path.write_text("[[term", "utf-8")
    with pytest.raises(LabelError, match=r"terms\.toml cannot be read"):
        read_tables(path, "term", LoadedTerm)
    path.write_text("", "utf-8")
    with pytest.raises(LabelError, match="sampled: Field required"):
        read_record(path, SecondPass)


def test_a_folder_needs_articles_with_names_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="holds no article"):
        read_articles(tmp_path)
    (tmp_path / "a_one.txt").write_bytes(b"One.\r\nTwo.")
    assert read_articles(tmp_path) == {"a": "One.\nTwo."}
    (tmp_path / "a_two.txt").write_text("Two.", "utf-8")
    with pytest.raises(LabelError, match="two articles are called 'a'"):
        read_articles(tmp_path)


def test_a_folder_with_a_fault_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ARTICLES["a"], "utf-8")
    (tmp_path / "sentences.toml").write_text(
        f'[[sentence]]\nid = "trams-001"\ntext = "{WRONG.text}"\nsupported = false\nkind = "name"\n'
        'how = "rewrite"\nwrong = "port"\nwhy = "the ferry union"\ncites = [{ doc = "a", quote = "the port union" }]\n',
        "utf-8",
    )
    assert len(planted_problems(tmp_path)) == 2
    assert check.main([str(tmp_path)]) == 1
    assert "does not hold the words 'the port union'" in capsys.readouterr().out


def test_labels_with_a_fault_are_not_handed_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(load, "SEEDS", tmp_path / "none")
    with pytest.raises(LabelError, match="run evaluations in a source checkout"):
        seed_problems()
