"""Tokenised sentences back to running text, as far as spacing goes. Pure; no word is changed.

Rules of the Penn Treebank tokeniser undone, and the blanks that some sets put around every mark ("90 - day",
"U . S .", "country ’ s"). A dash between other words stays a dash.
"""

from __future__ import annotations

import re

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(?<!\S)``\s?", '"'),
        (r"\s?''(?!\S)", '"'),
        (r"(?<=\w)\s?([’'])\s(?=(?:s|t|re|ve|ll|d|m)\b)", r"\1"),
        (r"\s(?=(?:n['’]t|['’](?:s|re|ve|ll|d|m))\b)", ""),
        (r"(?<=\b[A-Z])\s\.\s(?=[A-Z]\b)", "."),
        (r"(?<=\d)\s([./:])\s(?=\d)", r"\1"),
        (r"(?<=\d)\s,\s(?=\d{3}(?!\d))", ","),
        (r"(?<=[a-z0-9])\s-\s(?=[a-z])", "-"),
        (r"(?<=\w)\s-\s(?=\w+-)", "-"),
        (r"\s+(?=[,.;:?!%)\]”](?!\w))", ""),
        (r"(?<=[(\[“$£€#])\s+", ""),
        (r"-\s?-", "--"),
    )
)
_MARK = re.compile(r'(?<!\S)"(?!\S)')


def untokenize(sentence: str) -> str:
    """The sentence with the spacing of running text."""
    text = _pair_marks(sentence)
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text.strip()


def _pair_marks(text: str) -> str:
    """Straight quotation marks that stand alone, by turns as opening and closing ones."""
    opening = False

    def turn(_: re.Match[str]) -> str:
        nonlocal opening
        opening = not opening
        return "``" if opening else "''"

    return _MARK.sub(turn, text)
