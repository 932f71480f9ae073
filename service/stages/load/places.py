"""What the caller named becomes single places, in order: files, addresses, standard input.

Enters: command-line words. Leaves: a Raw, a Fault, or an address to fetch for each. Folders give their files of known
kinds, sorted by name, without subfolders and without what describes the folder (README, manifest, sidecars).
Never happens here: a fetch.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from service.settings import Settings
from service.stages.load.beside import Beside, is_metadata_file
from service.stages.load.inputs import Fault, Given, Kind, Lines, Raw, Rejected

STDIN = "-"
EXTENSIONS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# Possessive: with a plain star a few hundred comments in a row, and no page behind them, take longer than a life.
_PAGE = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
# Objects of JSON; bracketed words open many a plain text.
_JSON = re.compile(rb"\s*+(?:\[\s*+)?+\{\s*+(?:\}|\"[^\"\n]{0,200}\"\s*+:)")
# A page says what it is before this; longer leading comments are not looked through.
_SNIFFED_BYTES = 4_096


def is_address(name: str) -> bool:
    """True for anything with a scheme, so that ``file://`` is refused as an address and not looked up as a path."""
    return _ADDRESS.match(name) is not None


def expand(inputs: Sequence[str | Given], max_documents: int) -> list[str | Path | Given | Fault]:
    """Addresses and "-" as they are; paths as Path, folders as their files, refused whole where they are too many."""
    found: list[str | Path | Given | Fault] = []
    for position, name in enumerate(inputs):
        if isinstance(name, str) and not name.strip():
            found.append(Fault("''", "an empty name; name a file, a folder, an address or -"))
        elif not isinstance(name, str) or name == STDIN or is_address(name):
            found.append(name)
        elif is_folder(name):
            files = _files(Path(name))
            room = max_documents - len(found) - (len(inputs) - position - 1)
            found += files if len(files) <= room else [Fault(name, too_many(max_documents))]
        else:
            found.append(Path(name))
    return found


def too_many(max_documents: int) -> str:
    """What is wrong with an input that holds more articles than there is room for."""
    return f"with it there are more than {max_documents} inputs; give fewer or raise max_documents"


def is_folder(name: str) -> bool:
    """True for a folder; a name that no system can hold is none."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def read(place: Path, settings: Settings, beside: Beside) -> Raw | Lines:
    """One file with its sidecar and manifest line. Raises Rejected."""
    try:
        if not place.exists():
            raise Rejected("no such file; check the path")
        if not place.is_file():
            raise Rejected("not a regular file; give a file, a folder, an address or -")
        if EXTENSIONS.get(place.suffix.lower()) is Kind.JSONL:
            return Lines(str(place), place)
        with place.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a valid path"
        raise Rejected(f"cannot be read ({reason}); check the path and its permissions") from None
    metadata, faults = beside.describe(place)
    kind = sniff(data, EXTENSIONS.get(place.suffix.lower()))
    return Raw(label=str(place), data=within(data, settings), kind=kind, metadata=metadata, faults=faults)


def read_stdin(given: bytes | None, settings: Settings) -> Raw:
    """Standard input, or the bytes given in its place. Raises Rejected."""
    data = given if given is not None else sys.stdin.buffer.read(settings.max_bytes + 1)
    return Raw(label="stdin", data=within(data, settings), kind=sniff(data, None))


def within(data: bytes, settings: Settings) -> bytes:
    """The same bytes. Raises Rejected where they are too many or none."""
    if len(data) > settings.max_bytes:
        raise Rejected(f"larger than {settings.max_bytes} bytes; give the article alone")
    if not data.strip():
        raise Rejected("empty; give a file with the article's text")
    return data


def sniff(data: bytes, declared: Kind | None) -> Kind:
    """The format by content where no name declares it; a PDF or a whole page is never read as plain text."""
    if declared not in {None, Kind.TEXT}:
        return declared or Kind.TEXT
    start = data[:_SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"%PDF-"):
        return Kind.PDF
    if _PAGE.match(start):
        return Kind.HTML
    return Kind.JSON if declared is None and _JSON.match(start) else Kind.TEXT


def _files(folder: Path) -> Sequence[Path | Fault]:
    try:
        found = sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in EXTENSIONS
            and not path.name.startswith(".")
            and not is_metadata_file(path)
            and path.stem.lower() != "readme"
            and path.is_file()
        )
    except OSError as error:
        return [Fault(str(folder), f"cannot be read ({error.strerror}); check its permissions")]
    if not found:
        what = f"holds no file of a known kind ({' '.join(EXTENSIONS)}); give the files or another folder"
        return [Fault(str(folder), what)]
    return found
