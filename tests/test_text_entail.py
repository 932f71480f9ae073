"""What the entailment scorer notices beside an honest retelling of the same words, and what it is made of."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from service.text.entail import Entailment, is_copy, score, threshold
from service.text.entail.align import align, one_apart, read
from service.text.entail.clauses import parse
from service.text.entail.features import measure
from service.text.entail.lexicon import are_opposite, kinship, nearness, stem, weights
from service.text.entail.signals import no_signals
from service.text.entail.tokens import cut, tokenize
from service.text.entail.trees import Trees, calibrated
from service.text.support.reading import read as read_words
from service.text.support.sides import turned

ROOT = Path(__file__).parent.parent
ROOM = ROOT / "service" / "text" / "entail"
WEIGHTS = ROOT / "service" / "text" / "data" / "entailment.json"
NETWORK = WEIGHTS.with_suffix(".onnx")
REASONS = {
    "not_entailed", "partly_supported", "roles_changed", "negation_changed", "hedge_changed", "outcome_invented",
}  # fmt: skip

COUNCIL = "Marisa Oduya, the mayor of Kelby, said on Tuesday that the council might close 14 schools next year."
FIRM = "Brannock Steel rejected the takeover bid of Halvorsen Group on Monday."
WATCHDOG = "The watchdog accused Tarn Energy of hiding two leaks."
PRICES = "Shares in Tarn Energy fell 4.1 percent on Friday."
BRIDGE = "The bridge was closed in March. Engineers found cracks in two pillars, the report said."


@pytest.mark.parametrize(
    ("source", "honest", "wrong"),
    [
        (COUNCIL, "The council might shut 14 schools next year, said Marisa Oduya, the mayor of Kelby.",
         "The council might shut 17 schools next year, said Marisa Oduya, the mayor of Kelby."),
        (COUNCIL, "Fourteen schools might be closed by the council next year, the mayor of Kelby, Marisa Oduya, said.",
         "Fourteen schools might be closed by the council next year, the mayor of Harrow, Marisa Oduya, said."),
        (COUNCIL, "The council might close 14 schools next year, Marisa Oduya said.",
         "The council might not close 14 schools next year, Marisa Oduya said."),
        (FIRM, "On Monday Brannock Steel turned down the takeover bid of Halvorsen Group.",
         "On Monday Brannock Steel accepted the takeover bid of Halvorsen Group."),
        (PRICES, "On Friday shares in Tarn Energy dropped 4.1 percent.",
         "On Friday shares in Tarn Energy rose 4.1 percent."),
        (COUNCIL, "The council might shut 14 schools next year, said Marisa Oduya.",
         "The council will shut 14 schools next year, said Marisa Oduya."),
        (BRIDGE, "The bridge was closed in March.",
         "The bridge was closed in March because a ship had struck it."),
        (BRIDGE, "Engineers found cracks in two pillars, according to the report.",
         "Engineers found cracks in two pillars and asked the ministry for money, according to the report."),
    ],
    ids="number place negation antonym direction hedge cause added".split(),
)  # fmt: skip
def test_a_wrong_word_counts_against_the_honest_retelling(source: str, honest: str, wrong: str) -> None:
    right, bad = score(honest, [source]), score(wrong, [source])
    assert bad.probability < right.probability
    assert not bad.supported
    assert not right.refused


def test_exchanged_roles_count_against_a_sentence_and_the_rule_of_sides_refuses_them() -> None:
    right = "On Monday the takeover bid of Halvorsen Group was rejected by Brannock Steel."
    wrong = "On Monday the takeover bid of Brannock Steel was rejected by Halvorsen Group."
    assert score(wrong, [FIRM]).probability < score(right, [FIRM]).probability
    assert turned(read_words(wrong), [read_words(FIRM)])
    assert not turned(read_words(right), [read_words(FIRM)])


@pytest.mark.parametrize("source", [COUNCIL, FIRM, WATCHDOG, PRICES])
def test_a_sentence_of_the_source_is_carried(source: str) -> None:
    found = score(source, [source])
    assert found.supported
    assert found.reason is None
    assert found.probability > 0.5


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("On Monday Brannock Steel accepted the takeover bid of Halvorsen Group.", "accepted"),
        ("Shares in Tarn Energy fell 4.1 percent on Friday and the chairman resigned in Lisbon.", "Lisbon"),
    ],
)
def test_the_words_that_are_not_carried_are_named(claim: str, word: str) -> None:
    found = score(claim, [FIRM, PRICES])
    assert word in found.words
    assert not found.supported
    assert found.reason in REASONS


def test_nothing_carries_a_claim_without_passages() -> None:
    nothing = Entailment(0.0, supported=False, refused=True, words=(), reason="not_entailed", margin=0.0)
    assert score(FIRM, []) == nothing
    assert score(FIRM, ["  "]).supported is False
    assert score("", [FIRM]).supported is False


@pytest.mark.parametrize("claim", ["—", "?!", "7", "x" * 3000, "Ünïcödé 漢字 🎈 said.", "not " * 200])
def test_odd_claims_get_a_probability(claim: str) -> None:
    assert 0 <= score(claim, [FIRM]).probability <= 1
    assert 0 <= score(FIRM, [claim]).probability <= 1


def test_the_same_question_has_the_same_answer() -> None:
    assert score(COUNCIL, [FIRM, COUNCIL]) == score(COUNCIL, [FIRM, COUNCIL])


@pytest.mark.parametrize(
    ("one", "other"),
    [("two hundred and fifty-one people", "251 people"), ("4 million crowns", "four million crowns"),
     ("the 21st member", "the twenty-first member"), ("Tomáš Breck", "Tomas Breck"), ("rising", "rose")],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert [t.stem for t in tokenize(one)] == [t.stem for t in tokenize(other)]


def test_sentences_end_where_they_end() -> None:
    assert cut("Mr. Ode left at 2.15 a.m. on Monday. He said so.") == [
        "Mr. Ode left at 2.15 a.m. on Monday.",
        "He said so.",
    ]


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [("resign", "step_down", 0.9), ("telephone", "ring", 0.9), ("resignation", "resign", 0.6), ("euro", "crown", 0.0)],
)
def test_words_that_carry_the_same_news(one: str, other: str, least: float) -> None:
    phrase = "_".join(stem(part) for part in other.split("_"))
    found = kinship(stem(one), phrase)
    assert found >= least
    assert least or not found


def test_opposites_are_no_synonyms_however_near() -> None:
    assert are_opposite(stem("rose"), stem("fell"))
    assert kinship(stem("rose"), stem("fell")) == 0
    assert nearness("rose", "fell") > 0.5
    assert nearness("rose", "qqq") == 0


def test_an_acronym_stands_for_its_name() -> None:
    evidence = read(["The Regional Electoral Board published the count."])
    matches, _ = align(tokenize("The REB published the count."), evidence)
    assert all(m.place >= 0 for m in matches)
    assert one_apart("haddari", "hadari")
    assert not one_apart("lindh", "brandt")


def test_speech_and_scope_are_read() -> None:
    parsed = parse(tokenize("The union did not accept the plan, Mayor Lena Ode said."))
    assert [parsed.tokens[i].low for i in parsed.negated] == ["accept", "plan"]
    assert [[parsed.tokens[i].text for i in s.speaker] for s in parsed.speeches][-1][-2:] == ["Lena", "Ode"]


def test_roles_follow_the_voice() -> None:
    source = ["Brannock sued Halvorsen in Kelby."]
    assert measure("Halvorsen was sued by Brannock in Kelby.", source).values["role_both"] == 0
    assert measure("Brannock was sued by Halvorsen in Kelby.", source).values["role_both"] == 1


@pytest.mark.parametrize(
    ("claim", "source", "name", "value"),
    [
        ("Prices rose in May.", "Prices fell in May.", "axes_against", 1),
        ("Prices rose in May.", "Prices climbed in May.", "axes_against", 0),
        ("The bridge opens in May.", "The bridge may open in May.", "sure_gained", 4),
        ("The bridge may open in May.", "The bridge could open in May.", "sure_gained", 0),
        ("All farmers left.", "Some farmers left.", "amount_some", -1),
        ("A deal was signed for 30 boats.", "A deal was signed for about 30 boats.", "figure_sharpened", 1),
        ("The mill shut because prices fell.", "The mill shut. In Kelby prices fell.", "cause_torn", 1),
        ("The mill shut because prices fell.", "The mill shut after prices fell.", "cause_bare", 0),
        ("The mill shut, and prices did not fall.", "The mill shut, and prices fell.", "clause_odd_turned", 1),
        ("The mill shut, and prices did not fall.", "The mill shut, and prices rose.", "clause_odd_turned", 0),
    ],
)
def test_where_a_clause_stands_on_scales(claim: str, source: str, name: str, value: float) -> None:
    assert measure(claim, [source]).values[name] == value


def test_a_verb_is_held_against_the_verb_in_its_place() -> None:
    source = ["The council demolished the old mill in Kelby."]
    kept, other = (
        measure(f"The council {verb} the old mill in Kelby.", source).values for verb in ("razed", "painted")
    )
    assert kept["verbs_loose"] + kept["verbs_kin"] == 1
    assert other["verbs_loose"] == 1
    assert other["residual"] > kept["residual"]
    assert other["verbs_left"] == 1


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("The union will not take part in the talks on Monday.", "copy_negation_put"),
        ("The union refused to take part in the talks on Monday.", "copy_negation_put"),
        ("The union will take part in the talks after Monday because of the fee.", "copy_cause_put"),
    ],
)
def test_what_turns_a_copied_sentence_around(claim: str, name: str) -> None:
    source = "The union will take part in the talks on Monday."
    assert measure(claim, [source]).values[name] >= 1
    assert measure(source, [source]).values[name] == 0


def test_rules_of_support_are_values() -> None:
    values = measure("Shares fell because a ship sank.", ["Shares fell. A ship sank."]).values
    assert values["rule_cause"] == values["causes"] == 1
    assert measure("Velm bought Brand.", ["Velm sold Brand."]).values["rival_word"] > 0
    assert no_signals().keys() <= values.keys()


def test_demonyms_and_spellings_are_one_name() -> None:
    for claim, source in (("Spanish farmers left.", "Farmers left Spain."), ("Joerg Ode left.", "Jörg Ode left.")):
        assert measure(claim, [source]).values["name_missing"] == 0


def test_trees_and_calibration_by_hand() -> None:
    tree = {"f": [0], "t": [1.0], "l": [-1], "r": [-2], "v": [-0.5, 0.5]}
    stump = {"f": [], "t": [], "l": [], "r": [], "v": [0.25]}
    model = Trees.of({"names": ["a"], "trees": [tree, stump], "knots": [-1.0, 1.0], "levels": [0.0, 1.0]})
    assert model.score({"a": 1.0}) == -0.25
    assert model.probability({"a": 2.0}) == pytest.approx(0.875)
    assert calibrated(0.0, (), ()) == 0.5
    assert calibrated(9.0, (0.0,), (0.6,)) == 0.6


def test_weights_are_small_and_whole() -> None:
    assert WEIGHTS.stat().st_size + NETWORK.stat().st_size < 30_000_000
    assert 0 < threshold() < 1
    for model in weights()["models"].values():
        assert 0 < model["refused"] < model["threshold"]
        assert list(model["knots"]) == sorted(model["knots"])
        assert list(model["levels"]) == sorted(model["levels"])
        assert set(model["names"]) == set(measure(FIRM, [FIRM]).values)


def test_the_card_names_the_weights() -> None:
    card = (ROOT / "docs" / "entailment-model-card.md").read_text(encoding="utf-8")
    for path in (WEIGHTS, NETWORK):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in card


def test_training_libraries_are_not_needed_for_a_score() -> None:
    code = (
        "import sys; from service.text.entail import score; print('onnxruntime' in sys.modules);"
        "score('Ode left.', ['Ode left Tarn.']); print('onnxruntime' in sys.modules,"
        "sorted({'lightgbm', 'sklearn', 'torch', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True", "[]"]


def test_the_scorer_and_the_examiner_share_nothing() -> None:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith("evals")


@pytest.mark.parametrize(("claim", "cited"), [("", FIRM), (" ", FIRM), (FIRM, ""), (FIRM, WATCHDOG)])
def test_nothing_is_a_copy_of_what_shares_no_words_with_it(claim: str, cited: str) -> None:
    assert is_copy(FIRM, [FIRM])
    assert not is_copy(claim, [cited])


@pytest.mark.parametrize("half", ["AM", "am", "A.M.", "a.m.", "a.m"])
@pytest.mark.parametrize("gap", [" ", "", "\u00a0"])
def test_the_half_of_the_day_is_written_in_one_way(half: str, gap: str) -> None:
    told = tokenize("The fire began at 12:18 a.m. on Tuesday.")
    assert tokenize(f"The fire began at 12:18{gap}{half} on Tuesday.") == told
    assert "12:18" in {token.stem for token in told}


def test_what_looks_like_the_half_of_a_day_elsewhere_is_left() -> None:
    stems = [token.stem for token in tokenize("I am sure that PM Lind won 4 amber cups.")]
    assert "a.m." not in stems
    assert "p.m." not in stems
