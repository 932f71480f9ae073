"""Changes to one sentence, harmless ones and harmful ones: what pairs for training are made with. Pure.

Enters: a sentence, a seeded generator and other sentences of its article. Leaves: the changed sentence, or None where
the sentence does not allow the change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from evals.judges.offline.lexicon import ANTONYMS, NUMBER_WORDS, SYNONYMS

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,])\d+(?:\.\d+)?(?![\w,]|\.\d)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|does|did|do)\b(?! not|n't)")
_NOT = re.compile(r"\b(?:not|never) |(?<=\w)n't\b")
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|possibly|perhaps|likely|potentially|probably|nearly|almost|about|around) ",
    re.I,
)
_MAY = re.compile(r"\b(?:may|might|could) (?=be\b|have\b)")
_SAID = re.compile(
    r",? (?:[A-Z][\w'.-]+ ){1,4}(?:said|says|told reporters|added|claimed|argued)(?: on \w+| \w+day)?(?=[.]$)"
)
_SAID_THAT = re.compile(
    r"^(?:[A-Z][\w'.-]+ ){1,4}(?:said|says|claimed|argued|believes|suggested)(?: on)?(?: \w+day)? (?:that )?"
)
_TAIL = re.compile(r",[^,]{12,}(?=[.]$)")
_MIDDLE = re.compile(r", (?:who|which|where|a|the|an)\b[^,]{4,60},")
_WHEN = re.compile(r" (on \w+day|in (?:19|20)\d\d|last (?:week|month|year))(?=[.]$)")
_PLAIN = re.compile(r"(?<![\w'])[a-z]{5,}(?![\w'])")
_SPOKEN = re.compile(r"^[“\"]?(.{20,}?),[”\"]? ((?:[A-Z][\w'.-]+ |he |she ){1,4})(said|says|added|claimed|argued)[.]$")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July August September October November December".split()
_UNITS = (
    ("million", "billion"),
    ("percent", "percentage points"),
    ("miles", "kilometres"),
    ("days", "weeks", "months", "years", "hours"),
    ("dollars", "euros"),
    ("thousand", "million"),
    ("hundreds", "thousands"),
)
_CAUSES = ("because of", "as a result of", "in response to", "due to")
_WORDS = {int(value): word for word, value in NUMBER_WORDS.items() if value == int(value) and word != "dozen"}


Edit = Callable[[str, "Random", Sequence[str]], str | None]


def _swap_word(text: str, pairs: Sequence[Sequence[str]], rng: Random) -> str | None:
    """One word of a group replaced by another of it."""
    ways = [(a, b) for group in pairs for a in group for b in group if a != b and re.search(rf"\b{a}\b", text)]
    if not ways:
        return None
    one, other = rng.choice(ways)
    return re.sub(rf"\b{one}\b", other, text, count=1)


def synonym(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A near synonym in place of a word."""
    return _swap_word(text, SYNONYMS, rng)


def reworded(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Plain words replaced by others of the article with the same ending: they stand for an unknown paraphrase.

    It keeps the judge from taking every word that is not found for an error; names and figures are never touched.
    """
    own = _PLAIN.findall(text)
    store = [w for o in others for w in _PLAIN.findall(o) if w not in own]
    for old in rng.sample(own, min(len(own), rng.randint(1, 4))):
        new = [w for w in store if w[-2:] == old[-2:]]
        if new:
            text = re.sub(rf"\b{old}\b", rng.choice(new), text, count=1)
    return text if store else None


def short_name(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A person by the last name alone."""
    found = re.search(r"(?<=[a-z,] )(?:[A-Z][\w'-]+ )+(?=[A-Z][\w'-]+)", text)
    return text[: found.start()] + text[found.end() :] if found else None


def turned(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """The speaker in front: "X, he said." becomes "He said that X."."""
    found = _SPOKEN.search(text)
    return f"{found[2][0].upper()}{found[2][1:]} {found[3]} that {found[1].strip(' ,”“').lower()}." if found else None


def reordered(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """The two halves at a comma in the other order."""
    halves = text.rstrip(".").split(", ")
    return f"{halves[1]}, {halves[0]}." if len(halves) == 2 and min(map(len, halves)) > 15 else None


def shorter(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """An aside or a last clause left out."""
    pattern = rng.choice((_TAIL, _MIDDLE))
    short = pattern.sub("", text, count=1)
    return short if short != text and len(short) > 40 else None


def number_words(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A small figure in words."""
    found = [m for m in _NUMBER.finditer(text) if m[0].isdigit() and int(m[0]) in _WORDS]
    if not found:
        return None
    m = rng.choice(found)
    return text[: m.start()] + _WORDS[int(m[0])] + text[m.end() :]


def fronted(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A time at the end moved to the front."""
    if not (m := _WHEN.search(text)):
        return None
    rest = text[: m.start()] + text[m.end() :]
    return f"{m[1][0].upper()}{m[1][1:]}, {rest}"


def number(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another figure of the same size, or one of another sentence."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    m = rng.choice(found)
    elsewhere = [n[0] for o in others for n in _NUMBER.finditer(o) if n[0] not in text]
    if elsewhere and rng.random() < 0.4:
        new = rng.choice(elsewhere)
    else:
        digits = [i for i, c in enumerate(m[0]) if c.isdigit()]
        at = rng.choice(digits[:2])
        new = m[0][:at] + rng.choice([d for d in "123456789" if d != m[0][at]]) + m[0][at + 1 :]
    return text[: m.start()] + new + text[m.end() :]


def date(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another weekday or month."""
    return _swap_word(text, (_DAYS, _MONTHS), rng)


def unit(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another unit or scale."""
    return _swap_word(text, _UNITS, rng)


def name(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A name replaced by another name of the article."""
    found = list(_NAME.finditer(text))
    elsewhere = sorted({n[0] for o in others for n in _NAME.finditer(o) if n[0] not in text})
    if not found or not elsewhere:
        return None
    m = rng.choice(found)
    return text[: m.start()] + rng.choice(elsewhere) + text[m.end() :]


def roles(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Two names in each other's place."""
    found = [
        m
        for m in re.finditer(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*", text)
        if m[0].split()[0] not in {"The", "A", "In", "But"}
    ]
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    a, b = rng.choice(list(pairwise(found)))
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :] if a[0] != b[0] else None


def negation(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A negation put in or taken out."""
    if _NOT.search(text):
        return _NOT.sub("", text, count=1)
    found = list(_AUXILIARY.finditer(text))
    if not found:
        return None
    m = rng.choice(found)
    return f"{text[: m.end()]} not{text[m.end() :]}"


def antonym(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A word replaced by its opposite."""
    return _swap_word(text, ANTONYMS, rng)


def hedge(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A hedge left out."""
    plain = _HEDGE.sub("", text, count=1)
    plain = plain if plain != text else _MAY.sub("will ", text, count=1)
    return plain if plain != text else None


def attribution(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """What somebody said told as a fact."""
    plain = _SAID.sub("", text)
    plain = plain if plain != text else _SAID_THAT.sub("", text)
    return plain[0].upper() + plain[1:] if plain != text and len(plain) > 30 else None


def _clause(sentence: str) -> str:
    words = sentence.rstrip(".").split()
    return " ".join(words[-min(len(words), 9) :])


def cause(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A reason of one's own making."""
    return f"{text.rstrip('.')} {rng.choice(_CAUSES)} {_clause(rng.choice(others))}." if others else None


def partly(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A clause more than is cited."""
    return f"{text.rstrip('.')} and {_clause(rng.choice(others))}." if others else None


def other_subject(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """The end of another sentence under the beginning of this one."""
    words = text.split()
    return f"{' '.join(words[: max(3, len(words) // 3)])} {_clause(rng.choice(others))}." if others else None


HARMLESS: tuple[Edit, ...] = (synonym, shorter, number_words, fronted, short_name, turned, reordered)
HARMFUL: tuple[Edit, ...] = (
    number,
    date,
    unit,
    name,
    roles,
    negation,
    antonym,
    hedge,
    attribution,
    cause,
    partly,
    other_subject,
)
