"""What a text says to a program behind its signs: look-alike letters, invisible characters, encodings. Pure.

Enters: any text. Leaves: forms of it for searching, each by its own trick undone. Never: text to publish or to cite.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata

# Characters without width, soft hyphens, fillers, bidi controls and variation selectors, put inside words.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"
)
# A flag of a region ends with a cancel tag behind a black flag: the only honest use of tag characters.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
# More selectors in a row than any emoji or ideograph takes: bytes smuggled as selectors.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
_LOOKALIKES = dict(
    zip(
        "аеорсхуіјѕһԁԛԝвкмнтгпѵӏοαρνικυετηχγβωσıɡɑɩʟᴀʙᴄᴅᴇꜰɢʜɪᴊᴋᴌᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢøłđ",
        "aeopcxyijshdqwbkmhtrnvloapvikuetnxybwoigailabcdefghijklmnoprstuvwyzold",
        strict=True,
    )
) | {chr(first + n): chr(97 + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)}
_LOOKALIKE = str.maketrans(_LOOKALIKES)
_LEET = str.maketrans("0134578@$!|", "oieastba" + "sil")
_LEET_WORD = re.compile(r"(?<![\w$@])(?=\w*[^\W\d_])(?=\w*[0-9@$!|])[\w@$!|]{4,}")
# Five letters or more with the same kind of gap between them.
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .·*_-]{1,2}){5,}[^\W\d_](?!\w)")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}")
READABLE = 0.9  # share of printable ASCII in what was hidden text before it was encoded


def fold(text: str) -> str:
    """Compatibility forms, no invisible characters, entities of brackets opened, plain quotes, single blanks."""
    shown = text if text.isascii() else INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    for seen, meant in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("’", "'"), ("‹", "<"), ("›", ">")):
        shown = shown.replace(seen, meant)
    return " ".join(shown.split())


def forms(text: str) -> tuple[str, ...]:
    """`text` folded, then what else it may be read as: look-alikes as Latin letters, digits as letters, joined letters.

    Only forms that differ are given: for most sentences there is one.
    """
    plain = fold(text)
    found = [plain]
    latin = plain
    if not plain.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        latin = "".join(c.lower() if c.lower() in _LOOKALIKES else c for c in bare).translate(_LOOKALIKE)
        found.append(latin)
    found.append(_LEET_WORD.sub(lambda m: m.group().translate(_LEET), latin))
    found.append(_SPACED.sub(lambda m: re.sub(r"[\W_]", "", m.group()), latin))
    return tuple(dict.fromkeys(found))


def hidden_words(text: str) -> tuple[str, ...]:
    """What is spelled in characters that no reader sees."""
    if text.isascii():
        return ()
    rest = _FLAG.sub("", text)
    tags = ["".join(chr(ord(c) - 0xE0000) for c in m.group()) for m in _TAGS.finditer(rest)]
    return (*tags, *(m.group() for m in _SELECTORS.finditer(rest)))


def encoded_words(text: str) -> tuple[str, ...]:
    """Prose that stands in `text` as Base64."""
    found = []
    for match in _BASE64.finditer(text):
        block = match.group().rstrip("=")
        try:
            data = base64.b64decode(block + "=" * (-len(block) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        printable = sum(32 <= byte < 127 for byte in data)
        if printable >= READABLE * len(data) and b" " in data:
            found.append(data.decode("ascii", "replace"))
    return tuple(found)


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case: for words whose gaps were moved."""
    return re.sub(r"[\W_]", "", text.casefold())
