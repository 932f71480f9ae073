"""Markdown, and the HTML that people write into it, taken off a block of somebody's text; citation marks stay. Pure.

Enters: a block. Leaves: its words, with every kind of mark as [n]. Never: markup interpreted; what is no mark that
Markdown or HTML knows stays as it stands, and is checked as words.
"""

from __future__ import annotations

import re
from html import unescape

ONE = r"\^?[Ss]?\d{1,3}"
# An address may hold one pair of brackets, as encyclopedias like to.
_TARGET = r"\((?:[^()]|\([^()]{0,200}\)){0,2000}\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\]{_TARGET}")
_LINKED_MARK = re.compile(rf"\[\[?({ONE})\]?\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]{{1,500}})\]{_TARGET}")
_REFERRED = re.compile(rf"\[([^\[\]]{{1,500}})\]\[(?!{ONE})[^\[\]^]{{1,100}}\]")  # [words][label of a link]
_NAMED_NOTE = re.compile(rf"\[\^(?!{ONE}\])[^\[\]\s]{{1,60}}\]")  # [^harbour]: cites nothing that we could number
_STRESS = re.compile(r"\*\*|__|~~|`|(?<![\w*])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*])")

_NOTHING = re.compile(
    r"<!--[^<>]{0,2000}-->|<!doctype\b[^<>]{0,200}>|<(script|style)\b[^<>]{0,500}>[^<]*</\1\s*>", re.I
)
_SUPERSCRIPT = re.compile(
    rf"<sup\b[^<>]{{0,200}}>\s*(?:<a\b[^<>]{{0,500}}>)?\s*\[?({ONE})\]?\s*(?:</a>)?\s*</sup>", re.I
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?>", re.I
)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,14}(?:\s[^<>]{0,500})?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)

# A note's number set high: behind a mark of punctuation alone, where it is no power of a unit
_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_HIGH_MARK = re.compile(rf"(?<=[.!?,;:”’\"])([{_HIGH}]{{1,3}}(?:[,⁻–][{_HIGH}]{{1,3}}){{0,9}})(?![\w{_HIGH}])")
_LOW = str.maketrans(_HIGH + "⁻", "0123456789-")


def plain(block: str) -> str:
    """The words of a block and its marks."""
    text = _entities(_without_tags(block)) if "<" in block or "&" in block else block
    text = _HIGH_MARK.sub(lambda high: f"[{high[1].translate(_LOW)}]", text)
    text = _LINKED_MARK.sub(r"[\1]", _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", _REFERRED.sub(_said, _NAMED_NOTE.sub("", text)))
    return _STRESS.sub("", text)


def _said(link: re.Match[str]) -> str:
    return link[0][: link.end(1) + 1 - link.start()] if re.fullmatch(ONE, link[1]) else link[1]


def _without_tags(text: str) -> str:
    marked = _SUPERSCRIPT.sub(r"[\1]", _NOTHING.sub(" ", text))
    return _TAG.sub(" ", _INLINE.sub("", marked)).strip()


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)
