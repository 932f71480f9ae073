"""What the offline judge notices, what it lets pass, and what it is made of."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evals.judges.offline import OfflineJudge
from evals.judges.offline.alignment import best_window, fragments, read_evidence
from evals.judges.offline.binding import one_apart
from evals.judges.offline.judge import WEIGHTS, Weights
from evals.judges.offline.tokens import cut, stem, tokenize

ROOM = WEIGHTS.parent
JUDGE = OfflineJudge.load()
SOURCE = (
    "Marisa Oduya, the mayor of Kelby, said on Tuesday that the council might close 14 schools next year. "
    "Parents welcomed the delay of the vote, but the union did not accept the plan."
)
FAITHFUL = "Marisa Oduya, the mayor of Kelby, said that the council might close 14 schools next year."


def probability(claim: str, *evidence: str) -> float:
    found = JUDGE.judge(claim, evidence or (SOURCE,)).probability
    assert found is not None
    return found


def test_a_sentence_of_the_source_is_supported() -> None:
    for claim in (FAITHFUL, *cut(SOURCE)):
        verdict = JUDGE.judge(claim, [SOURCE])
        assert verdict.supported, claim
        assert verdict.by == "offline judge 1"


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ("Marisa Oduya, the mayor of Kelby, said that the council might close 17 schools next year.", "17"),
        ("Marisa Oduya, the mayor of Harrow, said that the council might close 14 schools next year.", "Harrow"),
        ("Marisa Oduya, the mayor of Kelby, said on Friday that the council might close 14 schools.", "Friday"),
        ("Marisa Oduya, the mayor of Kelby, said that the council might open 14 schools next year.", "open"),
        ("The union did not accept the plan because the bishop had been bribed by investors.", "bribed"),
    ],
)
def test_a_changed_word_is_refused_and_named(wrong: str, word: str) -> None:
    verdict = JUDGE.judge(wrong, [SOURCE])
    assert verdict.supported is False
    assert word in verdict.words


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The union did not accept the plan.", "The union did accept the plan."),
        ("The council might close 14 schools next year.", "The council might not close 14 schools next year."),
        ("Parents welcomed the delay of the vote.", "Parents condemned the delay of the vote."),
    ],
)
def test_negation_and_opposites_lower_the_probability(right: str, wrong: str) -> None:
    assert probability(wrong) < probability(right)


def test_swapped_roles_lower_the_probability() -> None:
    source = "Corvane agreed on Monday to take over its smaller rival Lumio in a deal worth 7.4 billion euros."
    right = "Corvane agreed on Monday to take over its rival Lumio."
    wrong = "Lumio agreed on Monday to take over its rival Corvane."
    assert probability(wrong, source) < probability(right, source)


def test_spelling_and_number_words_do_not_matter() -> None:
    source = "Tomáš Lindhøj scored twenty-five goals in 2019, and the club paid 1.2 million euros."
    assert probability("Tomas Lindhoj scored 25 goals in 2019.", source) > 0.5
    assert probability("The club paid 1,200,000 euros.", source) > 0.5


def test_a_claim_that_the_whole_of_an_article_supports_is_found_in_it() -> None:
    filler = " ".join(
        f"On day {n} the committee of the harbour heard a report about the cranes and the tides of the bay."
        for n in range(40)
    )
    article = f"{filler} {SOURCE} {filler}"
    assert probability(FAITHFUL, article) > probability(FAITHFUL.replace("14", "17"), article)
    assert probability(FAITHFUL, article) > probability("Oduya resigned after the harbour burned down.", article)
    assert "articles" in JUDGE.judge(FAITHFUL, [article]).note


def test_several_passages_are_read_together() -> None:
    claim = "The union did not accept the plan to close 14 schools."
    assert probability(claim, *cut(SOURCE)) > probability(claim, "The harbour has 14 cranes.", "A union was founded.")


def test_nothing_cited_is_not_supported_and_no_words_are_unscored() -> None:
    nothing = JUDGE.judge(FAITHFUL, [])
    assert (nothing.supported, nothing.probability) == (False, 0.0)
    for unscored in (JUDGE.judge("...", [SOURCE]), JUDGE.judge(FAITHFUL, ["***"])):
        assert unscored.supported is None
        assert unscored.probability is None
        assert unscored.note


def test_the_verdict_is_the_same_every_time() -> None:
    assert JUDGE.judge(FAITHFUL, [SOURCE]) == OfflineJudge.load().judge(FAITHFUL, [SOURCE])


def test_the_weights_are_those_of_the_card() -> None:
    text = WEIGHTS.read_bytes()
    assert len(text) <= 2_000_000
    assert hashlib.sha256(text).hexdigest() in (ROOM / "MODEL_CARD.md").read_text("utf-8")
    start = time.process_time()
    weights = Weights.model_validate_json(text)
    assert time.process_time() - start < 1.0
    for expert in weights.experts:
        for tree in expert.model.trees:
            assert max(tree.feature) < len(weights.features)
            assert len(tree.feature) == len(tree.value) == len(tree.left) == len(tree.right)


def test_the_judge_knows_no_rule_of_the_product() -> None:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.startswith("service") or n.split(".")[0] in {"numpy", "lightgbm"}], path


def test_training_says_which_packages_it_lacks(tmp_path: Path) -> None:
    code = (
        "import importlib.util as u; u.find_spec = lambda name, package=None: None;"
        "from evals.judges.offline.train import main; main(['--data', 'x'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "numpy and lightgbm" in run.stderr


def test_tokens_and_sentences() -> None:
    assert [t.stem for t in tokenize("$1.2 million, twenty-five, 40%, U.S. studies")] == [
        "#1200000", "#25", "#40", "percent", "america", "study",
    ]  # fmt: skip
    assert cut("Mr. Lee left. He said so [3]. Then 4 p.m. came.") == (
        "Mr. Lee left.",
        "He said so.",
        "Then 4 p.m. came.",
    )
    assert stem("studied") == stem("studies") == "study"
    assert one_apart("joaquin", "joakin") is False
    assert one_apart("vorstad", "worstad")


def test_alignment_finds_the_copied_run_and_the_best_window() -> None:
    evidence = read_evidence(["One two. Red boats left the old harbour at dawn. Three four."])
    claim = tokenize("Boats left the old harbour")
    assert [length for _, _, length in fragments(claim, evidence)] == [5]
    share, start, end = best_window(frozenset({"boat", "dawn"}), evidence, 9, {"boat": 1.0, "dawn": 1.0})
    assert (share, end - start) == (1.0, 7)
