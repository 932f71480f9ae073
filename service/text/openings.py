"""How the matches of a regular expression may begin: a cheap test before the expression itself is tried.

Enters: a pattern. Leaves: the first letters of every word that a match may open with, or None where they cannot be
told. Pure. Never happens here: a guess; what this reader does not understand is None, and is always tried.
"""

from __future__ import annotations

import re

LETTERS = 3  # of a word; a shorter one counts whole
BOUNDARY = re.compile(r"^\\b")
LOOK = re.compile(r"^\(\?<?[!=]")
GROUP = re.compile(r"^\(\?(?:P<\w+>|:)")
LITERAL = re.compile(r"^[a-z]+")


def openings(pattern: str) -> frozenset[str] | None:
    """First letters, in lower case."""
    found: set[str] = set()
    for branch in _branches(pattern):
        letters = _of_branch(branch, at_word=False)
        if letters is None:
            return None
        found |= letters
    return frozenset(found)


def _of_branch(source: str, *, at_word: bool) -> set[str] | None:
    """Of one alternative; `at_word`: a word boundary stands before it."""
    while True:
        if BOUNDARY.match(source):
            source, at_word = source[2:], True
        elif LOOK.match(source):
            source = source[_closing(source) + 1 :]
        else:
            break
    if not at_word:
        return None
    if GROUP.match(source):
        return _of_group(source)
    literal = LITERAL.match(source)
    if literal is None:
        return None
    word, behind = literal.group(), source[literal.end() :]
    if behind[:1] in {"?", "*", "{"}:  # the last letter may be missing
        word = word[:-1]
        return {word[:LETTERS]} if len(word) >= LETTERS else None
    ended = not behind or behind.startswith((r"\b", r"\s", " ", "\\ "))
    return {word[:LETTERS]} if len(word) >= LETTERS or ended else None


def _of_group(source: str) -> set[str] | None:
    close = _closing(source)
    opened = GROUP.match(source)
    inside = source[opened.end() if opened else 0 : close]
    rest = source[close + 1 :]
    found: set[str] = set()
    for branch in _branches(inside):
        # what stands behind the group may go on with the word
        letters = _of_branch(branch if len(branch) >= LETTERS else branch + rest, at_word=True)
        if letters is None:
            return None
        found |= letters
    if rest[:1] in {"*", "{", "+"}:
        return None
    if rest[:1] == "?":
        behind = _of_branch(rest[1:], at_word=True)
        return None if behind is None else found | behind
    return found


def _closing(source: str) -> int:
    """Where the group closes that `source` opens with."""
    depth = 0
    for at, sign in _signs(source):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if not depth and sign == ")":
            return at
    return len(source)


def _branches(source: str) -> list[str]:
    """The alternatives of `source`, not those of its groups."""
    depth, start, found = 0, 0, []
    for at, sign in _signs(source):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and not depth:
            found.append(source[start:at])
            start = at + 1
    return [*found, source[start:]]


def _signs(source: str) -> list[tuple[int, str]]:
    """Brackets and bars that are signs of the pattern, not letters."""
    return [
        (m.start(), m.group())
        for m in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", source)
        if m.group() in {"(", ")", "|"}
    ]
