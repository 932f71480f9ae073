"""Who says what in a sentence and in the words that it cites: a speaker may not be dropped, moved or invented.

Enters: a sentence and its passages. Leaves: a fault with words, or None. Pure. A speaker may be named by title,
surname, acronym or role; who cannot be told from the one of the passages is taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Reason
from service.text.folding import fold
from service.text.sought import Sought
from service.text.support.cues import has_voice
from service.text.support.fault import Fault
from service.text.support.lexicon import lemma, senses
from service.text.support.passage import Passage
from service.text.support.reading import Reading, read
from service.text.support.speaker_kinds import is_another
from service.text.support.tags import Tag, senses_of, tags_of
from service.text.support.voices import TAGGED, lost_voice

USED = 3  # content words of a denied statement
SHARE = 0.5  # of the words of a statement, from which on two statements are the same
SURE = 0.7  # of the words, from which on they are surely the same: who said it is then compared
LEAST = 0.34  # of the words, from which on another may be the one that is meant
CLOSE = 0.3  # how much less than the best such another may share
OPENING = 5  # content words at the head of a sentence
LONGEST = 12  # words of a speaker, from which on it is a clause misread
SHORT = 2  # content words of a speech that only points to what it is about
FIGURE = 3  # words that a figure weighs: it tells two statements apart
HAS_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|will|would|could|should|may|might|did)\s\w+", re.I)
SCARE = re.compile(r"[“\"]([\w-]+(?:\s[\w-]+)?)[,.]?[”\"]")  # one or two words in quotation marks
DENIALS = frozenset({"deny", "dispute", "contradict", "refute", "disavow", "repudiate"})
DENYING = frozenset(lemma(w) for w in (*DENIALS, "reject", "dismiss", "rebut"))
TAGS = frozenset(lemma(w) for w in (*TAGGED, "accord"))
WEAK = frozenset({"thank", "welcom", "mention"})
DENIED = Sought(
    r"\b(?:den(?:y|ies|ied|ying)|reject|disput|refut|contradict|contest|repudiat|refus|doubt|question|challeng|no\b|not\b|never\b|untrue|false)",
    re.I,
)


def speaker_fault(text: str, passages: Sequence[Passage]) -> Fault | None:
    """What is wrong with who says what; None: nothing found."""
    claim = read(text)
    return (
        _adopted(text, passages) or _undenied(claim, passages) or _dropped(claim, passages) or _moved(claim, passages)
    )


def _undenied(claim: Reading, passages: Sequence[Passage]) -> Fault | None:
    """What somebody denies, stated as a fact."""
    if DENIED.first_in(claim.text):
        return None
    for reading in (p.reading for p in passages):
        for speech in reading.speeches:
            if speech.lemma not in DENIALS or senses(lemma(speech.lemma)) & claim.senses:
                continue
            words = [w for w in reading.words if any(a <= w.start and w.end <= b for a, b in speech.content)]
            content = senses_of(words)
            used = [w for w in claim.words if w.senses & content]
            if len(used) >= USED and len(used) >= SHARE * len(words):
                return Fault(Reason.DENIAL_LOST, (speech.lemma,))
    return None


def _dropped(claim: Reading, passages: Sequence[Passage]) -> Fault | None:
    """What somebody says, thinks or alleges, stated as a fact."""
    lost = lost_voice(claim, tuple(p.reading for p in passages))
    return Fault(Reason.SPEAKER_LOST, (lost,)) if lost else None


def _adopted(text: str, passages: Sequence[Passage]) -> Fault | None:
    """A word that every passage has in quotation marks only, without its marks: somebody's word made a fact."""
    quoting = [p for p in passages if "“" in p.quote or '"' in p.quote]
    if not quoting or has_voice(text):
        return None
    for passage in quoting:
        for match in SCARE.finditer(passage.quote):
            words = match[1].strip(" ,.")
            plain = re.compile(rf"(?<![“\"‘'\w]){re.escape(words)}(?![\w”\"’'])", re.I)
            if plain.search(text) and not any(plain.search(p.quote) for p in passages):
                return Fault(Reason.SPEAKER_LOST, (words,))
    return None


def _moved(claim: Reading, passages: Sequence[Passage]) -> Fault | None:
    """Words that the passages give to one speaker, and the sentence to another whom they tell from the first."""
    mine = tags_of(claim)
    if not mine:
        return None
    acronyms = {fold(k): v[2] for p in passages for k, v in p.analysis.acronyms.items()}
    told = [tag for p in passages for tag in tags_of(p.reading)]
    for tag in mine:
        if not (tag.names or tag.roles) or tag.verb in WEAK:
            continue
        if len(tag.zone.split()) > LONGEST or HAS_VERB.search(f"{tag.zone} x"):
            continue
        is_denial = tag.verb in DENYING
        scored = [(_match(tag, other), other) for other in told if (other.verb in DENYING) == is_denial]
        top = max((score for score, _ in scored), default=0.0)
        if top < SURE:
            continue
        near = [t for score, t in scored if score >= max(LEAST, top - CLOSE)]
        if any(_is_told_of(tag, other) or not is_another(tag, other, passages, acronyms) for other in near):
            continue
        if any(_untold(tag, p.reading) for p in passages) or any(_says_so(tag, other, near) for other in told):
            continue
        return Fault(Reason.SPEAKER_CHANGED, (tag.zone,))
    return None


def _is_told_of(tag: Tag, other: Tag) -> bool:
    """Whether what is said begins with the speaker: "inspectors declared it safe, according to documents"."""
    if tag.verb in TAGS:
        return False
    return other.words[0].key == tag.head or fold(other.words[0].text) in tag.names


def _says_so(tag: Tag, other: Tag, near: Sequence[Tag]) -> bool:
    """Whether the passages have the speaker with the word next to the verb that those near lack, or say it shortly."""
    if not (tag.names & other.names or (tag.head and tag.head in other.roles | {other.head})):
        return False
    first = tag.words[0].senses - frozenset().union(*(senses_of(t.words) for t in near))
    is_short = tag.verb == other.verb and len(other.words) <= SHORT  # "criticised both measures"
    if other.verb in DENYING:  # "is fiction in the eyes of the union" for "dismissed it as fiction"
        first = senses_of(tag.words) - frozenset().union(*(senses_of(t.words) for t in near if t is not other))
    return is_short or bool(first & senses_of(other.words))


def _untold(tag: Tag, reading: Reading) -> bool:
    """True where a sentence without a tag begins with this speaker and has the words."""
    for start, end in reading.sentences:
        words = [w for w in reading.words if start <= w.start < end]
        opening = words[:OPENING]
        is_theirs = any(fold(w.text) in tag.names or w.key == tag.head for w in opening)
        if not is_theirs or any(t.words and start <= t.words[0].start < end for t in tags_of(reading)):
            continue
        content = senses_of(words)
        if sum(bool(w.senses & content) for w in tag.words) >= LEAST * len(tag.words):
            return True
    return False


def _match(tag: Tag, other: Tag) -> float:
    """How much of the two is the same; one may tell more than the other."""
    mine, theirs = _overlap(tag, other), _overlap(other, tag)
    return max(mine, (mine + theirs) / 2)


def _overlap(tag: Tag, other: Tag) -> float:
    words = [w for w in tag.words if w.kind != "name"] or list(tag.words)
    content = senses_of(other.words)
    weights = [FIGURE if w.kind == "number" else 1 for w in words]
    return sum(n for w, n in zip(words, weights, strict=True) if w.senses & content) / sum(weights)
