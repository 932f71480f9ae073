"""Who does it and whom it happens to: the words on either side of a verb, as far as its clause goes.

Enters: a reading. Leaves: frames of word indexes. Pure. No parse: a clause ends at a mark or a connective, a passive
turns its sides, a relative word takes up what stands before it, a pronoun may be anybody named to its left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.text.reporting_verbs import AUXILIARIES, inflections
from service.text.similarity import STOP_WORDS
from service.text.support.lexicon import lemma, lexicon, past_forms, senses
from service.text.support.reading import Reading, Word

REACH = 9  # content words on either side of a verb
NEAR = 4  # content words of the noun phrase that a relative word or a participle takes up
LEFT_END = re.compile(
    r"[;:—–]|,\s(?=(?:and|but|yet|while|whereas|although|though|or)\b)|,\s(?=(?:said|say|says|according)\b)"
    r"|\b(?:that|whom|who|which|whose|when|while|whereas|because|after|before|if|although|though|as|where|until|since|than)\b"
    r"|[“”\"]"
)
RIGHT_END = re.compile(
    r"[;:—–]|,\s(?!(?:the|an?|its|his|her|their)\s)"
    r"|\b(?:that|who|whom|which|whose|when|while|whereas|because|after|before|if|although|though|where|until|since|but)\b"
    r"|\.(?=\s+[A-Z“\"])"
)
# where and when: nobody who does it, and nobody to whom it is done
SETTING = re.compile(
    r"\b(?:in|at|on|near|during|under|since|until|after|before|within|outside|across|over|as)\s(?:(?:the|an?|its)\s)?$",
    re.I,
)
PLACING = frozenset("in at on near during under since until after before within outside across over as".split())
ARTICLES = frozenset({"the", "a", "an", "its"})
REDUCED = re.compile(r"\s(?:as|in|on|at|during|under|near|with|between)\b")  # "an accord signed on Monday"
HAVE = re.compile(r"\b(?:has|have|had|having)\s(?:\w+ly\s|also\s|never\s|not\s)?$", re.I)
OBJECT = frozenset({"whom", "which", "that"})
SUBJECT = frozenset({"who", "which", "that"})
BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s(?:\w+ly\s|not\s|also\s|then\s|twice\s|never\s)?$", re.I
)
FORMS_OF_BE = frozenset("is are was were be been being get gets got".split())
BEHIND_BE = frozenset("not also then twice never".split())
HELPED = re.compile(
    r"\b(?:to|will|would|shall|should|can|could|may|might|must|did|does|do|has|have|had|n[’']t|not|is|are|was|were|been|cannot)"
    r"\s(?:\w+ly\s|not\s|also\s|never\s)?$",
    re.I,
)
# those of them that end a word by themselves, and what may stand between one and its verb ("t" as in "don't")
HELPERS = frozenset(
    "to will would shall should can could may might must did does do has have had not is are was were been"
    " cannot".split()
)
BETWEEN = frozenset({"t", "also", "never"})
# "a retired judge"
MODIFIES = frozenset("a an the its his her their of for some all in on with no this that".split())
# "kept deleted pictures"
KEPT = frozenset("kept left got held found took made sold bought sent gave stored posted".split())
BY = re.compile(r"\bby\s", re.I)
# what stands behind whoever it is done by: "accused by the council of helping", "seized by the army on Monday"
BY_END = re.compile(r"\s(?:of\s\w+ing|to|for|on|at|after|with|from|over|during|before|because|as)\b", re.I)
# nothing is done to anybody
INTRANSITIVE = frozenset(lemma(w) for w in "stay remain go come arrive fall rise happen occur die sleep wait".split())

PRONOUN = re.compile(r"\b(?:he|she|it|they|who)\s(?:\w+\s){0,3}$", re.I)
# regular verbs of which somebody is the object; irregular ones come with their forms
VERBS = """accuse acquire advise alert allow appoint arrest ask attack award back ban blame call chase consult
convince criticise criticize defeat defend deliver demand detain elect employ escort exceed export
finance fine fire follow forbid fund grant greet hand help hire hit honor honour host import inform
injure invite join kill lease lend name notify offer oppose order outbid outnumber outsell overrule
overtake owe own permit persuade praise promise punish purchase pursue question receive recognise
recognize refuse reject release rent replace represent request require rescue return sack save succeed
sue summon supply support thank threaten train transfer urge visit warn welcome wound""".split()


class Frame(NamedTuple):
    """Word indexes around the verb at index `verb`."""

    verb: int
    doers: frozenset[int]
    others: frozenset[int]


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    found = {form for verb in VERBS for kind, form in inflections(verb) if kind == "third"}
    return frozenset(found | {form for form in lexicon().lemmas if form.endswith("s") and len(form) > 3})


@lru_cache(maxsize=2_048)
def verbs_of(reading: Reading) -> tuple[int, ...]:
    """Index of every word that is a verb by its form and may be done to somebody."""
    return tuple(at for at, word in enumerate(reading.words) if word.key not in INTRANSITIVE and is_verb(reading, word))


def is_verb(reading: Reading, word: Word) -> bool:
    """A past tense or participle, a form behind an auxiliary, or the third person of a verb that takes somebody."""
    if word.kind != "word":
        return False
    head = word.text.split()[0].casefold()
    before = reading.before(word.start)
    if head in STOP_WORDS or before in MODIFIES:
        return False
    if head.endswith("ed") and before in KEPT:
        return False
    if head.endswith("ed") or head in past_forms() or head in _forms():
        return True
    return not head.endswith(("ly", "al")) and _is_helped(reading, word, before)


def _is_helped(reading: Reading, word: Word, before: str) -> bool:
    """Whether an auxiliary stands before the word, at most an adverb between."""
    if before in HELPERS:
        return True
    if not (before in BETWEEN or before.endswith("ly")):
        return False
    return HELPED.search(reading.text[max(0, word.start - 16) : word.start]) is not None


def _is_passive(reading: Reading, verb: Word) -> bool:
    before = reading.before(verb.start)
    if before in FORMS_OF_BE:
        return True
    if not (before in BEHIND_BE or before.endswith("ly")):
        return False
    return BE.search(reading.text[max(0, verb.start - 24) : verb.start]) is not None


def frames_of(reading: Reading) -> tuple[Frame, ...]:
    """The frames of all of them."""
    return tuple(frame_at(reading, at) for at in verbs_of(reading))


@lru_cache(maxsize=8_192)
def frame_at(reading: Reading, at: int) -> Frame:
    """The frame of the verb at index `at`."""
    text, words, verb = reading.text, reading.words, reading.words[at]
    start, end = reading.sentence_of(verb.start)
    cut = next(reversed(list(LEFT_END.finditer(text, start, verb.start))), None)
    first = cut.end() if cut else start
    stop = RIGHT_END.search(text, verb.end, end)
    last = stop.start() if stop else end
    low = max(0, at - REACH)
    left = [n for n in range(low, at) if words[n].start >= first]
    right = [n for n in range(at + 1, min(len(words), at + REACH + 1)) if words[n].end <= last]
    before = [n for n in range(low, at) if start <= words[n].start and words[n].end <= (cut.start() if cut else start)]
    link = cut.group().casefold() if cut else ""
    opens = next(iter(re.findall(r"\w+", text[cut.end() : verb.end])), "") if cut else ""
    is_subject = link in SUBJECT and (not left or opens in AUXILIARIES or opens.endswith("ed") or opens in past_forms())
    is_object = link in OBJECT and bool(left) and not is_subject
    if is_subject:
        left = before[-NEAR:]
    elif not left and link.startswith(","):  # "..., and urged": the subject goes on
        left = before
    elif PRONOUN.search(text, first, verb.start) and not any(words[n].kind == "name" for n in left):
        left = before + left
    by = BY.search(text, verb.end, words[right[-1]].end) if right else None
    by_next = by is not None and by.start() - verb.end <= 1
    is_passive = not verb.text.endswith("ing") and _is_passive(reading, verb)
    if is_passive or by_next:
        if not is_passive:
            left = left[-NEAR:] or before[-NEAR:]
        stopped = BY_END.search(text, by.end(), last) if by else None
        doers = [n for n in right if by and by.start() < words[n].start < (stopped.start() if stopped else last)]
        return Frame(at, frozenset(doers), frozenset(left) | frozenset(n for n in right if n not in doers))
    if REDUCED.match(text, verb.end) and not HAVE.search(text[max(0, verb.start - 16) : verb.start]):
        return Frame(at, frozenset(), frozenset())
    others = frozenset(right) | frozenset(before[-NEAR:] if is_object else ())
    return Frame(at, frozenset(left) - _setting(reading, left), others - _setting(reading, right))


def is_setting(reading: Reading, word: Word) -> bool:
    """Whether a preposition of place or time stands before the word, at most an article between."""
    before = reading.before(word.start)
    if before in PLACING:
        return True
    return before in ARTICLES and SETTING.search(reading.text[max(0, word.start - 14) : word.start]) is not None


def _setting(reading: Reading, numbers: Sequence[int]) -> frozenset[int]:
    """The words of places and times: each behind its preposition, and the name that goes on from it."""
    found = set[int]()
    for n in numbers:
        word = reading.words[n]
        goes_on = n - 1 in found and word.kind == "name" and reading.text[reading.words[n - 1].end : word.start] == " "
        if goes_on or is_setting(reading, word):
            found.add(n)
    return frozenset(found)


# Verbs that tell one thing from its two ends: who does the one stands on the other side of the other
CONVERSE = tuple(
    tuple(frozenset().union(*(senses(lemma(w)) for w in side.split())) for side in line)
    for line in (
        ("buy acquire purchase obtain", "sell"),
        ("receive get obtain", "pay give award hand deliver offer grant"),
        ("borrow", "lend"),
        ("beat defeat outbid", "lose"),
        ("lead precede", "follow"),
        ("host receive welcome", "visit"),
        ("employ hire", "work"),
    )
)


@lru_cache(maxsize=16_384)
def _ends(senses_of: frozenset[str]) -> frozenset[tuple[int, int]]:
    """The lines of the table and the sides of them that a word stands on."""
    return frozenset(
        (number, side) for number, line in enumerate(CONVERSE) for side in (0, 1) if line[side] & senses_of
    )


def are_converse(a: Word, b: Word) -> bool:
    """True for "buy" and "sell"."""
    mine = _ends(a.senses)
    if not mine or a.senses & b.senses:
        return False
    theirs = _ends(b.senses)
    return any((number, 1 - side) in theirs for number, side in mine)
