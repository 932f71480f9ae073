"""Where words go: results to standard output or a file, remarks to standard error.

Enters: text. Leaves: bytes. Never: a control character of a file name or an article on standard error, or half a file.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from service.errors import InputError

NAME = "evenhand"


def note(text: str) -> None:
    """Text as it is, on standard error."""
    print(text, file=sys.stderr, flush=True)


def say(message: str) -> None:
    """A remark or an error: one line, or one and its indented list."""
    from service.stages.render.safe_text import one_line, strip_controls

    first, *rest = [one_line(line) for line in strip_controls(message).split("\n")]
    note("\n".join([f"{NAME}: {first}", *(f"  {line}" for line in rest if line)]))


def flat(text: str) -> str:
    """Text of unknown authors as a part of one line."""
    from service.stages.render.safe_text import one_line, strip_controls

    return one_line(strip_controls(text))


def write_result(text: str) -> None:
    """UTF-8 on standard output, whatever the locale; a reader who stops reading is no error."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at its end, and would complain then.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_bad_target(path: Path, option: str) -> None:
    """Raises InputError where `path` cannot become a file; said before the work, not after it."""
    if path.is_dir():
        raise InputError(f"{option} {path}: that is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise InputError(f"{option} {path}: there is no folder {path.parent}; make it first, or give another name")


def make_folder(path: Path, option: str) -> None:
    """Raises InputError where `path` is no folder and cannot become one."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{option} {path}: cannot be made a folder ({error.strerror}); give another name") from None


def write_file(path: Path, text: str) -> None:
    """The whole file at once: a reader sees the old one or the new one. Raises OSError.

    A link stays one, and what is no file (a device, a pipe) is written to, never replaced.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        return
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    # It can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
