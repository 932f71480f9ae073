"""What a run remembers from outside its inputs: an editor's decisions and an earlier brief. Files -> records.

Enters: settings that name files. Leaves: a Memory. Raises InputError that names the file and what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from service.decisions import read_decisions
from service.errors import InputError
from service.records import Brief, Decision
from service.records.reading import read_brief
from service.settings import Settings

MAX_BYTES = 200_000_000  # of an earlier brief, which holds its sources


class Memory(NamedTuple):
    """Empty where nothing was handed in."""

    decisions: tuple[Decision, ...] = ()
    earlier: Brief | None = None


def remember(settings: Settings) -> Memory:
    """The files that the settings name, read; InputError for one that cannot be used."""
    return Memory(
        read_decisions(settings.decisions) if settings.decisions is not None else (),
        _earlier(settings.since) if settings.since is not None else None,
    )


def _earlier(path: Path) -> Brief:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: more than {MAX_BYTES:,} bytes; give a brief that was written with --format json")
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: cannot read the earlier brief ({error.strerror}); give a JSON brief to --since"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: the earlier brief is not UTF-8; give the output of --format json") from error
    try:
        return read_brief(text)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
