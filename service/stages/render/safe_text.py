"""Makes text of unknown authors harmless to whatever shows it.

Enters: any string. Leaves: the same words without control characters, or with them made visible.
Never: markup; each format escapes its own. Pure.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# C0 and C1 but newline and tab, bidi and other format controls, lone surrogates, and the invisible tag characters
# that can carry hidden instructions. Joiners stay: emoji and several scripts need them.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = "\x0b\x0c\r\x85\u2028\u2029"
# RFC 3986 characters and non-ASCII letters; no quotes, brackets, backslash or white space that could end the address.
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\"'<>\\^`{|}\[\]()*]+")


def strip_controls(text: str) -> str:
    """Drop what a terminal could obey; line separators become a space."""
    return CONTROLS.sub(lambda found: " " if found.group() in _BREAKS else "", text)


def reveal_controls(text: str) -> str:
    """Show each control character as its code point, so that an editor sees what hides in a source."""
    return CONTROLS.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def one_line(text: str) -> str:
    """Runs of white space as one space."""
    return " ".join(text.split())


def shorten(text: str, limit_chars: int) -> str:
    """First and last words around an ellipsis where `text` is longer than `limit_chars`."""
    if len(text) <= limit_chars:
        return text
    tail_chars = limit_chars // 3
    head, tail = text[: limit_chars - tail_chars - 3], text[-tail_chars:]
    # Whole words only, unless one word fills the whole part.
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


def web_address(url: str | None) -> str | None:
    """`url` where it is a plain http or https address; None for every other scheme and shape."""
    if not url or not _ADDRESS.fullmatch(url) or CONTROLS.search(url):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if host else None
