"""Names without diacritics, case and possessive, and spellings of one name in two transliterations.

In: a name. Out: a folded key, or whether two spellings may be the same person's.
Never: a decision about identity; equal keys are evidence, and aliases of places live in ``service.text.aliases``.
"""

from __future__ import annotations

import re
from functools import lru_cache

_POSSESSIVE = re.compile(r"(?:['’‘ʼ]s|['’‘ʼ])$", re.IGNORECASE)
_PART = re.compile(r"[a-z0-9]+")
# letters that transliterations exchange; applied in this order, on folded names
_EXCHANGES = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "ai"),
    ("ey", "ai"),
    ("ay", "ai"),
    ("iy", "i"),
    ("yy", "i"),
    ("ph", "f"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("dj", "j"),
    ("sch", "sh"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "s"),
    ("y", "i"),
)
# those that leave hardly ever another name
_SAFE_EXCHANGES = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "ai"),
    ("ey", "ai"),
    ("ay", "ai"),
    ("iy", "i"),
    ("yy", "i"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("dj", "j"),
    ("tsch", "ch"),
    ("tch", "ch"),
    ("sch", "sh"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("y", "i"),
    ("j", "i"),
)
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")
# particles that transliterations join, hyphenate or drop
_PARTICLES = frozenset({"al", "el", "ul", "as", "ad", "an", "ar", "at", "az", "ash", "bin", "ibn", "ben"})
# consonants that another transliteration writes in the same place
_NEAR = frozenset(frozenset(pair) for pair in ("td", "bp", "gj", "gk", "kh", "fv"))
_NEAR_CLASSES = str.maketrans("dbgjkv", "tphhhf")


def to_ascii(text: str) -> str:
    """The text in ASCII letters."""
    if text.isascii():
        return text
    from anyascii import anyascii

    return anyascii(text)


def strip_possessive(name: str) -> str:
    """The name without a final ’s or ’."""
    return _POSSESSIVE.sub("", name)


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """ASCII, casefolded, without possessive, single spaces: the key under which spellings of a name meet."""
    return " ".join(to_ascii(strip_possessive(name.strip())).casefold().split())


@lru_cache(maxsize=16_384)
def skeleton(part: str) -> str:
    """The consonants of one name part after transliteration exchanges; a first vowel stays as "a"."""
    word = part
    for old, new in _EXCHANGES:
        word = word.replace(old, new)
    word = _DOUBLED.sub(r"\1", word)
    opening = "a" if word[:1] in "aeiou" else ""
    return opening + _DOUBLED.sub(r"\1", _VOWELS.sub("", word)).rstrip("h")


@lru_cache(maxsize=16_384)
def transliterated(part: str) -> str:
    """One spelling for those that transliterations differ in, vowels kept: "Yousra" and "Yusra" have the same."""
    word = part
    for old, new in _SAFE_EXCHANGES:
        word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word)


def edit_distance(a: str, b: str, ceiling: int) -> int:
    """Levenshtein distance, or `ceiling` + 1 as soon as it must be larger (banded, so linear in the length)."""
    if abs(len(a) - len(b)) > ceiling:
        return ceiling + 1
    far = ceiling + 1
    row = {j: j for j in range(min(len(b), ceiling) + 1)}
    for i, left in enumerate(a, start=1):
        lower = max(0, i - ceiling)
        new: dict[int, int] = {}
        for j in range(lower, min(len(b), i + ceiling) + 1):
            if j == 0:
                new[j] = i
                continue
            change = row.get(j - 1, far) + (left != b[j - 1])
            new[j] = min(change, row.get(j, far) + 1, new.get(j - 1, far) + 1)
        row = new
        if min(row.values()) > ceiling:
            return far
    return min(row.get(len(b), far), far)


@lru_cache(maxsize=16_384)
def variant_key(name: str) -> tuple[str, str]:
    """The same for any two names that `spelling_variants` may join: first and last part, near consonants as one."""
    parts = _parts(name) or [""]
    first, last = (skeleton(part).translate(_NEAR_CLASSES) for part in (parts[0], parts[-1]))
    return first, last


def _parts(name: str) -> list[str]:
    parts = _PART.findall(fold(name).replace("'", ""))
    return [part for part in parts if part not in _PARTICLES] or parts


def _is_variant_part(a: str, b: str) -> bool:
    """True where two spellings may be one name part: equal skeletons, and not too far apart as letters."""
    if a == b:
        return True
    if min(len(a), len(b)) < 3:
        return False
    one, two = skeleton(a), skeleton(b)
    if one == two:
        # one consonant carries too little: "Ali" is not "Lee"
        return len(one) >= 2 and edit_distance(a, b, 4) <= (2 if len(one) == 2 else 4)
    if len(one) != len(two) or len(one) < 3 or edit_distance(a, b, 2) > 2:
        return False
    unequal = [frozenset(pair) for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
    return len(unequal) == 1 and unequal[0] in _NEAR


def spelling_variants(a: str, b: str) -> bool:
    """True where `a` and `b` may be two spellings of one full name; one-part names must share the skeleton."""
    left, right = _parts(a), _parts(b)
    if not left or not right:
        return False
    if left == right:
        return True
    if len(left) == 1 or len(right) == 1:
        return len(left) == len(right) and _is_variant_part(left[0], right[0])
    if len(left) != len(right):
        # a middle name may be missing, never the first or the last
        left, right = [left[0], left[-1]], [right[0], right[-1]]
    return all(_is_variant_part(x, y) for x, y in zip(left, right, strict=True))
