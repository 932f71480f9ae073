"""Runs the work of a command: expected errors become one line and an exit code, Ctrl-C stops at once.

Enters: a function. Leaves: its exit code. Never happens here: an unexpected error swallowed; that is a bug and shows.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from service.cli.streams import say
from service.errors import EvenhandError, InputError

Result = TypeVar("Result")
INTERRUPTED_CODE = 130  # 128 + SIGINT, as shells count


def guarded(work: Callable[[], int], interrupted: str) -> int:
    """The exit code of `work`; `interrupted` is what to say after Ctrl-C."""
    try:
        return work()
    except EvenhandError as error:
        say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        say(interrupted)
        return INTERRUPTED_CODE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"{where}{error.strerror or error}; check the path, its permissions and the free space")
        return InputError.exit_code


def run_async(work: Coroutine[Any, Any, Result]) -> Result:
    """`asyncio.run`, but Ctrl-C is heard inside a long computation too, not only at the next await."""
    with _immediate_interrupt():
        return asyncio.run(work)


@contextmanager
def _immediate_interrupt() -> Iterator[None]:
    # asyncio's own handler only asks the task to stop; it stands back where a program has set one.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _raise)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _raise(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
