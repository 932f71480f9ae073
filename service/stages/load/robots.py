"""What a site's robots.txt closes to programs: RFC 9309. ``web`` fetches the file.

Enters: the file's bytes and a path. Leaves: yes or no. A file is as hostile as any page: its size and its rules are
limited, and no rule becomes a regular expression.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from service.stages.load.inputs import Rejected

# The least that a reader must take (RFC 9309, 2.5); what stands behind it is not read.
MAX_BYTES = 500 * 1024
_MAX_RULES = 5_000
_MAX_PATTERN_CHARS = 2_000
PRODUCT = "evenhand"


class Rule(NamedTuple):
    """One line of a group."""

    allow: bool
    pattern: str


class Robots:
    """What each site's robots.txt says, read once for a whole load. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: dict[str, tuple[Rule, ...] | None] = {}

    def check(self, url: str, read: Callable[[str], bytes | None]) -> None:
        """Raises Rejected where the site closes `url` to programs, or its server fails to say (RFC 9309, 2.3.1.4)."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            known = site in self._files
        if not known:
            data = read(f"{site}/robots.txt")
            with self._lock:
                self._files[site] = None if data is None else rules_for(data)
        with self._lock:
            rules = self._files[site]
        if rules is None:
            raise Rejected("the site's robots.txt cannot be read, which closes its pages; save the page and give that")
        if not is_allowed(url, rules):
            raise Rejected("the site's robots.txt closes this page to programs; save the page and give that")


def rules_for(data: bytes, product: str = PRODUCT) -> tuple[Rule, ...]:
    """The rules of the groups that name `product`, else of those for everybody."""
    groups: dict[str, list[Rule]] = {}
    agents: list[str] = []
    opened = False
    for line in data[:MAX_BYTES].decode("utf-8-sig", errors="replace").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            agents = [value.lower()] if opened else [*agents, value.lower()]
            opened = False
        elif name in {"allow", "disallow"}:
            opened = True
            if value:
                rule = Rule(name == "allow", _normal(value[:_MAX_PATTERN_CHARS]))
                for agent in set(agents):
                    groups.setdefault(agent, []).append(rule)
        # A group without a rule of its own still names its agent: everything is open to it.
        for agent in agents:
            groups.setdefault(agent, [])
    return tuple(groups.get(product, groups.get("*", []))[:_MAX_RULES])


def is_allowed(url: str, rules: tuple[Rule, ...]) -> bool:
    """The longest rule that matches decides; of two as long the one that allows."""
    parts = urlsplit(url)
    path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    found = [rule for rule in rules if _matches(rule.pattern, path)]
    return path == "/robots.txt" or max(((len(rule.pattern), rule.allow) for rule in found), default=(0, True))[1]


def _normal(path: str) -> str:
    """Percent-encoded alike on both sides."""
    return quote(path, safe="/%*$?=&:@!'(),;+~-._")


def _matches(pattern: str, path: str) -> bool:
    """With ``*`` for any characters and a final ``$`` for the end; linear, because the first place is always enough."""
    is_whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for n, piece in enumerate(rest):
        if is_whole and n == len(rest) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= at
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not is_whole or at == len(path)
