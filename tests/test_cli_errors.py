"""Bad input and bad usage: one clear line on standard error, nothing on standard output, the right exit code."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from service.cli.running import guarded
from service.errors import (
    BudgetReached,
    EvenhandError,
    InputError,
    InstallError,
    ModelOutputInvalid,
    ModelRefused,
    ModelUnavailable,
)
from tests.cli_support import Evenhand, write_articles


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with two articles and files that are none."""
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "broken.toml").write_text("term = [", encoding="utf-8")
    (tmp_path / "pattern.toml").write_text(
        '[[term]]\nid = "a"\nreferent = "a"\npattern = "("\nneutral = "b"\nhandling = "replace"\n', encoding="utf-8"
    )
    (tmp_path / "none").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("brief",), "Missing argument 'INPUT'"),
        (("brief", "nowhere.txt"), "S1 nowhere.txt: no such file; check the path"),
        (("brief", "empty.txt"), "S1 empty.txt: empty"),
        (("brief", "binary.txt"), "S1 binary.txt: not a text file"),
        (("brief", "none"), "S1 none: holds no file of a known kind"),
        (("brief", "ftp://127.0.0.1/a"), "S1 ftp://127.0.0.1/a: "),
        (("brief", "tram.txt", "--meta", "title=x"), "--meta 'title=x': write it as S1.published=2024-02-04"),
        (("brief", "tram.txt", "--meta", "S1.title"), "--meta 'S1.title': write it as"),
        (("brief", "tram.txt", "--meta", "S1.titel=x"), "unknown key 'titel'; allowed are title, outlet"),
        (("brief", "tram.txt", "--meta", "S1.published=soon"), "published 'soon' is not a date"),
        (("brief", "tram.txt", "--meta", "S7.title=x"), "metadata for S7: no such input; given: S1"),
        (("brief", "tram.txt", "--sentences", "0"), "--sentences: must be at least 1, not 0"),
        (("brief", "tram.txt", "--sentences", "many"), "Invalid value for '--sentences': must be a whole number; see"),
        (("brief", "tram.txt", "--max-cost", "nan"), "--max-cost: must be at least 0, not nan"),
        (("serve", "--port", "99999"), "Invalid value for '--port': must be at most 65535; see evenhand serve --help"),
        (("brief", ""), "S1 '': an empty name; name a file, a folder, an address or -"),
        (("check", " ", "tram.txt"), "BRIEF has an empty name; name its file"),
        (("brief", "tram.txt", "--max-cost", "-1"), "--max-cost: must be at least 0"),
        (("brief", "tram.txt", "--format", "pdf"), "'pdf' is not one of 'terminal', 'md', 'json', 'html'"),
        (("brief", "tram.txt", "--writer", "me"), "'me' is not one of 'auto', 'llm', 'extractive'"),
        (("brief", "tram.txt", "--writer", "llm"), "no model is configured: set --model"),
        (("brief", "tram.txt", "--sentence", "3"), "--sentence"),
        (("brief", "tram.txt", "--out", "nowhere/b.md"), "--out nowhere/b.md: there is no folder nowhere"),
        (("brief", "tram.txt", "--out", "none"), "--out none: that is a folder"),
        (("brief", "tram.txt", "--out", "b.docx"), "the ending .docx; end the name in one of .md, .markdown, .json"),
        (("brief", "tram.txt", "--trace", "tram.txt"), "--trace tram.txt: cannot be made a folder (File exists)"),
        (("brief", "tram.txt", "--terms", "nowhere.toml"), "'--terms': file 'nowhere.toml' does not exist"),
        (("brief", "tram.txt", "--terms", "broken.toml"), "broken.toml: not a TOML file"),
        (("brief", "tram.txt", "--terms", "pattern.toml"), "term 'a' has a pattern that is no regular expression"),
        (("brief", "tram.txt", "--prices", "none"), "'--prices': file 'none' is a directory"),
        (("brief", "tram.txt", "--local-model", "nowhere.gguf"), "file 'nowhere.gguf' does not exist"),
        (("check", "tram.txt"), "Missing argument 'INPUT'"),
        (("check", "nowhere.json", "tram.txt"), "nowhere.json: cannot be read (No such file or directory)"),
        (("check", "none", "tram.txt"), "none: cannot be read (Is a directory)"),
        (("check", "empty.txt", "tram.txt"), "empty.txt: empty"),
        (("check", "binary.txt", "tram.txt"), "binary.txt: not text"),
        (("check", "-", "-"), "standard input can be read only once"),
        (("prompts", "show", "nowhere"), "no prompt 'nowhere'"),
        (("brew",), "No such command 'brew'"),
        (("--sentences", "3"), "No such option: --sentences"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_input_is_one_clear_message(evenhand: Evenhand, folder: Path, args: tuple[str, ...], words: str) -> None:
    ran = evenhand(*args, *(("--quiet",) if args[0] == "brief" else ()))
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    first, *rest = ran.err.splitlines()
    assert first.startswith("evenhand: ")
    assert all(line.startswith("  S") for line in rest)


def test_a_setting_of_the_environment_is_named_as_such(
    evenhand: Evenhand, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENHAND_CONCURRENCY", "lots")
    ran = evenhand("brief", "tram.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("evenhand: EVENHAND_CONCURRENCY: must be a whole number")


def test_a_file_name_cannot_act_on_the_terminal_or_forge_a_line(evenhand: Evenhand, folder: Path) -> None:
    ran = evenhand("brief", "tram.txt", "x\x1b[31m\u202e\nevenhand: all is well.txt", "--quiet")
    assert ran.code == 0
    assert ran.err.splitlines() == ["evenhand: S2 x[31m evenhand: all is well.txt: no such file; check the path"]


@pytest.mark.parametrize("args", [(), ("prompts",)])
def test_no_command_shows_the_help_as_an_error(evenhand: Evenhand, args: tuple[str, ...]) -> None:
    ran = evenhand(*args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: evenhand")


def raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (EvenhandError("one"), 1, "one"),
        (InputError("one"), 2, "one"),
        (ModelUnavailable("one"), 3, "one"),
        (ModelRefused("one"), 3, "one"),
        (ModelOutputInvalid("one"), 3, "one"),
        (BudgetReached("one"), 4, "one"),
        (InstallError("one"), 2, "one"),
        (KeyboardInterrupt(), 130, "go on so"),
        (OSError(errno.ENOSPC, "No space left on device", "b.md"), 2, "b.md: No space left on device; check"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_each_error_has_its_exit_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    assert guarded(raising(error), "go on so") == code
    assert capsys.readouterr().err.startswith(f"evenhand: {said}")


def test_a_bug_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        guarded(raising(ZeroDivisionError()), "go on so")
