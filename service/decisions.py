"""A file of decisions, YAML -> records. The only place that reads one.

    author: A. Editor
    decisions:
      - same:
          - {document: S2, words: "met with a delegation"}
          - {document: S3, words: "held talks with the delegation"}
        why: both desks confirm it
      - apart: [{document: S1, words: "..."}, {document: S4, words: "..."}]
      - {date: 2026-03-09, document: monday.txt}
      - keep: regime
      - out: {document: S3, words: "..."}
      - pin: {document: S5, words: "..."}

Enters: a path. Leaves: decisions in the order of the file. Raises InputError that names the entry and what to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from service.errors import InputError
from service.records import Decision, DecisionKind
from service.stages.load.metadata import parse_date
from service.violations import violation

MAX_BYTES = 1_000_000
MAX_ENTRIES = 1_000
MAX_PLACES = 50  # that one entry joins or parts: each is held against each
MAX_TEXT = 1_000  # characters of an author's name or reason, or of words pointed at
KINDS = tuple(kind.value for kind in DecisionKind)
FORM = "see the README, section on decisions"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """All decisions of a file.

    Raises:
        InputError: not readable, not YAML, or an entry that cannot be understood.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot read the decisions ({error.strerror}); give a YAML file to --decisions"
        ) from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: more than {MAX_BYTES:,} bytes of decisions; split the file")
    return parse_decisions(data, str(path))


def parse_decisions(data: bytes, where: str) -> tuple[Decision, ...]:
    """The same for bytes that came another way."""
    try:
        raw = yaml.safe_load(data.decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{where}: not a YAML file in UTF-8 ({_first_line(error)}); {FORM}") from error
    except ValueError as error:  # YAML reads 2025-13-40 as a date, and finds that there is none
        raise InputError(f"{where}: a date or number that does not exist ({error}); write 2024-02-04") from error
    return decisions_of(raw, where)


def decisions_of(raw: Any, where: str) -> tuple[Decision, ...]:
    """The same for the content of such a file, whatever notation it came in."""
    if raw is None:
        return ()
    if isinstance(raw, Mapping) and isinstance(raw.get("decisions"), Mapping):
        raise InputError(f"{where}: `decisions:` needs a list; begin each entry with `- `; {FORM}")
    if not isinstance(raw, Mapping) or not isinstance(raw.get("decisions") or [], list):
        raise InputError(f"{where}: write `decisions:` and below it a list of entries; {FORM}")
    unknown = set(map(str, raw)) - {"author", "decisions"}
    if unknown:
        key = min(unknown)
        meant = f"; write {key.lower()}" if key.lower() in {"author", "decisions"} else ""
        raise InputError(f"{where}: unknown key {key!r} beside author and decisions{meant}; {FORM}")
    entries = raw.get("decisions") or []
    if len(entries) > MAX_ENTRIES:
        raise InputError(f"{where}: {len(entries):,} entries, at most {MAX_ENTRIES:,}; split the file")
    author = _author(raw, where)
    return tuple(_entry(entry, author, f"{where}: entry {n}") for n, entry in enumerate(entries, start=1))


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f", line {mark.line + 1}" if mark is not None else ""
    return f"{getattr(error, 'problem', None) or str(error).splitlines()[0]}{line}"


def _author(raw: Mapping[str, Any], where: str) -> str:
    try:
        return _text(raw, "author")
    except ValueError as error:
        raise InputError(f"{where}: {error}") from error


def _entry(entry: Any, author: str, where: str) -> Decision:
    if not isinstance(entry, Mapping):
        raise InputError(f"{where} is no decision; begin it with one of {', '.join(KINDS)}")
    named = [kind for kind in KINDS if kind in entry]
    if len(named) != 1:
        raise InputError(f"{where} needs exactly one of {', '.join(KINDS)}, not {', '.join(named) or 'none'}")
    kind = DecisionKind(named[0])
    unknown = (
        set(map(str, entry)) - {kind.value, "author", "why"} - ({"document"} if kind == DecisionKind.DATE else set())
    )
    if unknown:
        raise InputError(f"{where}, {kind}: unknown key {min(unknown)!r}; {FORM}")
    value = entry[kind.value]
    given: dict[str, Any] = {"kind": kind}
    try:
        given |= {"author": _text(entry, "author") or author, "why": _text(entry, "why")}
        if kind == DecisionKind.DATE:
            given |= {"document": _text(entry, "document"), "published": parse_date(_plain(value, "date"))}
        elif kind == DecisionKind.KEEP:
            given |= {"term": _text(entry, "keep")}
        else:
            places = value if isinstance(value, list) else [value]
            if len(places) > MAX_PLACES:
                raise ValueError(
                    f"{len(places):,} places, at most {MAX_PLACES}; write several entries with one in common"
                )
            given |= {"places": [_place(one) for one in places]}
        return Decision.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"]))
        what = violation(first)
        raise InputError(f"{where}, {kind}: {f'{at}: ' if at else ''}{what}; {FORM}") from None
    except ValueError as error:
        raise InputError(f"{where}, {kind}: {error}") from error


def _place(value: Any) -> dict[str, str]:
    """Where an editor points; ValueError that shows how to write it."""
    form = 'write {document: S1, words: "words of the article"}'
    if not isinstance(value, Mapping):
        raise ValueError(f"{_shown(value)} points at no words; {form}")  # noqa: TRY004  a fault of the file
    unknown = set(map(str, value)) - {"document", "words"}
    if unknown:
        raise ValueError(f"unknown key {min(unknown)!r} where it points at words; {form}")
    found = {key: _text(value, key).strip() for key in ("document", "words")}
    missing = [key for key, text in found.items() if not text]
    if missing:
        raise ValueError(f"no {' and no '.join(missing)}; {form}")
    return found


def _shown(value: Any) -> str:
    return "a list" if isinstance(value, list) else repr(str(value)[:60])


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(_plain(value, key))[:MAX_TEXT]


def _plain(value: Any, key: str) -> Any:
    """The value, where it is no list or mapping: aliases of YAML may make those larger than any memory."""
    if not isinstance(value, str | int | float | dt.date):
        raise ValueError(f"{key} must be text, not a list or mapping")  # noqa: TRY004  a fault of the file
    return value
