"""Who does in the article what a claim says of somebody: found where the claim's words stand, and compared.

Enters: a claim and an article. Leaves: the claim's name and the words in its place, or nothing. Pure. The lines that
hold most of what is said are asked, each for whoever stands on the doer's side of the same verb, or speaks; a fault
needs every one of them to name another. Never: a fault where a line leaves the doer open, by "the group" or "he".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from service.records import Reason
from service.text.long.article import Article, Line, Misplaced, names_in
from service.text.long.others import PRONOUN, another
from service.text.long.said import Said, inside, read_joint, read_said, share_of
from service.text.long.zones import NAME, doer_zone, is_passive, left_zone
from service.text.names import tokens
from service.text.reporting import Speech
from service.text.reporting_verbs import lexicon
from service.text.support.frames import are_converse, is_verb
from service.text.support.reading import Reading, Word, read
from service.text.support.sides import MUTUAL, SYMMETRIC

HELD = 0.5  # share of what is said that a line has to hold to be asked
NEAR = 0.75  # of the best line's share: another that may be meant
CLOSE = 0.5  # share of what is said that stands in the clause of the verb
BACK = 3  # lines before a pronoun among which its person is named
LAST = 40  # characters before a verb of speech in which its speaker stands
BEHIND = 3  # words behind the claim's verb of which the line has one behind its own
ONLY_PRONOUN = re.compile(r"\W*(?:that\s)?(?:he|she)\b\W*(?:\w+\W*){0,2}", re.I)
CLAUSES = re.compile(r"(?:;|,\s(?:and|but))\s\w+\s(?:\w+\s){0,3}$")
QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


def wrong_doer(claim: str, article: Article) -> Misplaced | None:
    """The name in the claim and the words that stand in its place; None: nothing found."""
    reading = read(claim)
    said = read_said(reading, article)
    if said is not None:
        return _wrong(said, article)
    for one in read_joint(reading, article):
        found = None if one.verb & SYMMETRIC or one.verb & MUTUAL else _wrong(one, article)
        # who is named in that line may do it together with those who stand before its verb
        if found is not None and not _is_named(names_in(one.subject), found.line, article):
            return found
    return None


def _is_named(own: frozenset[str], line: Line, article: Article) -> bool:
    return any(article.is_same(a, b) for a in own for b in names_in(line.text))


def _wrong(said: Said, article: Article) -> Misplaced | None:
    own = names_in(said.subject)
    shares = [share_of(said.words, line.reading.every_sense) for line in article.lines]
    best = max(shares, default=0.0)
    if best < HELD:
        return None
    rivals: list[tuple[float, str, Line]] = []
    told = 0.0  # the best share of a line that tells it of the claim's own subject in other words
    for line, share in zip(article.lines, shares, strict=True):
        if share < NEAR * best:
            continue
        rival = _rival(said, own, line, article)
        if rival == "":
            return None
        if rival is not None:
            rivals.append((share, rival, line))
        elif not said.is_speech and _is_named(own, line, article):
            told = max(told, share + said.verb_share)
    if not rivals:
        return None
    share, rival, line = max(rivals, key=lambda found: found[0])
    reason = Reason.SPEAKER_CHANGED if said.is_speech else Reason.ROLES_CHANGED
    return Misplaced(reason, (said.subject, rival), line) if told <= share else None


def _rival(said: Said, own: frozenset[str], line: Line, article: Article) -> str | None:
    """Who does it in the line; empty where it may be the claim's own subject, None where the line has no such verb."""
    zones = (_speakers(said, line.reading) if said.is_speech else []) or _doers(said, line.reading)
    if not zones:
        return None
    zones = [_Zone(_before(line, article) or z.words) if ONLY_PRONOUN.fullmatch(z.words) else z for z in zones]
    is_named = _is_named(own, line, article)
    if is_named and (_tells_converse(said, line.reading) or (said.is_speech and _speaks(own, line.reading, article))):
        return ""
    rivals = [another(zone.words if zone.sure or is_named == zone.by_pronoun else "", own, article) for zone in zones]
    return rivals[0] if all(rivals) else ""


class _Zone(NamedTuple):
    """Where the doer stands; not `sure` where only the place of a verb says so, or `by_pronoun`."""

    words: str
    sure: bool = True
    by_pronoun: bool = False


def _before(line: Line, article: Article) -> str:
    """The nearest line before that names a person: whom a pronoun that nothing else resolves may mean."""
    at = article.lines.index(line)
    for other in reversed(article.lines[max(0, at - BACK) : at]):
        names = names_in(other.text)
        if other.doc == line.doc and any(article.is_same(a, b) for a in names for b in article.people):
            return " ".join(t.core for t in tokens(other.text) if t.text[0].isupper())
    return ""


def _tells_converse(said: Said, reading: Reading) -> bool:
    """Whether the line tells it from the other end: "sell" for "buy"."""
    return any(are_converse(a, b) for a in said.words for b in reading.words if b.kind == "word")


def _speaks(own: frozenset[str], reading: Reading, article: Article) -> bool:
    """Whether the line has them say something, be it in another of its clauses."""
    zones = [doer_zone(reading, at) for at, word in enumerate(reading.words) if word.text.casefold() in lexicon().forms]
    zones += [reading.text[slice(*s.speaker)] for s in reading.speeches if s.speaker]
    return any(article.is_same(a, b) for zone in zones for a in own for b in names_in(zone[-LAST:]))


def _speakers(said: Said, reading: Reading) -> list[_Zone]:
    """Who speaks the words that the claim gives to somebody."""
    spoken = [(share_of(said.words, _senses(inside(reading, speech))), speech) for speech in reading.speeches]
    return [_zone(reading, speech) for held, speech in spoken if held >= CLOSE]


def _zone(reading: Reading, speech: Speech) -> _Zone:
    if speech.speaker:
        return _named(reading, reading.text[slice(*speech.speaker)], speech.verb[0])
    start = reading.sentence_of(speech.verb[0])[0]
    return _named(reading, left_zone(reading.text, start, speech.verb[0]), speech.verb[0])._replace(sure=False)


def _senses(words: Iterable[Word]) -> frozenset[str]:
    return frozenset().union(*(w.senses for w in words))


def _named(reading: Reading, zone: str, end: int) -> _Zone:
    """A zone that is a pronoun alone, with whom its sentence names before it: "Lee said she would ask"."""
    if not ONLY_PRONOUN.fullmatch(zone):
        return _Zone(zone)
    before = QUOTED.sub(" ", reading.text[reading.sentence_of(end)[0] : end])
    one = NAME.findall(before)
    if len(one) == 1 and CLAUSES.search(before):
        return _Zone(one[0])  # "Roth will not attend; he is to be represented"
    return _Zone(PRONOUN.sub(" ", before), sure=False, by_pronoun=True) if names_in(before) else _Zone(zone)


def _doers(said: Said, reading: Reading) -> list[_Zone]:
    found = []
    for at, word in enumerate(reading.words):
        if word.kind != "word" or not word.senses & said.verb or not _acts(reading, at):
            continue
        behind = _senses(reading.words if is_passive(reading, at) else reading.words[at + 1 :])
        if not any(w.senses & behind for w in said.words[not said.is_speech :][:BEHIND]):
            continue
        speech = next((s for s in reading.speeches if s.verb[0] <= word.start < s.verb[1]), None)
        if said.is_passive:
            start = reading.sentence_of(word.start)[0]
            zone = left_zone(reading.text, start, word.start) if is_passive(reading, at) else ""
            found.append(_named(reading, zone, word.start))
            continue
        found.append(_zone(reading, speech) if speech else _named(reading, doer_zone(reading, at), word.start))
    return found


def _acts(reading: Reading, at: int) -> bool:
    """A verb by its form, also one that a relative "that" stands before."""
    word = reading.words[at]
    low = word.text.casefold()
    before = reading.text[max(0, word.start - 6) : word.start]
    said = lexicon().forms.get(low)
    is_said = said is not None and said.form in {"past", "third"}
    return (
        is_said or is_verb(reading, word) or low.endswith("ing") or (before.endswith(" that ") and low.endswith("ed"))
    )
