"""Claims that cite whole articles: the labels are whole, a bad line is refused, and the check keeps what it reached."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evals.labels.find import LabelError
from evals.labels.long_check import FOLDER, HALVES, LongCheck, load_long_check
from service.recheck import Verdict, recheck_text
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

CLAIM: dict[str, Any] = {
    "cites": "bridge",
    "kind": "paraphrase",
    "text": "The bridge was closed on Monday.",
    "evidence": ["The bridge was shut on Monday."],
    "wrong": "",
}
# refused of the supported at most, and refused or left open of the wrong at least
REFUSED, HELD_BACK = {"open": 0.05, "held_out": 0.10}, {"open": 0.90, "held_out": 0.80}


def _folder(tmp_path: Path, **changed: Any) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text("The bridge was shut on Monday. It had cracks.", "utf-8")
    (tmp_path / "open.jsonl").write_text(json.dumps(CLAIM) + "\n", "utf-8")
    other = CLAIM | {"text": "On Monday the bridge was closed."} | changed
    (tmp_path / "held_out.jsonl").write_text(json.dumps(other) + "\n", "utf-8")
    return tmp_path


def test_both_halves_are_whole() -> None:
    labels = load_long_check()
    assert {half: len(found) for half, found in labels.claims.items()} == {"open": 70, "held_out": 70}
    supported = Counter(claim.supported for found in labels.claims.values() for claim in found)
    assert supported == {True: 63, False: 77}
    invented = [path.stem for path in (FOLDER / "articles").glob("*.txt")]
    assert all(250 <= len(labels.articles[name].split()) <= 500 for name in invented)
    assert {claim.cites for found in labels.claims.values() for claim in found} == set(labels.articles)


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    labels = load_long_check(_folder(tmp_path))
    assert [claim.supported for half in HALVES for claim in labels.claims[half]] == [True, True]


@pytest.mark.parametrize(
    "changed",
    [
        {"cites": "tunnel"},
        {"kind": "invention"},
        {"evidence": ["The bridge was opened."]},
        {"evidence": []},
        {"wrong": "closed"},
        {"kind": "figure", "wrong": "seven"},
        {"kind": "figure"},
        {"note": "unknown"},
    ],
)
def test_a_bad_claim_refuses_the_set(changed: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"held_out\.jsonl:1"):
        load_long_check(_folder(tmp_path, **changed))


def test_a_claim_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="twice"):
        load_long_check(_folder(tmp_path, text=CLAIM["text"]))


@pytest.mark.parametrize("half", HALVES)
def test_what_the_check_reaches_on_whole_articles(half: str) -> None:
    refused, held_back = _shares(load_long_check(), half)
    assert refused <= REFUSED[half]
    assert held_back >= HELD_BACK[half]


def _shares(labels: LongCheck, half: str) -> tuple[float, float]:
    """Supported claims that are refused, and wrong ones that are not passed."""
    verdicts: dict[bool, list[Verdict]] = {True: [], False: []}
    for name, article in labels.articles.items():
        claims = [claim for claim in labels.claims[half] if claim.cites == name]
        text = "\n\n".join(f"{claim.text.rstrip('.')} [1]." for claim in claims)
        report = recheck_text(text, load_texts([TextInput(text=article)]).documents, load_rules())
        for claim, sentence in zip(claims, report.sentences, strict=True):
            verdicts[claim.supported].append(sentence.verdict)
    refused = sum(v == Verdict.UNSUPPORTED for v in verdicts[True]) / len(verdicts[True])
    return refused, sum(v != Verdict.SUPPORTED for v in verdicts[False]) / len(verdicts[False])
