"""Who speaks, by zones: the words before or behind a verb of speech or opinion that can name its speaker.

Enters: a reading. Leaves: tags with the words of the zone and of what is said. Pure. A zone may hold more than the
speaker, and never less: so two tags whose zones share nothing have two speakers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from service.text.folding import fold
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS
from service.text.names import tokens
from service.text.reporting_verbs import ADVERBS, AUXILIARIES, INVERTIBLE, PRONOUNS, inflections, lexicon
from service.text.similarity import STOP_WORDS
from service.text.support.cues import IRREGULAR, OPINION
from service.text.support.lexicon import lemma
from service.text.support.reading import Reading, Word

EXTRA = "credit point question mock scoff regard judge foresee forecast grumble blame view charge".split()
MORE = {"foresee": ["foresaw"], **IRREGULAR}
# done rather than said, or nouns too often
NOT_SAID = frozenset("order name state stress term instruct request swear thank hail welcome relay brand label".split())
CAPITAL = frozenset({"According", "In", "By"})
OPENERS = frozenset("according in by spoke speak speaks speaking put puts putting rules ruled".split())
_VIEWS = (
    "view|opinion|words|eyes|judge?ment|estimates?|estimation|reckoning|calculations?|account"
    "|version|assessment|telling"
)
PHRASE = re.compile(
    rf"(?P<source>according\sto|(?:in|by)\sthe\s(?:{_VIEWS})\sof)\b"
    rf"|(?:in|by)\s(?P<owner>(?:[\w’'-]+\s){{0,4}}?[\w’'-]+[’']s?)\s(?:own\s)?(?:{_VIEWS})\b"
    r"|(?:sp(?:oke|eaks?|eaking)\sof|put(?:s|ting)?(?!\s(?:off|up|on|out|in|into|forward|through|back|aside|away|together|pressure)\b)(?=\s(?:[^\s.;]+\s){1,7}?(?:at|down)\b)|call(?:s|ed|ing)?\s(?:for|on)|rul(?:es|ed))\b",
    re.I,
)
WORD = re.compile(r"[A-Za-z][a-z]+")
EDGE = re.compile(
    r"[;:—–]\s?|(?:,\s|^)(?:and|but|yet|while|whereas|although|though)\s|\s(?:whereas|while)\s|^(?:While|Whereas|Although|Though)\s"
)
INNER = re.compile(r"\b(?:whom|which|who|that|as|because|after|before|when|if)\b|[“”\"]")
BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s|also\s|then\s|not\s)?$", re.I)
NOUN = re.compile(
    r"\b(?:an?|the|of|its|his|her|their|no|in|to|this|that|these|those|any|some|first|new|for)\s(?:\w+ly\s)?$|[’']s?\s(?:\w+ly\s)?$",
    re.I,
)
BY = re.compile(r"\bby\s(?P<who>[^,;.]{2,80})")
SHORT = re.compile(r"^(?:\s(?:on|in|at|to|during|after|late|early)\s[^,;]{2,40}|\s\w+day)?\s*(?:[.,;?!]|$)")
_STOP = r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bProf)\."
SPEAKER_END = re.compile(rf"{_STOP}|;|,\s(?:and|but|who|which|adding)\b")
PIECE_END = re.compile(rf"{_STOP}|[,;]|\s(?:on|in|at|of|for|who|that)\s")
SOURCE = re.compile(r"^According\sto\s[^,]+,\s")
WORDS = 6  # of a speaker behind a relative word
LETTER = re.compile(r"\w")
SUBORDINATE = re.compile(r"(?:^|[.;:]\s)(?:While|Whereas|Although|Though)\s$")
PASSIVE = re.compile(r"\s(?:at|by|as|to\sbe|to\shave)\b")
COMPLEMENT = re.compile(
    r",|\s(?:of|in|at|for|from|on|to|behind|with|who|whose|which|that|near|by|seen|led|close|calling)\b"
)
JOINED = re.compile(r"^[\s,;”\"]*(?:and|but)?\s*$")
TOGETHER = re.compile(r"[\s,;]*(?:both|all|the\stwo|neither|others?|each|some|many|most)\b", re.I)
SMALL = FUNCTION_WORDS | STOP_WORDS | DAYS_MONTHS | frozenset("mr mrs ms miss dr sir".split())


class Tag(NamedTuple):
    """One act of speech or opinion."""

    zone: str
    names: frozenset[str]  # folded capitalised words that are no possessives
    roles: frozenset[str]  # lemmas of the other words
    head: str  # lemma of the noun that the role turns on
    words: tuple[Word, ...]  # of what is said
    verb: str


@cache
def _verbs() -> frozenset[str]:
    forms = {w for w, v in lexicon().forms.items() if v.lemma not in NOT_SAID and v.form != "base"}
    forms |= {f for verb in (*OPINION, *EXTRA) for kind, f in inflections(verb, MORE.get(verb)) if kind != "base"}
    return frozenset(forms | set("blame expect fear believe say think call argue claim suspect accuse want".split()))


def _found(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Words of speech or opinion, each with the words that belong to it."""
    reached, verbs = start, _verbs()
    for word in WORD.finditer(text, start, end):
        low = word.group()
        low = low.casefold() if low in CAPITAL else low
        if not (low in verbs or low in OPENERS) or word.start() < reached:
            continue
        match = PHRASE.match(text, word.start()) or (word if low in verbs else None)
        if match is not None:
            reached = match.end()
            yield match


def senses_of(words: Sequence[Word]) -> frozenset[str]:
    """Every sense of the words."""
    return frozenset().union(*(w.senses for w in words))


@lru_cache(maxsize=2_048)
def tags_of(reading: Reading) -> tuple[Tag, ...]:
    """The tags of a reading in order."""
    return tuple(t for start, end in reading.sentences for t in _tags(reading, start, end))


def _tags(reading: Reading, start: int, end: int) -> Iterator[Tag]:
    text = reading.text
    matches = list(_found(text, start, end))
    if not matches:
        return
    before = ""
    edges = [start, *(m.end() for m in EDGE.finditer(text, start, end)), end]
    for match in matches:
        at, behind = match.span()
        if text.count("“", start, at) > text.count("”", start, at) or text.count('"', start, at) % 2:
            continue
        first = max(e for e in edges if e <= at)
        last = min((e for e in edges if e >= behind), default=end)
        if SUBORDINATE.search(text, max(0, first - 12), first) and "," in text[behind:last]:
            last = text.index(",", behind)  # "While A says so, B says ..."
            edges = sorted({*edges, last + 1})
        left, right = SOURCE.sub("", text[first:at]), text[behind:last]
        if match.re is WORD and _is_participle(match.group(), left, right):
            continue
        found = _read(match, left, right)
        if found is None:
            continue
        zone, parts = found
        if JOINED.match(zone) and before:  # "called it a tale and said that": the subject goes on
            zone = before
        before = zone
        names, roles = _who(text, zone, first, behind)
        spans = {"left": (start, at), "right": (behind, last), "both": (first, last)}[parts]
        put = text.find(zone.strip(), first)
        words = tuple(
            w
            for w in reading.words
            if spans[0] <= w.start and w.end <= spans[1] and not put <= w.start < put + len(zone)
        )
        if words:
            yield Tag(zone.strip(" ,"), names, roles, _head(zone), words, lemma(match.group().split()[0]))


def _is_participle(word: str, left: str, right: str) -> bool:
    """As in "spent the day answering letters" and "the bill, estimated at a million": nobody speaks there."""
    bare = left.rstrip()
    if word.endswith("ing"):
        return bool(bare) and not bare.endswith((",", "”", '"', "“", "—", "–"))
    return bare.endswith(",") and word.endswith("ed") and PASSIVE.match(right) is not None


def _read(match: re.Match[str], left: str, right: str) -> tuple[str, str] | None:
    """The zone of the speaker, and on which side the words are; None: no speech."""
    if match.re is PHRASE and match["owner"]:  # "by the insurers' reckoning"
        return match["owner"].rstrip("s").rstrip("'’"), "both"
    if match.re is PHRASE and match["source"]:
        return re.split(r"[,;.]", right, maxsplit=1)[0], "both"
    if BE.search(left):
        by = BY.search(right)
        return (by["who"], "both") if by else None
    if NOUN.search(left):
        return None
    if _is_inverted(match, left, right):
        return SPEAKER_END.split(right, maxsplit=1)[0], "left"
    bare = left.rstrip()
    pieces = bare.rstrip(",").split(",")
    if bare.endswith(","):  # "the mayor, Ann Lee, said": an apposition or a relative clause stands before the verb
        if not SHORT.match(right) or len(pieces) < 3:
            return bare, "right"
        return ",".join(pieces[-2:]), "left"
    is_post = SHORT.match(right) and len(pieces) > 1
    zone, side = (pieces[-1], "left") if is_post else (left, "right")
    opened = list(INNER.finditer(zone))
    inner = zone[opened[-1].end() :] if opened else ""
    reduced = list(REDUCED.finditer(left))
    if not is_post and reduced and not opened:  # "..., a figure the union dismissed"
        inner = left[reduced[-1].end() :]
    if LETTER.search(inner) and len(inner.split()) <= WORDS:
        return inner, side
    return (zone, side) if LETTER.search(zone) else None


REDUCED = re.compile(r",\s(?:an?|the)\s(?:[\w-]+\s){1,3}?(?=(?:the|its|his|her|their)\s|[A-Z])")
RELATED = re.compile(r",\s(?:who|whose|whom|which)\b[^,]*,\s*$")


def _is_inverted(match: re.Match[str], left: str, right: str) -> bool:
    """As in "..., said the mayor": a mark before the verb, and behind it a few words without a verb."""
    form = lexicon().forms.get(match.group().casefold())
    bare = left.rstrip()
    if form is None or form.lemma not in INVERTIBLE or bare[-1:] not in {",", "”", '"', "“", "?", "!"} or len(bare) < 9:
        return False
    if RELATED.search(left):
        return False  # "Lee, who reads little, says thrillers never come back"
    named = PIECE_END.split(right, maxsplit=1)[0]
    if any(mark in named for mark in '“"'):
        return False  # "Lee, a refugee, said the children “argue”"
    piece = named.split()
    if len(piece) > 1 and piece[0].casefold() in PRONOUNS:
        return False  # "Lee said he liked it better"
    return 0 < len(piece) <= 7 and not {w.casefold() for w in piece} & (AUXILIARIES | {"that", "there"})


def _head(zone: str) -> str:
    """As "opponents" in "the opponents of the plan"."""
    piece = COMPLEMENT.split(zone.strip(" ,"), maxsplit=1)[0].split()
    while piece and piece[-1].casefold() in AUXILIARIES | ADVERBS | {"itself", "himself", "herself", "themselves"}:
        piece.pop()
    return lemma(piece[-1]) if piece else ""


def _who(text: str, zone: str, first: int, last: int) -> tuple[frozenset[str], frozenset[str]]:
    names, roles = set[str](), set[str]()
    if TOGETHER.match(zone):
        return frozenset(), frozenset()
    for n, token in enumerate(tokens(zone)):
        low = token.core.casefold()
        if low in SMALL or not token.core:
            continue
        owner = token.text.endswith(("'s", "’s", "s'", "s’"))
        opens = n == 0 and text[:first].strip(' “"')[-1:] in {"", "."} and text.find(zone.strip()) == first
        if token.text[0].isupper() and not opens:
            names.add(f"{fold(token.core)}'s" if owner else fold(token.core))
        else:
            roles.add(lemma(token.core))
            if token.text[0].isupper() and not owner:
                roles.add(f"?{fold(token.core)}")
    return frozenset(names), frozenset(roles)
