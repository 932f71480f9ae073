"""A GGUF file served inside this process on a free loopback port. A path enters, a base URL leaves."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from service.errors import InputError, ModelUnavailable

MAGIC = b"GGUF"
SAMPLE_BYTES = 1 << 20
MOST_THREADS = 8  # beyond it, memory is the limit and not arithmetic
WHOLE_MACHINE = 2  # cores up to which all are taken; with more, one is left to whoever works beside it
SILENT = -1  # llama.cpp's verbosity below errors: it would write into our standard error


@contextmanager
def serve_local(path: Path, *, context_tokens: int, parallel: int = 1, threads: int | None = None) -> Iterator[str]:
    """Serve `path` while the block runs, on `threads` cores; None: ``default_threads``.

    Raises:
        InputError: no such file, not a GGUF file, or the library is not installed.
        ModelUnavailable: the file cannot be loaded.
    """
    require_gguf(path)
    try:
        library = import_module("xllamacpp")
    except ImportError:
        raise InputError("a local model needs one more library: pip install 'evenhand[local]'") from None
    server = _start(
        library, path, context_tokens=context_tokens, parallel=parallel, threads=threads or default_threads()
    )
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server  # its destructor stops the threads and closes the port


def default_threads() -> int:
    """As many as this process may use cores, up to ``MOST_THREADS``, one of more than two left free."""
    allowed = getattr(os, "sched_getaffinity", None)
    cores = len(allowed(0)) if allowed is not None else os.cpu_count() or 1
    return min(MOST_THREADS, cores if cores <= WHOLE_MACHINE else cores - 1)


def _start(library: Any, path: Path, *, context_tokens: int, parallel: int, threads: int) -> Any:
    params = library.CommonParams()
    params.model.path = str(path)
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the system chooses a free one
    params.n_ctx = context_tokens * parallel  # shared by the slots
    params.n_parallel = parallel
    params.cpuparams.n_threads = threads
    params.verbosity = SILENT
    params.ui = False
    params.endpoint_slots = False  # it would show running prompts to any program on this machine
    try:
        return library.Server(params)
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelUnavailable(f"{path.name} cannot be loaded ({error}): is it whole, and memory enough?") from None


def fingerprint(path: Path) -> str:
    """A short name for the content of a model file, without reading gigabytes: its size, beginning and end."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        digest.update(file.read(SAMPLE_BYTES))
        file.seek(max(0, size - SAMPLE_BYTES))
        digest.update(file.read())
    return f"gguf:{path.name}:{digest.hexdigest()[:16]}"


def require_gguf(path: Path) -> None:
    """InputError where `path` is no readable GGUF file."""
    try:
        with path.open("rb") as file:
            is_gguf = file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise InputError(f"--local-model {path}: {error.strerror or error}: give the path of a GGUF file") from None
    if not is_gguf:
        raise InputError(f"--local-model {path} is not a GGUF file: convert the model, or download its GGUF version")
