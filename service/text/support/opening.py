"""The first word of a sentence that speaks of somebody or something named before it.

Enters: a sentence. Leaves: its first word, or an empty string. Pure. Never: a word whose meaning stands behind it ("It
took a week to", "His machine was parked, the owner said").
"""

from __future__ import annotations

import re

# A sentence that opens on one of these speaks of somebody or something named before it
OPENS = re.compile(r"^(?:He|She|They|It|This|These|That|Those|Such|His|Her|Their|Its)\b")
# "It was mud that ...", "It took a week to", "It might be spring before": the subject stands behind
BE = r"(?:is|was|be|been|being|becomes?|became|seems?|seemed|appears?|appeared|remains?|remained)"
MAY = r"(?:may|might|could|would|will|should|can|must|has|had|did|does)"
IT_BEHIND = re.compile(
    rf"^It\s(?:(?:now|still|already|only|also|then|usually|often)\s)?(?:{MAY}\s(?:not\s|also\s|yet\s|only\s|have\s|be\s)*)?(?:"
    rf"{BE}\b.*?\b(?:that|who|whom|whose|which|to|before|until|when|where|how|why|what|whether|if|since|for|than|[a-z]{{3,}}ing)"
    r"|(?:take[sn]?|took|taking|costs?|needs?|needed|helps|helped|makes?|made)\b.*?\b(?:that|to|before|until|for)"
    r"|(?:follow|emerge|transpire|turn|matter|happen)(?:s|d|ed)?\b.*?\b(?:that|whether|who|how))\b"
)
# "That no lives were lost is due to", "Those who left", "Those affected", "This week": nothing before is meant
THAT_CLAUSE = re.compile(
    r"^That\s(?:[A-Z]|(?:the|a|an|he|she|it|they|we|there|no|none|nobody|some|many|much|few|fewer|more|most|all|both|each|every"
    r"|any|several|so|only|not|his|her|its|their|our|these|those|this|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|people|police)\b|\d|[a-z-]+s\s(?!is\b|was\b))"
)
THOSE_WHO = re.compile(
    r"^(?:Those|These)\s(?:who|whom|whose|which|that|in|of|with|without|from|at|on|under|over|above|below|near|outside|inside|behind"
    r"|for|against|aged|present|responsible|willing|able|unable|still|already|most|least|left|hurt|born|caught|held|sent|[a-z]{3,}(?:ed|ing|en))\b"
)
THIS_TIME = re.compile(
    r"^(?:This|That)\s(?:year|week|month|morning|afternoon|evening|weekend|season|summer|winter|spring|autumn)\b"
)
SUCH_IS = re.compile(r"^Such\s(?:is|are|was|were)\b.*?\bthat\b")  # "Such is the shortage that"
GERUND = re.compile(r"^(?:Their|His|Her|Its)\s\w+\s\w+ing\b")

# "His machine was parked, the owner said": whose stands behind
LEAST = 20  # code points of what is said
OWN = frozenset({"He", "She", "His", "Her"})
SPEAKER_BEHIND = re.compile(
    r",\s(?:(?:the|an?|its|[A-Z][\w’'-]*)\s(?:[\w’'-]+,?\s){0,7}?(?:said|says|told|added|argued|explained|recalled|admitted|claimed)\b(?!\sthat)"
    r"|(?:said|says|added|argued|explained|recalled|admitted|conceded|claimed)\s(?:the|an?|[A-Z]))"
)


def opening_pointer(text: str) -> str:
    """The first word where it speaks of somebody or something named before; empty where it does not."""
    first = OPENS.match(text)
    if not first:
        return ""
    if first.group() in OWN and SPEAKER_BEHIND.search(text, LEAST):
        return ""
    patterns = (IT_BEHIND, THAT_CLAUSE, THOSE_WHO, THIS_TIME, SUCH_IS, GERUND)
    return "" if any(p.match(text) for p in patterns) else first.group()
