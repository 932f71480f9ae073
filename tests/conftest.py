"""What holds for every test: no packet leaves the machine, and nothing of the caller's environment comes in.

Processes that a test starts are not covered by the guard; whoever starts one hands it `child_environment`.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
OWN_PREFIXES = ("EVENHAND_", "OPENAI_", "TIKTOKEN_")
PROXY_NAMES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}
# All that a child process needs of the caller's shell; the rest may hold secrets, and a failing test prints it.
CHILD_NAMES = ("PATH", "LANG", "LC_ALL", "TMPDIR")
BEFORE_TESTS = dict(os.environ)


class NetworkRefusedError(RuntimeError):
    """Not an OSError, so that code which forgives a failed connection does not forgive this."""


def is_foreign(name: str) -> bool:
    """True for a variable of the caller's shell that could change what a test sees."""
    return name.startswith(OWN_PREFIXES) or name.lower() in PROXY_NAMES


def is_address(host: str) -> bool:
    """True for a literal IP address, which nobody has to be asked about."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """True for this machine and nothing else; 0.0.0.0 is no address to connect to."""
    if not is_address(host):
        return host.lower().rstrip(".") == "localhost"
    address = ipaddress.ip_address(host.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def as_text(host: str | bytes | bytearray) -> str:
    """Hosts may come as bytes."""
    return host if isinstance(host, str) else bytes(host).decode("ascii", "replace")


def refuse_beyond_loopback(event: str, details: tuple[Any, ...]) -> None:
    """An audit hook; raises NetworkRefusedError. Unix sockets (their address is a path) and loopback pass."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        client, address = details
        if isinstance(address, tuple) and not is_loopback(as_text(address[0])):
            client.close()  # callers close it after an OSError only
            raise NetworkRefusedError(f"a test tried to reach {address!r}; tests stay on this machine")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and details[0]:
        host = as_text(details[0])
        # A name would be asked of a name server; an address or a loopback name is answered here.
        if not is_address(host) and not is_loopback(host):
            raise NetworkRefusedError(f"a test tried to look up {host!r}; tests stay on this machine")


# Not a patch of `socket`: the interpreter itself asks the hook, and no plugin or test can take it away again.
sys.addaudithook(refuse_beyond_loopback)


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For the whole run, so that fixtures of a wider scope than one test have it too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in filter(is_foreign, BEFORE_TESTS):
            patch.delenv(name, raising=False)
        patch.setenv("EVENHAND_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the answers of another one."""
    monkeypatch.setenv("EVENHAND_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def child_environment(tmp_path: Path) -> dict[str, str]:
    """For a process that a test starts: almost empty, and with a home folder of its own."""
    kept = {name: BEFORE_TESTS[name] for name in CHILD_NAMES if name in BEFORE_TESTS}
    return kept | {"HOME": str(tmp_path), "EVENHAND_CACHE_DIR": str(tmp_path / "cache")}


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, and the summary says so."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine: see scripts/install-browser")
