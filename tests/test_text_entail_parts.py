"""The trained files of the scorer: a damaged installation is one clear message, never another verdict."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.errors import InstallError
from service.text.entail import lexicon, network, parts, scorer, wordpieces
from tests.check_support import PADDING
from tests.cli_support import ROOT, Evenhand

SHIPPED = Path(parts.__file__).parent.parent / "data"
CACHED = (parts.digests, lexicon.weights, network._loaded, wordpieces.vocabulary, wordpieces.pieces, scorer._model)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the trained files that may be damaged, and nothing read of them yet."""
    for name in (*(parts.TABLES, parts.NETWORK, parts.PIECES), "entailment.sha256"):
        shutil.copy(SHIPPED / name, tmp_path)
    monkeypatch.setattr(parts, "_folder", lambda: tmp_path)
    for cached in CACHED:
        cached.cache_clear()
    yield tmp_path
    for cached in CACHED:
        cached.cache_clear()


def test_the_digests_are_those_of_the_files_and_on_the_card() -> None:
    card = (Path(__file__).parent.parent / "docs" / "entailment-model-card.md").read_text("utf-8")
    for name in (parts.TABLES, parts.NETWORK, parts.PIECES):
        assert parts.part(name)
        assert parts.digests()[name] in card


@pytest.mark.parametrize("name", [parts.TABLES, parts.NETWORK, parts.PIECES])
@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "gone", "unsealed"])
def test_a_damaged_file_is_named_and_gives_no_verdict(installed: Path, name: str, damage: str) -> None:
    file = installed / name
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    elif damage == "unsealed":
        (installed / "entailment.sha256").write_bytes(b"\xff\n")
    else:
        changed = bytes([whole[len(whole) // 2] ^ 1])
        middle = whole[: len(whole) // 2] + changed + whole[len(whole) // 2 + 1 :]
        file.write_bytes({"cut": whole[:1000], "changed": middle, "empty": b""}[damage])
    with pytest.raises(InstallError, match=name if damage != "unsealed" else "install evenhand again"):
        scorer.score("The council closed the bridge.", ["The council closed the bridge on Monday."])


def test_the_command_says_so_in_one_line(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installed / parts.NETWORK).write_bytes(b"")
    article, brief = tmp_path / "a.txt", tmp_path / "b.md"
    article.write_text(
        "The council of Larkmoor closed the Orla bridge on Monday after two cracks were found.\n" + PADDING[0]
    )
    brief.write_text("Larkmoor shut the bridge on Monday [1].\n")
    code, out, err = Evenhand(capsys)("check", brief, article)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "entailment.onnx" in err


def test_a_missing_package_is_named(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(InstallError, match="ONNX Runtime"):
        scorer.score("The council closed the bridge.", ["The council closed the bridge on Monday."])


def test_threads_that_come_together_load_the_network_once(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    read = parts.part

    def counted(name: str) -> bytes:
        reads.append(name)
        return read(name)

    monkeypatch.setattr(network, "part", counted)
    gate = threading.Barrier(8)

    def load(_: int) -> object:
        gate.wait()
        return network._session()

    with ThreadPoolExecutor(8) as threads:
        sessions = list(threads.map(load, range(8)))
    assert reads == [parts.NETWORK]
    assert len({id(session) for session in sessions}) == 1


def test_scoring_writes_nothing_to_the_home_folder(tmp_path: Path) -> None:
    program = (
        "from service.text.entail import score; score('The council closed it.', ['The council closed the bridge.'])"
    )
    names = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment = names | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, timeout=60)
    assert list(tmp_path.rglob("*")) == []
