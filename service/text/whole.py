"""Whether a line of an article is a whole sentence that tells something, so that it may stand in a brief.

Enters: a sentence as it stands in a source. Leaves: the words that speak against it, or None. Pure. Never: a verdict on
its truth or weight; a short or dull sentence that tells something is whole.
"""

from __future__ import annotations

import re

from service.text.reporting import find_speech

# its beginning was cut off: "fast-moving fire destroyed ..." of a page's large first letter, "on Tuesday, 16 May.";
# not "iPhone", "al-Qaida" and "von der Leyen", which are names
_CLIPPED = re.compile(
    r"(?!(?:(?:van|von|de|del|della|di|da|dos|du|la|le|der|den|ter|ten|bin|ibn|al|el|abu)\s){1,3}[A-Z])"
    r"(?P<words>[a-z]+(?![\w’'-]*[A-Z])[\w’'-]*)\s"
)
# an opening mark whose partner stands in another sentence
_OPENED = re.compile(r"(?P<words>['‘][A-Z][\w’'-]*(?<!['’]))\s(?!.*\w[.,!?]?['’](?:\s|$|[.,;]))")
# the line below a film: "Media critic Ada Lind on how the tax was made"
_CAPTION = re.compile(r"(?:(?:[A-Z][\w.’'-]*|of|and|for|the|at)\s)+(?P<words>on\s(?:how|why|what|whether))\b")
# spoken to the reader
_SPOKEN = re.compile(
    r"(?P<words>Hit\sthe\sjump\b|Take\sa\slook\b|(?:Well|Oh|Yes|Okay|OK|Sure|Anyway|Anyhow),|So\smuch\sfor\b)\s"
)
# "Ada Lind said, aligning herself with the council.": the quotation that it belongs to stands elsewhere
_TAG = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?(?:[A-Z][\w’'-]*\s){1,3}(?P<words>(?:said|added|wrote|replied|remarked),)\s(?!in\b)[a-z]+ing\b"
    r"(?!.*(?:[“\"]|\bthat\b))"
)
# what every report says, of any event
_FORMULA = re.compile(
    r"(?P<words>No\s(?:further|other|more|additional)\s(?:details|information)\s(?:was|were|is|are)\b)"
    r"|(?P<asked>Any(?:one|body)\s(?:with|who\shas|who\ssaw)\b.{0,80}\b(?:asked|urged|advised|encouraged)\sto\s(?:call|contact|phone)\b)"
    r"|.{0,80}?\b(?P<comment>(?:was|were)\snot\s(?:immediately\s)?available\sfor\scomment"
    r"|(?:did|could)\snot\s(?:immediately\s)?(?:respond|be\sreached|return|reply)\b.{0,50}\bcomment)\b"
    r"|.{0,80}?\b(?:calls?|messages?|e-?mails?|requests?)\b.{0,60}?\b(?P<unanswered>(?:was|were)\snot\s(?:immediately\s)?returned)\b"
)
# '..., "or else a strong culture tells them what to do."': somebody's words, whose speaker stands elsewhere
_UNSPOKEN = re.compile(r",\s(?P<words>[“\"](?:or|and|but|because|if|when|unless|so)\s)[^“”\"]{15,}[.!?][”\"]$")


def incomplete(text: str) -> str | None:
    """The words that show that a line is cut off, names no speaker, or tells nothing of its event."""
    for pattern in (_CLIPPED, _OPENED, _CAPTION, _SPOKEN, _TAG, _FORMULA):
        match = pattern.match(text)
        if match is not None:
            return next(words for words in match.groupdict().values() if words)
    unspoken = _UNSPOKEN.search(text)
    return unspoken["words"] if unspoken is not None and not find_speech(text) else None
