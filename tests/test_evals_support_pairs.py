"""The sentence pairs that train the entailment scorer: whole, and refused where a line is not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evals.labels.find import LabelError
from evals.labels.support_pairs import KINDS, SUPPORTED, load_pairs

ITEM: dict[str, Any] = {
    "id": "x-01",
    "subject": "bridges",
    "docs": {"a": ["The bridge was shut on Monday.", "It had cracks."], "b": ["A ferry sailed."]},
    "claims": [
        ["a1", "paraphrase", "On Monday the bridge was closed.", ""],
        ["a1+b1", "negation", "The bridge was not shut.", "not"],
    ],
}


def _write(folder: Path, **changed: Any) -> Path:
    (folder / "bridges.jsonl").write_text(json.dumps(ITEM | changed) + "\n", encoding="utf-8")
    return folder


def test_every_pair_is_whole() -> None:
    found = load_pairs()
    claims = [claim for items in found.values() for item in items for claim in item.claims]
    assert len(found) == 25
    assert len(claims) == 18186
    kinds = Counter(claim.kind for claim in claims)
    assert set(kinds) == KINDS
    assert abs(sum(kinds[k] for k in SUPPORTED) / len(claims) - 0.5) < 0.01


def test_no_claim_is_in_two_files() -> None:
    texts = [{c.text for item in items for c in item.claims} for items in load_pairs().values()]
    assert sum(len(t) for t in texts) == len(set().union(*texts))


def test_a_claim_gets_the_sentences_that_it_cites(tmp_path: Path) -> None:
    (item,) = load_pairs(_write(tmp_path))["bridges"]
    assert item.claims[1].passages == ("The bridge was shut on Monday.", "A ferry sailed.")
    assert [claim.supported for claim in item.claims] == [True, False]
    assert len(item.sentences) == 3


@pytest.mark.parametrize(
    "claim",
    [
        ["a3", "paraphrase", "The bridge was closed.", ""],
        ["c1", "paraphrase", "The bridge was closed.", ""],
        ["a0", "paraphrase", "The bridge was closed.", ""],
        ["a1", "invention", "The bridge was closed.", ""],
        ["a1", "paraphrase", "The bridge was closed.", "closed"],
        ["a1", "negation", "The bridge was never shut.", "not"],
        ["a1", "negation", "The bridge was never shut.", ""],
        ["a1", "paraphrase", "Shut.", ""],
        ["a1", "paraphrase"],
    ],
)
def test_a_bad_claim_refuses_the_file(claim: list[str], tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"bridges\.jsonl:1"):
        load_pairs(_write(tmp_path, claims=[claim]))


def test_an_empty_folder_and_an_id_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError):
        load_pairs(tmp_path)
    _write(tmp_path)
    (tmp_path / "more.jsonl").write_text(json.dumps(ITEM), encoding="utf-8")
    with pytest.raises(LabelError):
        load_pairs(tmp_path)
