"""Who may ask, and how often. Pure but for the clock that is handed in.

Enters: configured keys, header values. Leaves: the name of a caller, or nothing. Never happens here: a key kept in
clear, or compared in a time that depends on how much of it is right.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence

from service.errors import InputError

_KEY = re.compile(r"([A-Za-z0-9_.-]{1,40}):([0-9a-f]{64})$")
_SCHEME = b"bearer "
_MAX_CALLERS = 10_000
FORM = "write NAME:SHA256, as `evenhand serve --new-key NAME` prints it"


def new_key(name: str) -> tuple[str, str]:
    """A fresh key, and the entry of the settings that lets it in. Raises InputError for a bad name."""
    key = f"evh_{secrets.token_urlsafe(32)}"
    entry = f"{name}:{hashlib.sha256(key.encode()).hexdigest()}"
    if not _KEY.match(entry):
        raise InputError(f"--new-key {name!r}: letters, digits, '.', '_' and '-' make a name, at most 40")
    return key, entry


class Keys:
    """The keys that let a caller in; without any, everybody is let in under an empty name."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._digests: list[tuple[str, bytes]] = []
        for entry in entries:
            found = _KEY.match(entry)
            if found is None:
                # The entry itself is not repeated: by mistake it may be a key in clear.
                raise InputError(f"keys: an entry is no key; {FORM}")
            self._digests.append((found[1], bytes.fromhex(found[2])))

    @property
    def are_needed(self) -> bool:
        """True where at least one is configured."""
        return bool(self._digests)

    def caller(self, header: bytes | None) -> str | None:
        """The name of the key in an Authorization header; None where it lets nobody in."""
        if not self._digests:
            return ""
        given = header or b""
        is_bearer = given[: len(_SCHEME)].lower() == _SCHEME
        digest = hashlib.sha256(given[len(_SCHEME) :].strip()).digest()
        found = None
        for name, known in self._digests:  # all of them, whichever fits: the time says nothing
            if hmac.compare_digest(digest, known) and is_bearer:
                found = name
        return found


class Rate:
    """A bucket for each caller: a minute's worth at once, then evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, caller: str) -> int:
        """0 where the request may go on, else in how many seconds it may."""
        if not self._per_minute:
            return 0
        now = self._clock()
        left, then = self._buckets.pop(caller, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - then) * self._per_minute / 60)
        is_free = left >= 1
        self._buckets[caller] = (left - 1 if is_free else left, now)
        if len(self._buckets) > _MAX_CALLERS:
            self._buckets.popitem(last=False)
        return 0 if is_free else max(1, math.ceil((1 - left) * 60 / self._per_minute))


def is_loopback(host: str) -> bool:
    """True for an address that only this machine can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def refuse_open_network(host: str, keys: Keys) -> None:
    """Raises InputError where anybody on the network could use the service."""
    if not is_loopback(host) and not keys.are_needed:
        raise InputError(
            f"--host {host}: beyond this machine only with a key; make one with `evenhand serve --new-key NAME`"
            " and set EVENHAND_SERVE_KEYS"
        )
