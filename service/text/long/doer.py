"""Who does in the article what a claim says of somebody: found where the claim's words stand, and compared.

Enters: a claim and an article. Leaves: the claim's name and the words in its place, or nothing. Pure. The lines that
hold most of what is said are asked, each for whoever stands on the doer's side of the same verb, or speaks; a fault
needs every one of them to name another. Never: a fault where a line leaves the doer open, by "the group" or "he".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.records import Reason
from service.text.long.article import PERSON, ROLE, Article, Line, Misplaced, Office, names_in, office_words
from service.text.long.zones import NAME, doer_zone, is_passive, left_zone
from service.text.folding import fold
from service.text.names import FUNCTION_WORDS, tokens
from service.text.reporting import Speech
from service.text.reporting_verbs import lexicon
from service.text.support.frames import are_converse, is_verb
from service.text.support.lexicon import lemma, senses
from service.text.support.reading import Reading, Word, read

HELD = 0.5  # share of what is said that a line has to hold to be asked
NEAR = 0.75  # of the best line's share: another that may be meant
CLOSE = 0.5  # share of what is said that stands in the clause of the verb
LEAST = 2  # words of a speech
BACK = 3  # lines before a pronoun among which its person is named
LAST = 40  # characters before a verb of speech in which its speaker stands
BEHIND = 3  # words behind the claim's verb of which the line has one behind its own
NAMED, PLAIN = 1.5, 1.0  # weights of a name or figure, and of another word
CAPITAL = r"[A-Z][\w.’'-]*"
LINK = r"(?:(?:al|bin|de|van|von|du|of(?=\s(?:the\s)?[A-Z])|the(?=\s[A-Z]))\b)"
SUBJECT = re.compile(
    rf"^(?:(?:But|And|Yet|Still|However|Meanwhile|Later|Earlier|Then),?\s)?(?:The\s)?"
    rf"(?P<who>{CAPITAL}(?:[\s-](?:{CAPITAL}|{LINK}))*)"
)
OWNED = re.compile(rf"(?:\S+\s){{0,4}}?\S+[’']s?\s(?:[a-z-]+\s){{0,3}}?{ROLE}\b(?:,?\s(?P<name>{PERSON}))?")
# what may stand between a name and its verb
BETWEEN = re.compile(
    r"(?:\s(?!and\b|or\b|who\b)[a-z]+){0,2}?(?:\s(?:of|from|in)\s[^,]{2,60}?)?(?:,\s(?!and\b|but\b)[^,]{2,90},|,?\swho)?"
    r"(?:\s(?:has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|also|not|never|did|does|do|been|be"
    r"|to|\w+ly|now|then|again|himself|herself))*\s"
)
ROLE_NOUN = re.compile(rf"\b{ROLE}\b")
PRONOUN = re.compile(r"\b(?:he|she|they|it|who|we|i|him|them|both)\b", re.I)
ONLY_PRONOUN = re.compile(r"\W*(?:that\s)?(?:he|she)\b\W*(?:\w+\W*){0,2}", re.I)
CLAUSES = re.compile(r"(?:;|,\s(?:and|but))\s\w+\s(?:\w+\s){0,3}$")
NOBODY = re.compile(r"\W*(?:an?|one|two|three|four|five|six|several|some|many|other|unnamed|anonymous)\b", re.I)
GROUP = re.compile(
    r"\b(?:association|union|federation|government|board|ministry|police|council|court|commission|agency|parliament"
    r"|institute|observers|prosecutors|residents|officers|doctors|investigators|inspectors)\b",
    re.I,
)


class Said(NamedTuple):
    """Whom a claim speaks of, the verb, and what goes with it."""

    subject: str
    verb: frozenset[str]  # senses
    is_passive: bool
    words: tuple[Word, ...]
    is_speech: bool

    @property
    def verb_share(self) -> float:
        """What the verb weighs among the words: a line that tells it in other words lacks it."""
        return 0.0 if self.is_speech else PLAIN / sum(_weight(w) for w in self.words)


def wrong_doer(claim: str, article: Article) -> Misplaced | None:
    """The name in the claim and the words that stand in its place; None: nothing found."""
    said = _said(read(claim), article)
    if said is None:
        return None
    own = names_in(said.subject)
    shares = [_share(said.words, line.reading) for line in article.lines]
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
        elif not said.is_speech and any(article.is_same(a, b) for a in own for b in names_in(line.text)):
            told = max(told, share + said.verb_share)
    if not rivals:
        return None
    share, rival, line = max(rivals, key=lambda found: found[0])
    reason = Reason.SPEAKER_CHANGED if said.is_speech else Reason.ROLES_CHANGED
    return Misplaced(reason, (said.subject, rival), line) if told <= share else None


def _said(claim: Reading, article: Article) -> Said | None:
    """The claim's subject, where it is a name that the article has, and its verb."""
    opening = SUBJECT.match(claim.text)
    if opening is None or fold(opening["who"].split()[0]) in FUNCTION_WORDS:
        return None
    who = opening["who"].strip()
    owned = OWNED.match(claim.text, opening.start("who"))
    if owned is not None:  # "Karsk's foreign minister, Dorin Melk": he does it
        if not owned["name"]:
            return None
        who = owned["name"]
    own, end = names_in(who), owned.end() if owned else opening.end()
    if not own or not all(any(article.is_same(n, k) for k in article.known) for n in own):
        return None
    for speech in claim.speeches:
        speaker = claim.text[slice(*speech.speaker)] if speech.speaker else ""
        if who in speaker and speech.content and not speech.passive and speech.cls != "denial":
            words = _inside(claim, speech)
            if len(words) < LEAST:
                break  # "thanked the mediator": done to somebody rather than said
            verb = senses(lemma(claim.text[slice(*speech.verb)]))
            return Said(who, verb, is_passive=False, words=words, is_speech=True)
    for at, word in enumerate(claim.words):
        if word.start < end or word.kind != "word" or not is_verb(claim, word):
            continue
        if not BETWEEN.fullmatch(claim.text[end : word.start]):
            return None
        words = tuple(w for w in claim.words[at:] if w.start >= word.start)
        passive = is_passive(claim, at)
        return Said(who, word.senses, passive, words, is_speech=False)
    return None


def _inside(reading: Reading, speech: Speech) -> tuple[Word, ...]:
    return tuple(w for w in reading.words if any(a <= w.start and w.end <= b for a, b in speech.content))


def _weight(word: Word) -> float:
    return PLAIN if word.kind == "word" else NAMED


def _share(words: tuple[Word, ...], line: Reading) -> float:
    total = sum(_weight(w) for w in words)
    return sum(_weight(w) for w in words if w.senses & line.every_sense) / total


def _rival(said: Said, own: frozenset[str], line: Line, article: Article) -> str | None:
    """Who does it in the line; empty where it may be the claim's own subject, None where the line has no such verb."""
    zones = (_speakers(said, line.reading) if said.is_speech else []) or _doers(said, line.reading)
    if not zones:
        return None
    zones = [_Zone(_before(line, article) or z.words) if ONLY_PRONOUN.fullmatch(z.words) else z for z in zones]
    is_named = any(article.is_same(a, b) for a in own for b in names_in(line.text))
    if is_named and (_tells_converse(said, line.reading) or (said.is_speech and _speaks(own, line.reading, article))):
        return ""
    rivals = [_other(zone.words if zone.sure or is_named == zone.by_pronoun else "", own, article) for zone in zones]
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
    spoken = [(_held(said.words, _inside(reading, speech)), speech) for speech in reading.speeches]
    return [_zone(reading, speech) for held, speech in spoken if held >= CLOSE]


def _zone(reading: Reading, speech: Speech) -> _Zone:
    if speech.speaker:
        return _named(reading, reading.text[slice(*speech.speaker)], speech.verb[0])
    start = reading.sentence_of(speech.verb[0])[0]
    return _named(reading, left_zone(reading.text, start, speech.verb[0]), speech.verb[0])._replace(sure=False)


def _named(reading: Reading, zone: str, end: int) -> _Zone:
    """A zone that is a pronoun alone, with whom its sentence names before it: "Lee said she would ask"."""
    if not ONLY_PRONOUN.fullmatch(zone):
        return _Zone(zone)
    before = reading.text[reading.sentence_of(end)[0] : end]
    one = NAME.findall(before)
    if len(one) == 1 and CLAUSES.search(before):
        return _Zone(one[0])  # "Reddick will not attend; he is to be represented"
    return _Zone(PRONOUN.sub(" ", before), sure=False, by_pronoun=True) if names_in(before) else _Zone(zone)


def _held(words: tuple[Word, ...], given: tuple[Word, ...]) -> float:
    known = frozenset().union(*(w.senses for w in given))
    return sum(_weight(w) for w in words if w.senses & known) / sum(_weight(w) for w in words)


def _doers(said: Said, reading: Reading) -> list[_Zone]:
    found = []
    for at, word in enumerate(reading.words):
        if word.kind != "word" or not word.senses & said.verb or not _acts(reading, at):
            continue
        behind = frozenset().union(*(w.senses for w in (reading.words[at + 1 :] if not is_passive(reading, at) else reading.words)))
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
    return is_verb(reading, word) or low.endswith("ing") or (before.endswith(" that ") and low.endswith("ed"))


def _other(zone: str, own: frozenset[str], article: Article) -> str:
    """The zone's words, where they name somebody and nobody who may be meant."""
    names = names_in(zone)
    if any(article.is_same(a, b) for a in own for b in names):
        return ""
    if not zone.strip() or PRONOUN.search(zone):
        return ""
    offices = article.offices_of(own)
    if not names:
        return " ".join(zone.split()) if _is_nobody(zone, own, offices, article) else ""
    if ROLE_NOUN.search(zone) and _may_hold(zone, offices):
        return ""
    bodies = [(names, office) for office in offices] + [(own, office) for office in article.offices_of(names)]
    people = article.people.union(*(names_in(office.person) for office in article.offices))
    if any(a not in people and article.is_same(a, b) for body, office in bodies for a in body for b in office.words):
        return ""  # a minister of the country, the firm of its head: the one may stand for the other
    return " ".join(zone.split())


def _is_nobody(zone: str, own: frozenset[str], offices: tuple[Office, ...], article: Article) -> bool:
    """Whether words without a name mean a body or somebody unnamed, and the claim's subject is a person."""
    is_person = any(article.is_same(a, b) for a in own for b in article.people)
    is_other = GROUP.search(zone) or NOBODY.match(zone)
    return bool(is_person and is_other) and not any(office_words(zone) & o.words for o in offices)


def _may_hold(zone: str, offices: tuple[Office, ...]) -> bool:
    """Whether the words of an office fit somebody of these names, by what the article says of them."""
    wanted = office_words(zone) - names_in(zone)
    return any(len(wanted & office.words) >= 2 or wanted <= office.words for office in offices)
