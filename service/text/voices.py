"""In whose voice words stand: inside marks or reported speech, in a name, or in the narrator's own voice.

Enters: one sentence. Leaves: ranges and yes or no. Pure. Never happens here: a judgement of the words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.text.quoted import QUOTED
from service.text.reporting import Speech, find_speech

PRONOUNS = frozenset({"he", "she", "they", "it"})  # what names no speaker
MEDIA = re.compile(
    r"(?i)\b(?:agency|agencies|media|news|newspaper|daily|press|reports?|broadcaster|channel|outlets?|website|tv|television|radio|wire)\b"
)
APPOSITION = re.compile(
    r",\s(?:the\s|a\s|an\s)?(?:head|leader|chief|member|commander|founder|part|spokesman|spokeswoman)s?\sof\sthe\s$"
)
# "describes X as a", "called it a", "claiming it is": the label behind is somebody's. A storm "called Ada" only has a
# name.
LABELLING = re.compile(
    r"\b(?:describ(?:es|ed|ing)|term(?:s|ed|ing)|label(?:l?ed|s|l?ing)|brand(?:s|ed|ing)|dubb?(?:s|ed|ing))\b"
    r"|\b(?:has|have|had|who|which|[a-z]+|[A-Z][\w-]+)\s(?:calls|called|calling)\s"
    r"(?:it|him|her|them|the|his|its|their|[A-Z][\w’'-]+\s(?:an?|the|[“\"])|[“\"])"
    r"|\bclaim(?:s|ed|ing)\s(?:that|to|it|he|she|they|the)\b"
    # "what the ministry called a terrorist group", "which several states consider a sect"
    r"|\b(?:what|which|whom|who|that)\s(?:(?!and\b|but\b)[\w’'-]+\s){1,6}?"
    r"(?:calls?|called|considers?|considered|regards?|regarded|deems?|deemed|views?|viewed|sees|saw)\b"
    r"|\baccus(?:es|ed|ing)\s(?:[\w’'-]+\s){1,8}?of\b"
    # "denounced the vote as a sham", "designated by two states as a terrorist group"
    r"|\b(?:consider|regard|view|denounc|condemn|dismiss|characteri[sz]|portray|depict|designat|classif|list|decr|reject"
    r"|criticis|criticiz)(?:s|ed|es|ing|ies|ied|e)?\s(?:[\w’'-]+\s){0,8}?as\s"
)
CLAUSE_END = re.compile(r"[;:]|,\s(?:and|but|while|which|who)\b|\s(?:before|after|while|when|until)\s")
OBJECT = re.compile(
    r"\s(?:for|on|it|him|her|them|the|his|its|their|[“\"]|[A-Z][\w’'-]+\s(?:an?|the|[“\"])|[A-Z][\w’'-]+[’']s)"
)
NAMED_AS = re.compile(
    r"\b(?:called|named|titled|entitled|dubbed|known\sas|nicknamed|headlined|labell?ed|termed|branded|tagged|phrase|word|words"
    r"|term|slogan|motto|chant|song|film|movie|book|album|show|series|episode|play|novel|poem|game|for|as|like)\s$"
)
# Somebody speaks or a charge is named, though the sentence is too tangled to say who
TOLD = re.compile(
    r"\b(?:said|says|told|added|stated|noted|insisted|urged|urges|vowed|promised|according\sto|wrote|tweeted|charg(?:ed|es|ing)|accus(?:ed|es|ing)"
    r"|calling|called|calls|saying|warned|argued|claimed|asked|described|dubbed)\b"
)
# Somebody makes known what the marks hold, without a verb of speech
IMPLIED = re.compile(
    r"\b(?:impl(?:ied|ies|ying)|hint(?:ed|s|ing)|insinuat(?:ed|es|ing)|signal(?:l?ed|s|l?ing)|pretend(?:ed|s|ing)"
    r"|boast(?:ed|s|ing)|complain(?:ed|s|ing)|believ(?:ed|es|ing)|think(?:s|ing)?|thought|fear(?:ed|s|ing)|hop(?:ed|es|ing))"
    r"\s(?:[\w’'\[\]-]+\s){0,8}?(?:that|he|she|they|it)\s"
)
# a word that is talked about: 'what "no harm" meant', 'the meaning of "harm"'
MENTIONED = re.compile(r"(?i:\b(?:meaning|definition|sense|notion|concept|use)\sof\s)$")
MENTIONED_BEHIND = re.compile(r"\s(?:means?|meant|refers?\sto|referred\sto|stands?\sfor|stood\sfor)\b")
PREDICATED = re.compile(
    r"(?:^|\s)(?!(?:that|and|or|but|to|which|who|as|had|have|has|was|were|is|are|be|been|not)\b)[\w’'\[\]-]+\s(?P<quote>[“\"]"
    r"(?:[a-z]+ly\s)?(?:was|were|is|are|has|had|have|will|would|can|could|did|does|must|should|may|might|[a-z]{2,}ed)\s"
    r"(?:[^“”\"\s]+\s){2,}[^“”\"]*[”\"])"
)
INITIAL = re.compile(r"\b[A-Z]\.$")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
LABEL_WORDS = 3  # in quotation marks; more are a statement
LONG_CHARS = 4  # shorter words are articles and prepositions, small in a headline too
HEADLINE_SHARE = 0.7
GIVEN_BACK = re.compile(r"\s\[according to S\d+\]")


def _clause_end(text: str, start: int) -> int:
    end = CLAUSE_END.search(text, start)
    return end.start() if end else len(text)


def _is_no_speech(text: str, speech: Speech) -> bool:
    """Verbs of speech in another sense: "the flood claimed 12 lives", "a storm called Ada"."""
    behind = text[speech.verb[1] :]
    if speech.lemma == "claim":
        return bool(re.match(r"\s(?:\d|(?:[a-z]+\s){0,2}lives\b|victory\b|responsibility\b)", behind))
    return speech.lemma == "call" and not OBJECT.match(behind)


@lru_cache(maxsize=4_096)
def spoken_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Parts of `text` that are someone's words: inside quotation marks, or the content of reported speech."""
    ranges = [m.span() for m in QUOTED.finditer(text)]
    for speech in find_speech(text):
        if speech.speaker and MEDIA.search(text[speech.speaker[0] : speech.speaker[1]]):
            continue  # what an agency reports is the outlet's wording of it
        if _is_no_speech(text, speech):
            continue
        ranges += [(part[0], part[1]) for part in speech.content]
    ranges += [(m.start(), _clause_end(text, m.end())) for m in LABELLING.finditer(text)]
    return tuple(ranges)


def is_spoken(text: str, start: int, end: int, *, verb: bool = False) -> bool:
    """True where the words are somebody's: quoted, reported, or given back to their outlet.

    `verb`: the words are a verb of speech, and the one that opens a report is the narrator's.
    """
    if GIVEN_BACK.match(text, end):
        return True
    quoted = any(m.start() < start < m.end() for m in QUOTED.finditer(text))
    if not quoted and APPOSITION.search(text[:start]):
        return False
    return any(a <= start and end <= b for a, b in spoken_ranges(text) if a < start or not verb)


def is_speech_verb(text: str, start: int) -> bool:
    """True where the word at `start` is the verb of an act of speech that somebody performs."""
    return any(
        speech.verb[0] == start
        and speech.speaker is not None
        and not speech.passive
        and not _is_no_speech(text, speech)
        for speech in find_speech(text)
    )


def is_unspoken_quote(text: str, start: int, end: int) -> bool:
    """True for a quoted word or short label that nobody in the sentence is said to have spoken."""
    if GIVEN_BACK.match(text, end) or NAMED_AS.search(text[:start]) or LABELLING.search(text):
        return False
    if MENTIONED.search(text[:start]) or MENTIONED_BEHIND.match(text, end) or IMPLIED.search(text[:start]):
        return False
    if text[end : end + 1] == ",":  # a speaker follows
        return False
    inside = text[start + 1 : end - 1]
    if len(inside.split()) > LABEL_WORDS or inside[-1:] in ",.!?" or re.search(r"\d", inside):
        return False
    marks = len(re.findall(r"[“”\"]", text))
    return marks == 2 and not find_speech(text) and not TOLD.search(text)


def unspoken_predicate(text: str) -> tuple[int, int] | None:
    """What a name or noun is said to have done, in marks, where nobody in the sentence is said to have said it.

    'Lind "disgraced the guild and all it stands for."' is somebody's judgement, and the speaker stands elsewhere.
    """
    if find_speech(text) or TOLD.search(text) or LABELLING.search(text) or IMPLIED.search(text):
        return None
    return next((m.span("quote") for m in PREDICATED.finditer(text)), None)


def is_name(text: str, start: int, end: int) -> bool:
    """True where the words are part of a name, as in "the Islamic Resistance Movement"; a headline names nothing."""
    words = list(WORD.finditer(text, start, end))
    if not words or not words[-1].group()[0].isupper():
        return False
    before = text[:start].rstrip()
    first = not re.search(r"\w", before) or (before[-1] in '.!?:“"' and not INITIAL.search(before))
    if first and len(words) == 1:
        return False
    return not is_headline(text)


@lru_cache(maxsize=1_024)
def is_headline(text: str) -> bool:
    """True where nearly every longer word has a capital and no mark ends the line."""
    longer = [m.group() for m in WORD.finditer(text) if len(m.group()) >= LONG_CHARS]
    ended = text.rstrip()[-1:] in set('.!?”"')
    return not ended and bool(longer) and sum(w[0].isupper() for w in longer) / len(longer) >= HEADLINE_SHARE
