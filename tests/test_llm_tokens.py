"""Counting tokens without a network, and making texts fit."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.llm.tokens import VOCABULARIES, TokenCounter, fit, shorten

ROOT = Path(__file__).parent.parent
NEWS = "The talks in Geneva ended on Tuesday without a date for another round, two officials said. "

# In a process of its own, where tiktoken was never loaded and every socket fails.
OFFLINE = """
import os, socket, sys
from pathlib import Path

def refuse(*args, **kwargs):
    raise AssertionError("the network was asked")

socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from service.llm.tokens import TokenCounter

counter = TokenCounter(Path(sys.argv[1]), sys.argv[2])
print(counter.count("hello world"), counter.is_exact)
"""


def count_offline(folder: Path, environment: dict[str, str], encoding: str = "o200k_base") -> str:
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(folder), encoding],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("encoding", sorted(VOCABULARIES))
def test_both_vocabularies_load_offline(encoding: str, tmp_path: Path, child_environment: dict[str, str]) -> None:
    assert count_offline(tmp_path, child_environment, encoding) == "2 True"
    assert [path.name for path in (tmp_path / "tiktoken").iterdir()] == [VOCABULARIES[encoding].file_name]


@pytest.mark.parametrize("content", [None, b"half of it"])
def test_a_folder_of_the_users_choice_is_honoured_and_mended(
    content: bytes | None, tmp_path: Path, child_environment: dict[str, str]
) -> None:
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    name = VOCABULARIES["o200k_base"].file_name
    if content is not None:
        (chosen / name).write_bytes(content)
    environment = child_environment | {"TIKTOKEN_CACHE_DIR": str(chosen)}
    assert count_offline(tmp_path / "own", environment) == "2 True"
    assert [path.name for path in chosen.iterdir()] == [name]
    assert not (tmp_path / "own").exists()


def test_without_a_place_for_the_vocabulary_characters_are_counted(
    tmp_path: Path, child_environment: dict[str, str]
) -> None:
    (tmp_path / "file").touch()
    assert count_offline(tmp_path / "file", child_environment) == "3 False"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> TokenCounter:
    return TokenCounter(tmp_path_factory.mktemp("vocabulary"))


def test_special_marks_are_plain_text(counter: TokenCounter) -> None:
    assert counter.count("<|endoftext|>") > 1


@pytest.mark.parametrize(
    "text", [" " * 1_100_000, " \n" * 600_000, "a" * 1_000_000, "\u3000" * 1_100_000, "x" + "\t" * 1_100_000 + "y"]
)
def test_hostile_texts_are_counted_in_time(text: str, counter: TokenCounter) -> None:
    begun = time.monotonic()
    assert 1_000 < counter.count(text) <= len(text)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("budget", [0, 1, 7, 20, 100])
def test_a_text_is_cut_to_its_budget_at_a_word(budget: int, counter: TokenCounter) -> None:
    text = NEWS * 5
    short = shorten(text, budget, counter.count)
    assert short.is_shortened == (budget < counter.count(text))
    assert text.startswith(short.text)
    assert counter.count(short.text) == short.tokens <= budget
    rest = text[len(short.text) :]
    assert not short.text or not rest or rest[0].isspace()
    assert not short.is_shortened or short.tokens > budget - 7


@given(st.text(max_size=200), st.integers(0, 60))
def test_a_shortened_text_is_a_beginning_within_its_budget(text: str, budget: int) -> None:
    def count(part: str) -> int:
        return len(part.encode())  # every byte a token: cuts fall everywhere

    short = shorten(text, budget, count)
    assert text.startswith(short.text)
    assert short.tokens == count(short.text) <= budget
    assert short.is_shortened == (short.text != text)


@pytest.mark.parametrize(
    ("sizes", "budget", "kept"),
    [
        ([5, 5], 10, [5, 5]),
        ([2, 20, 20], 12, [2, 5, 5]),
        ([20, 2, 5], 12, [5, 2, 5]),
        ([9], 4, [4]),
        ([3, 3], 0, [0, 0]),
        ([], 5, []),
    ],
)
def test_a_budget_is_shared_so_that_short_texts_stay_whole(sizes: list[int], budget: int, kept: list[int]) -> None:
    fitted = fit(["x" * size for size in sizes], budget, len)
    assert [short.tokens for short in fitted] == kept
    assert [short.is_shortened for short in fitted] == [one < other for one, other in zip(kept, sizes, strict=True)]
