"""Words of speech, thought and doubt: whatever can give a statement to somebody.

Enters: a text. Leaves: where such words stand. Pure. Wide on purpose: a word that only may report is a cue, so that
nothing counts as stated flatly that is not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from service.text.reporting_verbs import inflections, lexicon
from service.text.sought import Sought
from service.text.support.lexicon import lemma

# Held or judged rather than said
OPINION = """expect fear suspect hope doubt reckon consider regard believe think feel forecast project indicate signal
counter protest object allege complain retort scoff mock conclude caution maintain hint guess assume deem calculate
attribute contend""".split()
# verbs of speech whose subject the search for speech may not have been sure of
SAID = (
    "say tell argue claim insist accuse blame describe call assert criticise criticize speculate predict imply".split()
)
IRREGULAR = {
    "say": ["said"], "tell": ["told"], "think": ["thought"], "feel": ["felt"], "forecast": ["forecast"],
}  # fmt: skip
PLAIN_WORD = re.compile(r"[A-Za-z]{3,}")
STEMS = re.compile(
    r"(?:accus|allegation|alleged|argument|applaud|assertion|blam|call|chid|commend|complaint|concern|contest|demand"
    r"|denial|deny|disput|doubt|estimat|expectation|foresee|gripe|grumbl|justif|laud|learn|perceiv|prais|pledg|promis"
    r"|question|rebuk|reject|remark|rumou?r|scold|seem|appear|speak|spok|suggest|suspicion|threat|tout|urg|vow|want"
    r"|warn|worr|invit|seek|sought|request|appeal|petition|lobb|remember|recollect|reckon|calculation|referr?ed)\w*"
    r"|(?:account|apparently|belief|certain|conclusion|contention|convinced|criticism|critics?|denie[sd]|eyes|findings?"
    r"|forecasts?|foresaw|found|finds?|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)?|impl(?:y|ies|ied)|likely|unlikely|cit(?:e|es|ed|ing)|hear[sd]?|heard|points?|pointed|may|might|could"
    r"|opinions?|ought|poll|position|prediction|predicted|reportedly|rumou?red|understood|believed|explanations?|sceptical|skeptical|show(?:s|ed)|speculation"
    r"|statement|supposed(?:ly)?|sure|survey|suspected|tal(?:k|ks|ked|king)|testimony|thinks?|verdict|version|views?"
    r"|words|says|saying|told|tells|according|judge?ment|reckoning|telling|assessment|knows?|knew|knowledge|sees?)$"
)
QUOTES = frozenset('“”"')
CUE = Sought(
    r"\bif\b|\bheld\sthat\b|\bcharg(?:e|es|ed)\sthat\b|,\scharged\s|\bwould\slike\b|\bleft\sopen\b|\bha(?:s|ve|d)\scharged\b(?=[.,]|$)|\bput\w*\s(?:[^.]{1,60}\s)?(?:at|down\sto|it)\b"
    r"|\bg(?:ave|iven?|ives|iving)\s(?:[^.,]{1,60}\s)?as\b|\bas\sfar\sas\b"
    r"|\bh(?:old|olds|eld|olding)\s(?:[^.]{1,60}\s)?responsible\b"
    r"|\bby\s(?:[\w’'-]+\s){1,4}(?:account|estimates?|count|figures)\b"
    r"|\bfor\s[A-Z][\w’'-]+,|^(?:To|For)\s(?:the\s)?[\w’' -]{3,40},",
    re.I,
)
QUOTE_OR_CUE = re.compile(rf"[“”\"]|{CUE.pattern.pattern}", re.I)


@cache
def _cue_words() -> frozenset[str]:
    forms = set(lexicon().forms) | {form for verb in OPINION for _, form in inflections(verb, IRREGULAR.get(verb))}
    return frozenset(forms - {"name", "names", "named", "state", "states", "order", "orders", "ordered"})


@lru_cache(maxsize=2_048)
def cues_of(text: str) -> tuple[tuple[int, str], ...]:
    """Where any word of speech, thought, doubt or quotation stands, with its lemma."""
    found = {m.start(): lemma(m.group()) for m in PLAIN_WORD.finditer(text) if _is_cue(m)}
    if QUOTES.isdisjoint(text) and not CUE.may_match(text):
        return tuple(found.items())
    found |= {m.start(): lemma(m.group().split()[0]) for m in QUOTE_OR_CUE.finditer(text)}
    return tuple(sorted(found.items()))


def _is_cue(word: re.Match[str]) -> bool:
    if not _may_report(word.group()):
        return False
    # "was to blame" blames in nobody's name
    return not (word.group().casefold() == "blame" and word.string[: word.start()].endswith("to "))


@lru_cache(maxsize=65_536)
def _may_report(word: str) -> bool:
    low = word.casefold()
    return low in _cue_words() or STEMS.match(low) is not None


def has_voice(text: str) -> bool:
    """True where the text has any word of speech, thought, doubt or quotation."""
    return bool(cues_of(text))
