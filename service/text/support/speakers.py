"""Who says what in a sentence and in the words that it cites: a speaker may not be dropped, moved or invented.

Enters: a sentence and its passages. Leaves: a fault with words, or None. Pure. A speaker may be named by title,
surname, acronym or role; "he" is who was named last before it in the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Reason
from service.text.folding import fold
from service.text.names import tokens
from service.text.sentences import sentence_spans
from service.text.support.fault import Fault
from service.text.support.lexicon import lemma, senses
from service.text.support.passage import Passage
from service.text.support.reading import Reading, read
from service.text.support.speech_acts import Act, acts_of, quoted_acts, same_speaker, senses_of
from service.text.support.voices import has_voice, lost_voice

USED = 3  # content words of a speech from which on a sentence says what was said
LONG = 8  # sentences of evidence
SURE = 0.8  # of the words, in a whole article
LEAST = 0.34  # of the words, from which on an act may be the one that is meant
SHARE = 0.5  # of the words that only this speech has
# Attribution without a verb of speech
VIEW = re.compile(
    r"\b(?:in\s(?:the\s)?(?:view|words|opinion|eyes|account|estimate|judgement)s?\sof"
    r"|by\s(?:the\s)?[\w’' ]{2,40}?(?:own\s)?(?:account|estimate|count|reckoning)s?"
    r"|[’']s?\s(?:view|words|opinion|account|estimate|figures?|estimates)"
    r"|seen\sby|according\sto|\bput(?:s|ting)?\s(?:the|it|its|their|them|at|down)|reckons?|fears?|thinks?|thought|feels?|felt"
    r"|reportedly|allegedly|alleged|so-called|said\sto|believed\sto|understood\sto|reports?\sthat|evidence|testimon(?:y|ies)"
    r"|suggests?|suggested|finds?|found|see|sees|expects?|expected|consider(?:s|ed)?"
    r"|spoke\sof|speaks?\sof|for\s[A-Z][\w’' -]{2,40},"
    r"|conclud(?:es|ed)|ruled|held\sthat|charg(?:es|ed)|calls?|called|calling|presented|described)\b"
)
SCARE = re.compile(r"[“\"]([\w-]+(?:\s[\w-]+)?)[,.]?[”\"]")  # one or two words in quotation marks
TITLED = re.compile(r"(Mrs|Ms|Miss|Mr)\b")
DENIALS = frozenset({"deny", "dispute", "contradict", "refute", "disavow", "repudiate"})
ACCUSING = frozenset({"accuse", "warn", "blame"})
WEAK = frozenset({"call", "name", "describe", "term", "refer to", "speak", "express", "thank", "welcome", "mention"})
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject|disput|refut|contradict|contest|repudiat|refus|no\b|not\b|never\b|untrue|false)",
    re.I,
)


def _is_in(act: Act, claim: Reading, acronyms: dict[str, str]) -> bool:
    """True where the sentence names the speaker in any way."""
    have = {f"name:{fold(t.core)}" for t in tokens(claim.text)} | {f"role:{s}" for w in claim.words for s in w.senses}
    return same_speaker(act.who, frozenset(have), acronyms)


def speaker_fault(text: str, passages: Sequence[Passage]) -> Fault | None:
    """What is wrong with who says what; None: nothing found."""
    claim = read(text)
    acronyms = {fold(k): v[2] for p in passages for k, v in p.analysis.acronyms.items()}
    told = [(p, act) for p in passages for act in [*acts_of(p.reading, p), *quoted_acts(p)]]
    mine = acts_of(claim)
    if (adopted := _adopted(text, passages)) is not None:
        return adopted
    return _dropped(claim, passages, told, mine, acronyms) or _moved(claim, passages, told, mine, acronyms)


def _dropped(
    claim: Reading,
    passages: Sequence[Passage],
    told: Sequence[tuple[Passage, Act]],
    mine: Sequence[Act],
    acronyms: dict[str, str],
) -> Fault | None:
    for _, act in told:
        if act.lemma in WEAK or (act.cls == "directive" and act.lemma not in ACCUSING):
            continue
        if act.cls == "denial" and act.lemma not in DENIALS:  # an offer is rejected, a suit dismissed: no speech
            continue
        if act.lemma in DENIALS and not DENIED.search(claim.text) and not senses(lemma(act.lemma)) & claim.senses:
            used = [w for w in claim.words if w.senses & act.content]
            if len(used) >= USED and len(used) >= SHARE * len(act.words):
                return Fault(Reason.DENIAL_LOST, (act.lemma,))
    lost = lost_voice(claim, tuple(p.reading for p in passages))
    return Fault(Reason.SPEAKER_LOST, (lost,)) if lost else None


def _adopted(text: str, passages: Sequence[Passage]) -> Fault | None:
    """A word that every passage has in quotation marks only, without its marks: somebody's word made a fact."""
    if has_voice(text):
        return None
    for passage in passages:
        for match in SCARE.finditer(passage.quote):
            words = match[1].strip(" ,.")
            plain = re.compile(rf"(?<![“\"‘'\w]){re.escape(words)}(?![\w”\"’'])", re.I)
            if plain.search(text) and not any(plain.search(p.quote) for p in passages):
                return Fault(Reason.SPEAKER_LOST, (words,))
    return None


def _free_senses(passages: Sequence[Passage], act: Act) -> frozenset[str]:
    """Senses that the passages have outside this act's content: the writer's own words, or another's."""
    inside = {id(w) for w in act.words}
    return frozenset().union(*(w.senses for p in passages for w in p.reading.words if id(w) not in inside))


def _moved(
    claim: Reading,
    passages: Sequence[Passage],
    told: Sequence[tuple[Passage, Act]],
    mine: Sequence[Act],
    acronyms: dict[str, str],
) -> Fault | None:
    for act in mine:
        if not act.who or act.lemma in WEAK or act.lemma == "noun" or len(act.words) < USED:
            continue
        scored = [(_overlap(act, other), other) for _, other in told]
        top = max((score for score, _ in scored), default=0.0)
        near = [other for score, other in scored if score >= max(LEAST, top - 0.3)]
        if top < SHARE or any(not other.who or _agree(act, other, acronyms) for other in near):
            continue
        if _is_long(passages) and not any(o.who & act.who or _named_anew(act, o) for o in near):
            continue
        if not any(_untold(act, p, [a for q, a in told if q is p]) for p in passages):
            return Fault(Reason.SPEAKER_CHANGED, (act.speaker,))
    return None


def _is_long(passages: Sequence[Passage]) -> bool:
    """Whole articles: who else says or shows the same, no alignment of words can tell; plain reports are let pass."""
    return sum(len(p.reading.sentences) for p in passages) > LONG


def _named_anew(act: Act, other: Act) -> bool:
    return _overlap(act, other) >= SURE


def _untold(act: Act, passage: Passage, told: Sequence[Act]) -> bool:
    """True where a sentence names this speaker with these words, and its tag could not be read."""
    for start, end in sentence_spans(passage.quote):
        if any(start <= a < end for other in told for a, _ in other.spans):
            continue
        words = [w for w in passage.reading.words if start <= w.start < end]
        named = {f"name:{fold(t.core)}" for t in tokens(passage.quote[start:end])}
        if act.who & named and sum(bool(w.senses & senses_of(words)) for w in act.words) >= LEAST * len(act.words):
            return True
    return False


def _agree(act: Act, other: Act, acronyms: dict[str, str]) -> bool:
    """The same speaker, unless "she" would have to be a Mr."""
    title = TITLED.match(act.speaker)
    if title and other.speaker.casefold() in {"she", "he"}:
        female = title[1] in {"Mrs", "Ms", "Miss"}
        if female != (other.speaker.casefold() == "she"):
            return False
    return same_speaker(act.who, other.who, acronyms)


def _overlap(act: Act, other: Act) -> float:
    words = [w for w in act.words if w.kind != "name"]
    if not words:
        return 0.0
    return sum(bool(w.senses & other.content) for w in words) / len(words)
