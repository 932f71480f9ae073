"""Edits of one news sentence in one place that make it wrong, as in SummEdits (Laban et al. 2023). Pure.

Enters: a sentence, a seeded generator, the other sentences of its article and what it cites. Leaves: the sentence with
one change that its source does not carry, or None where it does not allow the change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from scripts.entailment.rewrites import FULL, SAID, SMALL, SPEAKER, _forms, _inner, _keeps_capital
from service.text.entail.lexicon import opposites, relations, stem, words

Edit = Callable[[str, Random, Sequence[str]], str | None]
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,:-])\d+(?:\.\d+)?(?![\w,:]|\.\d)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
ANY_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|does|did)\b(?! not|n[’']t)")
NOT = re.compile(r"\b(?:not|never) |(?<=\w)n[’']t\b|\bno longer ")
NO = re.compile(r"\b(?:refused to|declined to|failed to) (\w+)")
HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|possibly|perhaps|likely|potentially|probably)"
    r" |\b(?:about|around|nearly|almost|roughly|at least|up to|more than) (?=\d)",
)
INTENT = (
    (re.compile(r"\b(?:may|might|could) (?=\w+)"), "will "),
    (re.compile(r"\b(?:is|are) (?:expected|likely|due|planning|considering|set|hoping|trying|seeking) to "), "will "),
    (
        re.compile(r"\b(?:was|were) (?:expected|likely|due|planning|considering|set|hoping|trying|seeking) to "),
        "would ",
    ),
    (re.compile(r"\b(?:hopes|plans|wants|intends|aims|expects) to "), "will "),
    (re.compile(r"\b(?:hoped|planned|wanted|intended|aimed|expected|tried|sought) to "), "would "),
    (re.compile(r"\b(?:was|were) considering (\w+)ing\b"), r"had decided on \1ing"),
)
FRONT = re.compile(
    rf"^{SPEAKER} (?:said|says|claimed|argued|believes|suggested|alleged|announced"
    rf"|added|insisted|warned|told \w+)(?: on)?(?: \w+day)?(?: that)? (.{{25,}})$"
)
BACK = re.compile(rf",? (?:according to {SPEAKER}|{SPEAKER} (?:{SAID}|claimed|argued|insisted)(?: on \w+day)?)(?=\.$)")
ACCUSED = re.compile(r"^.{3,60}\b(?:accused|blamed) ((?:the )?[A-Z][\w’' -]{2,40}?) (?:of|for) (\w+)ing (.{8,})$")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April June July August September October November December".split()
UNITS = (
    ("million", "billion"), ("percent", "percentage points"), ("miles", "kilometres"),
    ("days", "weeks", "months", "years"),
    ("dollars", "euros"), ("hundreds", "thousands"), ("people", "families", "households"),
    ("men", "women"), ("votes", "voters"), ("hours", "minutes"),
)  # fmt: skip
CAUSES = ("because of", "as a result of", "in response to", "due to", "after", "prompted by", "owing to")
LED = ("which led to", "which prompted", "leading to", "which forced", "triggering")


def _swap(text: str, groups: Sequence[Sequence[str]], rng: Random) -> str | None:
    ways = [(a, b) for group in groups for a in group for b in group if a != b and re.search(rf"\b{a}\b", text)]
    if not ways:
        return None
    one, other = rng.choice(ways)
    return re.sub(rf"\b{one}\b", other, text, count=1)


def number(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another figure of the same size, or one of another sentence."""
    found = list(NUMBER.finditer(text))
    spelt = list(re.finditer(rf"\b(?:{'|'.join(SMALL[2:])})\b", text))
    if not found and not spelt:
        return None
    m = rng.choice(found + spelt)
    if not m[0][0].isdigit():
        new = rng.choice([w for w in SMALL[2:] if w != m[0]])
        return text[: m.start()] + new + text[m.end() :]
    elsewhere = [n[0] for o in others for n in NUMBER.finditer(o) if n[0] not in text]
    if elsewhere and rng.random() < 0.4:
        new = rng.choice(elsewhere)
    else:
        at = rng.choice([i for i, c in enumerate(m[0]) if c.isdigit()][:2])
        new = m[0][:at] + rng.choice([d for d in "123456789" if d != m[0][at]]) + m[0][at + 1 :]
    return text[: m.start()] + new + text[m.end() :]


def date(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another weekday or month."""
    return _swap(text, (DAYS, MONTHS), rng)


def unit(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another unit, scale or thing counted."""
    return _swap(text, UNITS, rng)


def name(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A name replaced by another name of the article."""
    found = list(NAME.finditer(text))
    elsewhere = sorted({n[0] for o in others for n in NAME.finditer(o) if n[0] not in text})
    if not found or not elsewhere:
        return None
    m = rng.choice(found)
    return text[: m.start()] + rng.choice(elsewhere) + text[m.end() :]


def role(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Two participants in each other's place."""
    found = [m for m in ANY_NAME.finditer(text) if m[0].split()[0].lower() not in words("function")]
    found = [m for m in found if m[0] not in {*DAYS, *MONTHS}]
    pairs = [
        (a, b) for a, b in pairwise(found)
        if a[0].split()[0] not in {*DAYS, *MONTHS} and a[0] != b[0]
        and re.search(r"[a-z]{3,}(?:ed|s|ing)\b|\bby\b", text[a.end() : b.start()])
        and "," not in text[a.end() : b.start()]
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def negation(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A negation put in or taken out."""
    if NOT.search(text):
        return NOT.sub("", text, count=1)
    if (m := NO.search(text)) and rng.random() < 0.8:
        return text[: m.start()] + rng.choice(("agreed to", "managed to", "promised to")) + " " + m[1] + text[m.end() :]
    found = list(AUXILIARY.finditer(text))
    if found and rng.random() < 0.8:
        m = rng.choice(found)
        return f"{text[: m.end()]} {rng.choice(('not', 'not', 'never'))}{text[m.end() :]}"
    verbs = [
        m
        for m in re.finditer(r"\b([a-z]{4,})ed\b(?! by)", text)
        if stem(m[0]) in relations().verbs and stem(m[0]) in FULL
    ]
    if not verbs:
        return None
    m = rng.choice(verbs)
    base = FULL[stem(m[0])]
    return (
        text[: m.start()] + rng.choice((f"did not {base}", f"refused to {base}", f"failed to {base}")) + text[m.end() :]
    )


def antonym(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A word replaced by its opposite."""
    found = list(re.finditer(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])", text))
    rng.shuffle(found)
    for m in found:
        own = sorted(opposites().get(stem(m[0]), frozenset()))
        if not own and rng.random() < 0.5:
            own = sorted(o for o in relations().opposite.get(stem(m[0]), frozenset()) if "_" not in o)
        own = [o for o in own if o in FULL or len(o) > 3]
        if own:
            base = rng.choice(own)
            new = _forms(m[0], FULL.get(base, base))
            if new:
                return text[: m.start()] + new + text[m.end() :]
    return None


def hedge(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A hedge left out, a plan told as done."""
    ways = [pattern.sub(new, text, count=1) for pattern, new in INTENT if pattern.search(text)]
    if HEDGE.search(text) and (not ways or rng.random() < 0.3):
        ways.append(HEDGE.sub("", text, count=1))
    return rng.choice(ways) if ways else None


def attribution_dropped(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """What somebody said, told as a fact."""
    if found := ACCUSED.search(text):
        who, verb, rest = found.groups()
        past = _forms("walked", FULL.get(stem(verb), FULL.get(stem(verb + "e"), verb)))
        if past:
            return f"{who[0].upper()}{who[1:]} {past} {rest}"
    if found := FRONT.search(text):
        return found[1][0].upper() + found[1][1:]
    new = BACK.sub("", text)
    return new if new != text and len(new) > 30 else None


def attribution_moved(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """Another speaker of the article, or one for what the article tells itself."""
    pattern = re.compile(rf"\b((?:[A-Z][\w’'-]+ ){{1,3}})(?=(?:{SAID}|claimed|argued|insisted|warned|denied)\b)")
    speakers = sorted(
        {m[1].strip() for o in others for m in pattern.finditer(o) if m[1].split()[0].lower() not in words("function")}
    )
    speakers = speakers or sorted({n[0] for o in others for n in NAME.finditer(o)})
    speakers = [s for s in speakers if s.split()[-1] not in text and s.split()[0] not in {*DAYS, *MONTHS}]
    if not speakers:
        return None
    who = rng.choice(speakers)
    if m := pattern.search(text):
        return f"{text[: m.start()]}{who} {text[m.end() :]}"
    if BACK.search(text):
        return BACK.sub(f", {who} said", text)
    inner = text if _keeps_capital(text) else text[0].lower() + text[1:]
    return rng.choice((f"{text[:-1]}, {who} said.", f"According to {_inner(who)}, {inner}"))


def _clause(sentence: str, rng: Random) -> str:
    parts = [
        p.strip() for p in re.split(r"[,;:]| (?:and|but|that|which|who|because|after|when) ", sentence.rstrip('."”'))
    ]
    usable = [
        p
        for p in parts
        if 3 <= len(p.split()) <= 12 and p[-1].isalnum() and not re.search(r"[”“\"]|\b(?:said|and|the|of)$", p)
    ]
    return rng.choice(usable) if usable else " ".join(sentence.rstrip(".").split()[-8:])


def cause(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A cause or an effect of one's own making: of another sentence, or between two halves of the same."""
    halves = re.search(r"^(.{25,}?),? (?:and|while|as|but) (.{25,})\.$", text)
    if halves and rng.random() < 0.6:
        return f"{halves[1]} {rng.choice(('because', 'because', 'which is why', 'so that'))} {halves[2]}."
    if not others:
        return None
    piece = _clause(rng.choice(others), rng)
    return (
        f"{text.rstrip('.')} {rng.choice(CAUSES)} {piece}."
        if rng.random() < 0.6
        else f"{text.rstrip('.')}, {rng.choice(LED)} {piece}."
    )


def partly(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A clause more than is cited, of another sentence of the article."""
    if not others:
        return None
    piece = _clause(rng.choice(others), rng)
    if rng.random() < 0.35 and (m := NAME.search(text)) and text[m.end()] == " ":
        return f"{text[: m.end()]}, {rng.choice(('who', 'which'))} {piece},{text[m.end() :]}"
    return f"{text.rstrip('.')} {rng.choice(('and', 'and', 'while', 'but', 'with'))} {piece}."


def other_head(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """The end of another sentence under the beginning of this one."""
    token = text.split()
    if not others or len(token) < 9:
        return None
    return f"{' '.join(token[: max(3, len(token) // 2)])} {_clause(rng.choice(others), rng)}."


def word(text: str, rng: Random, others: Sequence[str]) -> str | None:
    """A plain word replaced by another of the article with the same ending: said to be something else."""
    own = re.findall(r"(?<![\w’'])[a-z]{5,}(?![\w’'])", text)
    store = [w for o in others for w in re.findall(r"(?<![\w’'])[a-z]{5,}(?![\w’'])", o) if w not in own]
    for old in rng.sample(own, len(own)):
        new = [w for w in store if w[-2:] == old[-2:] and stem(w) != stem(old)]
        if new:
            return re.sub(rf"\b{old}\b", rng.choice(new), text, count=1)
    return None


EDITS: tuple[Edit, ...] = (
    number, date, unit, name, role, negation, antonym, hedge, attribution_dropped, attribution_moved, cause, partly,
    other_head, word,
)  # fmt: skip
