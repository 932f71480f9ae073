"""Values of metadata: ``--meta`` overrides, fields of a JSON record, of a sidecar or of a page. Pure.

Enters: mappings. Leaves: Metadata. Never happens here: a guess; a value that cannot be read is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from service.errors import InputError
from service.stages.load.decode import clean, web_charset
from service.stages.load.hidden import shown
from service.stages.load.inputs import Fault, Metadata

ALLOWED = ("title", "outlet", "published", "url", "language", "encoding")
_ID = re.compile(r"S[1-9][0-9]*$")
# More is no headline, name, date or address, but something that wants to fill a page.
MAX_CHARS = 2_000
# An outlet stands beside every sentence of its article, in the brief's own voice: room for a name, and no sentence.
OUTLET_CHARS = 120
_DATE_CHARS = 80
_SHOWN_KEYS = 5


def parse_date(value: object) -> datetime:
    """ISO 8601 or the date of a mail header; UTC where no zone is given. Raises ValueError."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    # A number with too many digits cannot even be written out.
    text = "" if isinstance(value, int) and value.bit_length() > _DATE_CHARS else str(value).strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        from email.utils import parsedate_to_datetime

        try:
            found = parsedate_to_datetime(text if len(text) <= _DATE_CHARS else "")
        except (ValueError, TypeError, OverflowError):
            what = text[:_DATE_CHARS]
            raise ValueError(f"published {what!r} is not a date; write it as 2024-02-04 or 2024-02-04T18:30Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def parse_url(value: object) -> str:
    """An http or https address without credentials. Raises ValueError."""
    text = str(value).strip()
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"url {text[:80]!r} is not an http or https address without a user name")
    return text


def parse_encoding(value: str) -> str:
    """A charset of the web, by any of its names. Raises ValueError."""
    if web_charset(value) is None:
        raise ValueError(f"encoding {value[:80]!r} is not known; write it as utf-8, iso-8859-9 or windows-1250")
    return value


def parse_metadata(values: Mapping[str, Any]) -> Metadata:
    """Read the allowed keys; others must have been refused before. Raises ValueError."""
    read: dict[str, Any] = {}
    for key in ALLOWED:
        value = values.get(key)
        if value is None or value == "":
            continue
        if key == "published":
            read[key] = parse_date(value)
        elif not isinstance(value, str):
            raise ValueError(f"{key} must be text")
        elif len(value) > (limit := OUTLET_CHARS if key == "outlet" else MAX_CHARS):
            raise ValueError(f"{key} is longer than {limit} characters")
        elif key == "encoding":
            read[key] = parse_encoding(value)
        elif key == "url":
            read[key] = parse_url(value)
        else:
            read[key] = " ".join(shown(clean(value)[0])[0].split()) or None
    return Metadata(**read)


def forgiving(values: Mapping[str, Any], where: str) -> tuple[Metadata, tuple[Fault, ...]]:
    """Like parse_metadata for data from outside: a value that cannot be read costs only itself, and is named."""
    found, faults = Metadata(), []
    for key in ALLOWED:
        try:
            found = found.under(parse_metadata({key: values.get(key)}))
        except ValueError as error:
            faults.append(Fault(where, f"{error}; the article is used without it"))
    return found, tuple(faults)


def parse_overrides(meta: Mapping[str, Mapping[str, str]]) -> dict[str, Metadata]:
    """The caller's own words for single inputs. Raises InputError for an unknown key, id, or a bad value."""
    found = {}
    for doc, values in meta.items():
        if not _ID.match(doc):
            raise InputError(f"metadata for {doc!r}: write the id of an input, S1 for the first")
        try:
            refuse_unknown(values)
            found[doc] = parse_metadata(values)
        except ValueError as error:
            raise InputError(f"metadata for {doc}: {error}") from None
    return found


def refuse_unknown(values: Mapping[str, Any], also: tuple[str, ...] = ()) -> None:
    """Raises ValueError naming the keys that are not allowed."""
    unknown = [str(key) for key in values if key not in ALLOWED + also]
    if unknown:
        named = ", ".join(repr(key[:_DATE_CHARS]) for key in unknown[:_SHOWN_KEYS])
        raise ValueError(f"unknown key {named}; allowed are {', '.join(ALLOWED)}")
