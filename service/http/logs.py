"""Logs: one JSON object a line, on standard error.

Never: an article's words, a key, a brief's id, or an error's message, which may hold any of them.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import IO

from service.jobs.child import where

log = logging.getLogger("evenhand")


class JsonLines(logging.Formatter):
    """Of a record: time, level, event, and what `extra={"fields": ...}` gives."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name.startswith("evenhand") else f"{record.name}: {record.msg}",
        }
        said |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = where(record.exc_info[1])
        return json.dumps(said)


def start(level: str = "INFO", stream: IO[str] | None = None) -> None:
    """All logs of the process in that form; libraries from WARNING on, without the values in their messages."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(level)


def say(event: str, **fields: object) -> None:
    """One line at INFO."""
    log.info(event, extra={"fields": fields})
