"""Words that carry on an earlier sentence without a pronoun: "another man", "those measures", "not that far".

In: a sentence as it stands in a source or as it would be published. Out: where such words stand. Pure. Never: a guess
of what they carry on; a sentence that says it first ("One man fell; another man was saved") is left alone.
"""

from __future__ import annotations

import re

_PERIOD = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|century|quarter|season|morning|afternoon|evening|night)"
)
# who or what was named first: "Another employee was unhurt."
_ANOTHER = re.compile(r"^(?P<words>Another)\s(?=[a-z])")
# "a number of those measures", but not "those who", "those killed in", "those in need"
_THOSE = re.compile(
    r"\b(?P<words>those\s(?!(?:who|whom|whose|which|that|in|of|with|without|from|at|on|near|for|to|under|over|behind"
    r"|between|by|against|not|already|most|present|responsible|able|unable|close|left|\w+(?:ed|ing|en))\b)[a-z-]+)\b(?!\s\[)"
)
# a quotation that opens with what it points at: "Those votes will ...", he said
_QUOTED = re.compile(
    r"^[“\"](?P<words>(?:This|That|These|Those)\s"
    r"(?!(?:is|was)\s(?:the|an?)\s(?:first\b|second\b|(?:[a-z]+\s){0,2}(?:day|time|moment|year|hour|night)\b))[a-z-]+)"
)
_LIKE = re.compile(r"\b(?P<words>(?:like|such\sas)\s(?:this|that|these|those))(?=[.,;!?”\"])")
_MEASURE = re.compile(r"\b(?:not|n[’']t)\s(?:[a-z]+\s){0,2}?(?P<words>that\s(?:far|much|long|often|way))\b")
# "In the next shot", of a row that the sentence before began
_ROW = re.compile(
    rf"^(?:In|On|At|From|For)\s(?P<words>the\s(?:next|previous|following|same|other)\s(?!(?:{_PERIOD}|hand|time\s(?:as|that|when))\b)[a-z-]+)"
)
_REST = re.compile(r"\b(?:and|or|nor)\s(?P<words>the\s(?:others?|rest))\b(?!\s(?:of|who|in)\b)")
# a predicate that says nothing by itself
_ELLIPSIS = re.compile(r"\b(?:is|are|was|were)\s(?P<words>(?:not\s)?(?:alone|the\sonly\sones?)|in|out)\.$")
# what is left of "And not on a trivial matter."
_NO_CLAUSE = re.compile(
    r"^(?P<words>Not\s(?:on|in|at|for|by|with|to|from|without|about|because|if))\s(?:[\w’'-]+\s?){1,6}\.$"
)
# "If so, ...", "Up till then, ...": what was said or was before
_THEN = re.compile(
    r"^(?P<words>If\s(?:so|not(?!\sfor\b))|Even\s(?:so|then)|(?:Up\s)?(?:[Uu]ntil|[Tt]ill)\s(?:then|that\s(?:time|point))"
    r"|(?:By|Since|Before|From)\sthen|From\sthere|To\swit|At\sth(?:at|e\ssame)\s(?:time|point)(?!\s(?:as|that|when)\b)"
    r"|That\ssaid)\b,?(?=\s)"
)
# a verb, neither a number nor an adjective: "Some blocked the road", but "Several hundred people", "Several armed men"
_DID = (
    r"(?:(?:was|were|had)\b|(?!hundred\b)[a-z]{3,}ed(?=[.,;]|\s(?:an?|the|his|her|its|their|this|that|it|him|them|to|in|into|on|onto"
    r"|at|by|for|from|with|up|out|off|down|over|through|of|after|before|when|while|because|as|and|but|not|[a-z]+ly)\b))"
)
_OTHERS = re.compile(r"^(?P<words>(?:Others|Some\sothers|Most\sothers))\s(?!(?:of|in|who|from|at|on|with)\b)")
# "Some blocked the road", "Both were released": of those whom the sentence before named
_SOME = re.compile(rf"^(?P<words>Some|Several|Both|Neither)\s{_DID}")
_ALL = re.compile(r"\b(?P<words>all\s(?:two|three|four|five|six|seven))(?=[.,;](?:\s|$))")
_FIRST_TWO = re.compile(
    rf"^(?P<words>The\s(?:first|last|other)(?:\s(?:one|two|three|four))?)\s(?:(?:is|are|has|have)\b|{_DID})"
)
# "choose between the two on Monday", "To which they replied", "the above statement"
_THE_TWO = re.compile(
    r"\b(?P<words>the\s(?:two|three|four))(?=\s(?:on|in|at|by|and|or|was|were|are|is|have|had|has|will|would|could|can|may"
    r"|might|also|to|from|with|as|after|before|when|met|said|did|do)\b)"
)
_PAIR = re.compile(r"\b(?:[Tt]wo|[Tt]hree|[Ff]our|and|or)\b")  # told before, so that the words can take them up
_WHICH = re.compile(r"^(?P<words>(?:To|In|At|On|For|After|During|Of|From)\s(?:which|whom))\b")
_ABOVE = re.compile(r"\b(?P<words>the\s(?:above|aforementioned)\s[a-z]+)\b")
_CLAUSE_THIS = re.compile(r"\bthat\s(?P<words>this)\s(?:will|would|is|was|could|can|may|might|has|had)\b")
_JUST = re.compile(
    r"\b(?:said|say|says|did|do|does)\s(?P<words>(?:just|exactly|precisely)\s(?:that|this|so))\b(?=[.,;])"
)
_FIRST = re.compile(r"\b(?:one|some|first)\s", re.IGNORECASE)
_SEVERAL = re.compile(r"[a-z-]+s\b.*\s")
_CLAUSE_CHARS = 25  # of the words in front; a plural in fewer is no clause that "those" could take up
_PATTERNS = (
    _ANOTHER,
    _THOSE,
    _QUOTED,
    _LIKE,
    _MEASURE,
    _ROW,
    _REST,
    _ELLIPSIS,
    _NO_CLAUSE,
    _THEN,
    _OTHERS,
    _SOME,
    _ALL,
    _FIRST_TWO,
    _THE_TWO,
    _WHICH,
    _ABOVE,
    _CLAUSE_THIS,
    _JUST,
)


def carried_on(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of such words, in order."""
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("words")
            before = text[:start]
            if pattern is _THOSE and len(before) > _CLAUSE_CHARS and _SEVERAL.search(before):
                continue
            if pattern is _THE_TWO and _PAIR.search(before):
                continue
            if pattern is _REST and _FIRST.search(before):
                continue
            found.append((start, end))
    return tuple(sorted(found))
