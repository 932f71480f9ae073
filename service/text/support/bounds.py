"""How exact a figure is said to be, and which statements of a figure carry which.

Enters: a text and where a figure stands in it. Leaves: the bound that its words set. Pure. Never: a bound that is only
meant; "forty" is exactly forty.
"""

from __future__ import annotations

import re

EXACT, ABOUT, NEARLY, MORE, LEAST, LESS, MOST = "", "about", "nearly", "more_than", "at_least", "less_than", "up_to"
ANY = "any"  # a limit or threshold: a figure in name, on whichever side of it things lie
NEGATED = "negated"  # "none for less than": the bound depends on what is denied
OVER = "over"  # "over six years": more than six, or during six
UNDER = "under"  # "under two metres of mud"
WITHIN = "within"  # "within three days": three at most, or a term of three

_WORDS = {
    MORE: "more than|well over|well above|just over|just above|slightly over|slightly above|a little over|a bit over"
    "|slightly more than|a little more than|comfortably above|comfortably over|comfortably more than"
    "|upwards of|upward of|in excess of|greater than|higher than|larger than|bigger than|longer than|older than"
    "|heavier than|taller than|deeper than|wider than|farther than|further than|faster than|stronger than|louder than"
    "|dearer than|warmer than|hotter than|thicker than|costlier than"
    "|exceed|exceeds|exceeding|exceeded|topping|topped|surpass|surpasses|surpassing|surpassed|north of"
    "|far more than|far over|much more than|considerably more than|later than",
    OVER: "over|above|beyond|over the age of|above the age of",
    UNDER: "under|below",
    LEAST: "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|not under"
    "|not below"
    "|from the age of|from age|no lower than|nothing below|nothing under|nothing less than|never less than"
    "|at the very least|at the least",
    ABOUT: "some|about|around|approximately|roughly|an estimated|estimated|estimated at|circa|in the region of"
    "|approx.|~"
    "|something like|somewhere around|in the order of|on the order of|of the order of|thought to be|believed to be"
    "|little more than|not much more than|barely more than|little over|not much over"
    "|reckoned to be|reckoned at|estimated to be|more or less|give or take|perhaps|maybe|ca.|c.",
    NEARLY: "nearly|almost|close to|not quite|nearing|approaching|just under|just below|slightly under|slightly below"
    "|slightly less than|slightly fewer than|a little under|a little less than|just short of|a little below"
    "|virtually|practically|well-nigh|nigh on|getting on for"
    "|the best part of|best part of|the better part of|better part of",
    MOST: "up to|as many as|as much as|as long as|as high as|as far as|as few as|no more than|not more than"
    "|no longer than"
    "|no higher than|no greater than|at most|at the most|a maximum of"
    "|maximum of|as near as|as late as|as little as|as low as"
    "|limited to|capped at|not exceed"
    "|not exceeding|not above|not over|not later than|no later than",
    LESS: "fewer than|less than|not even|not yet|lower than|smaller than|shorter than|lighter than|cheaper than"
    "|slower than|shallower than|narrower than|thinner than|colder than|cooler than|well under|well below"
    "|under the age of|below the age of|not reached the age of|not yet reached the age of|not reached|not turned"
    "|not yet turned"
    "|far below|far less than|far fewer than|much less than|younger than",
    WITHIN: "within|inside|in under|in less than",
    NEGATED: "hardly more than|scarcely more than|hardly over|barely over|hardly above|barely above"
    "|hardly less than|hardly fewer than|barely less than|scarcely less than",
    ANY: "limit of|threshold of|ceiling of|cap of|barrier of|floor of|mark of|hurdle of|cut-off of"
    "|closer than|nearer than"
    "|start at|starts at|starting at|started at|start from|starts from|starting from",
    EXACT: "exactly|precisely|only|just|a mere|merely|fully|barely|scarcely|hardly",
}
_BEFORE = {words: bound for bound, phrases in _WORDS.items() for words in phrases.split("|")}
_LONGEST = max(len(words.split()) for words in _BEFORE)
_WINDOW = 40  # code points before a figure that can hold a bound
_ARTICLES = frozenset("a an the".split())
_COMPARES = re.compile(r"\bthan (?:the|its|his|her|their|(?:last|this) \w+['’]s) $", re.I)  # a figure already spoken of
_NUMERAL = (
    "[$€£0-9]|an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds|thousands|dozens|several"
)
_ODD = re.compile(r"(?:[ -](?:odd|something)|-(plus))\b")
_AND_SMALLER = re.compile(
    r" (?:hours|minutes|days|weeks|months|years|metres|kilos)(?:,| and) [\w-]+"
    r" (?:seconds|minutes|hours|days|weeks|months|centimetres|grams)\b"
)
_NOT = re.compile(r"\b(?:no|none|not|never|nothing|nobody|neither|nor|cannot|without)\b(?!\slonger)|n't\b", re.I)
_FORBIDDEN = re.compile(
    r"[^.;:,]{0,40}\b(?:forbidden|banned|prohibited|illegal|unlawful|not\s(?:allowed|permitted)|ruled\sout|excluded|barred)\b"
)
_MARKS = "“”\"‘’'([—–-"
_AFTER = re.compile(
    r"(?:[ ,–-]{1,2}[\w%'’-]+){0,4}?[ ,]{1,2}"
    r"(?:at (?:the )?(?:very )?(?P<at>least|most|maximum|minimum|latest|earliest|outside)\b"
    rf"(?!\s(?:{_NUMERAL}))"
    r"|or (?P<or>more|longer|over|older|higher|above|upwards|fewer|less|under|younger|below|so|thereabouts)\b"
    r"|and (?P<and>over|older|above|upwards|up|under|younger|below)\b"
    r"|(?:is|was|being) the (?P<the>minimum|maximum)\b|(?P<more>more or less|give or take)\b)"
)
_OF_AFTER = {
    "least": LEAST, "minimum": LEAST, "earliest": LEAST, "most": MOST, "outside": MOST, "maximum": MOST, "latest": MOST,
    "more": LEAST, "longer": LEAST, "over": LEAST, "older": LEAST, "higher": LEAST, "above": LEAST, "upwards": LEAST,
    "up": LEAST,
    "fewer": MOST, "less": MOST, "under": MOST, "younger": MOST, "below": MOST, "so": ABOUT, "thereabouts": ABOUT,
    "more or less": ABOUT, "give or take": ABOUT,
}  # fmt: skip
_LIMIT = re.compile(
    r"[ -](?:[\w'’%-]+[ -]){0,2}?"
    r"(?:limit|threshold|hurdle|mark|bar|ceiling|cap|barrier|target|minimum|maximum|floor|line)\b"
)
_REACHED = re.compile(r"\b(?:above|below|over|under|exceed(?:s|ed|ing)?|past) the $", re.I)
_ONLY = re.compile(r"\b(?:only|just|mere|merely)\s(?:\w+\s)?$", re.I)
_MAY = re.compile(r"\b(?:could|may|might|can|reach\w*|peak\w*|limit\w*|ration\w*|quota|allow\w*)\b", re.I)
# words anywhere in a sentence that make its figures an estimate
_ESTIMATE = re.compile(
    r"\b(?:estimat\w+|thought|believed?|reckon\w*|approximate\w*|calculat\w+|expect\w+|forecast\w*|put(?:s|ting)?\b[^.;]{1,40}\bat"
    r"|sp(?:oke|eaks?|eaking)\sof|supposed|assum\w+|likely|probably|projected|guess\w*|suspect\w*|could|might|may)\b"
)

# Which bounds of evidence carry a bound of the claim where the figure is the same; one that is only about right
# may not become exact, nor a least number the number.
CARRIED_BY: dict[str, frozenset[str]] = {
    EXACT: frozenset({EXACT, ANY, OVER, UNDER, WITHIN}),
    ABOUT: frozenset({ABOUT, EXACT, NEARLY, ANY, OVER, UNDER, WITHIN}),
    NEARLY: frozenset({NEARLY}),
    MORE: frozenset({MORE, OVER, NEGATED, ANY}),
    OVER: frozenset({EXACT, MORE, OVER, LEAST, ANY}),
    LEAST: frozenset({LEAST, MORE, OVER, NEGATED, ANY}),
    MOST: frozenset({MOST, LESS, UNDER, NEARLY, EXACT, WITHIN, NEGATED, ANY}),
    WITHIN: frozenset({WITHIN, MOST, LESS, NEARLY, EXACT, ANY}),
    UNDER: frozenset({EXACT, LESS, UNDER, NEARLY, WITHIN, NEGATED, ANY}),
    LESS: frozenset({LESS, UNDER, NEARLY, WITHIN, NEGATED, ANY}),
    ANY: frozenset({EXACT, ABOUT, NEARLY, MORE, OVER, UNDER, LEAST, MOST, LESS, WITHIN, NEGATED, ANY}),
    NEGATED: frozenset({EXACT, ABOUT, MORE, OVER, UNDER, LEAST, MOST, LESS, WITHIN, NEGATED, ANY}),
}


def bound_at(text: str, start: int, end: int) -> str:
    """The bound of the figure at `start` to `end`, from the words before or behind it."""
    if _LIMIT.match(text, end) or _REACHED.search(text, max(0, start - 16), start):
        return ANY
    if _AND_SMALLER.match(text, end):
        return OVER  # "seven hours and ten minutes"
    words = [word.strip(_MARKS) for word in text[max(0, start - _WINDOW) : start].casefold().split()]
    while words and not words[-1]:
        words.pop()
    while words and words[-1] in _ARTICLES:
        words.pop()
    before = _bound_before(words)
    if before in {LESS, MORE} and _COMPARES.search(text, max(0, start - 24), start):
        return EXACT  # "3,000 more than the 12,500", "bigger than last year's 36,500"
    if before in {LESS, MORE, OVER, UNDER} and (_is_denied(text, start, words) or _FORBIDDEN.match(text, end)):
        return NEGATED
    if before:
        return before
    odd = _ODD.match(text, end)
    if odd:
        return LEAST if odd[1] else ABOUT
    behind = _AFTER.match(text, end, end + 70)
    if text.startswith("+", end):
        return LEAST
    return _bound_behind(behind, text, start, words) if behind else EXACT


def _bound_before(words: list[str]) -> str:
    """The bound of the longest phrase that ends there; "no older than" is the opposite of "older than"."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        found = _BEFORE.get(" ".join(words[-size:]))
        if found in {LESS, MORE} and words[:-size][-1:] in (["no"], ["not"]):
            return MOST if found == MORE else LEAST
        if found is not None:
            return found
    return EXACT


def _bound_behind(behind: re.Match[str], text: str, start: int, words: list[str]) -> str:
    found = _OF_AFTER[behind["at"] or behind["or"] or behind["and"] or behind["the"] or behind["more"]]
    is_turned = behind["or"] or behind["and"]  # "nobody aged 40 or more"
    return NEGATED if is_turned and found in {LEAST, MOST} and _is_denied(text, start, words) else found


def _is_denied(text: str, start: int, words: list[str]) -> bool:
    """True where the clause denies before the bound; in "not even" the denial is the bound's own."""
    clause = re.split(r"[,;:]", text[max(0, start - 70) : start])[-1]
    return _NOT.search(clause) is not None and not any(word in {"not", "no"} for word in words[-3:])


def is_estimate(text: str, start: int, end: int) -> bool:
    """True where words of the sentence, if not those beside it, make a figure an estimate."""
    left = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
    stops = [at for at in (text.find(". ", end), text.find("; ", end)) if at >= 0]
    return _ESTIMATE.search(text, left, min(stops, default=len(text))) is not None


def is_ceiling(text: str, start: int) -> bool:
    """True for a figure told as small ("only 85") or as what may come ("could cost"): both carry "up to"."""
    before = text[max(0, start - 24) : start]
    return bool(_ONLY.search(before) or _MAY.search(before))
