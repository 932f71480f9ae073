"""Honest rewrites of one news sentence: what they say stays the same. Pure.

Enters: a sentence and a seeded generator. Leaves: the rewritten sentence, or None where it does not allow the rewrite.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from service.text.entail.lexicon import irregular, relations, stem, synonyms, words

Rewrite = Callable[[str, Random], str | None]
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
SPEAKER = r"(?:(?:[A-Z][\w’'.-]+|the|of|a|spokesman|spokeswoman|for|president|secretary|officials?|police) ?){1,7}"
SAID = r"(?:said|says|told reporters|added|announced|stated|explained)"
FRONT = re.compile(rf"^({SPEAKER}) ({SAID})(?: on (\w+day))?(?: that)? (?!by\b|he had no)([a-z].{{20,}})\.$")
BACK = re.compile(rf"^(.{{20,}}), ({SPEAKER}) ({SAID})(?: on (\w+day))?\.$")
PASSIVE = re.compile(
    r"^(.{4,60}?) (was|were|has been|have been) (\w+ed|shot|held"
    r"|found|taken|told|sent|made|hit|won) by (.{3,50}?)(,.*)?\.$"
)
ACTIVE = re.compile(
    r"^((?:The |A )?(?:[A-Z][\w’'-]+ ?){1,4}) (\w+ed) (the|a|an|his|her|its|[A-Z][\w’'-]+)"
    r" ((?:[\w’'-]+ ?){1,3})( (?:on|in|at|after|for|over|during) .+|,.+)?\.$"
)
TAIL = re.compile(
    r",? (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|evening|night"
    r"|afternoon))?|last (?:week|month|year)|earlier this (?:week|month|year))(?=[ ,.])"
)
ASIDE = re.compile(r", (?:who|which|a|an|the)\b[^,.]{6,80},")
APPOSED = re.compile(r"\b((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+), (?:the|a|an) ([a-z][^,]{4,50}),")
COORDINATE = re.compile(r",? (?:and|but|while|although|as) [^,]{12,}(?=\.$)")
FIRST_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z’'-]+ )+(?=[A-Z][\w’'-]+)")
WORD = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")


def attribution_turned(text: str, rng: Random) -> str | None:
    """The speaker from the front to the end, to "according to", or back."""
    if found := FRONT.search(text):
        who, verb, day, what = found.groups()
        when = f" on {day}" if day else ""
        body = what[0].upper() + what[1:]
        return rng.choice((f"{body}, {who.strip()} {verb}{when}.", f"According to {_inner(who)}, {what}."))
    if found := BACK.search(text):
        what, who, verb, day = found.groups()
        inner = what if _keeps_capital(what) else what[0].lower() + what[1:]
        if "“" in what or '"' in what:
            return None
        when = f" on {day}" if day else ""
        who = who.strip()
        return rng.choice(
            (f"{who[0].upper()}{who[1:]} {verb}{when} that {inner}.", f"According to {_inner(who)}, {inner}.")
        )
    return None


def _inner(who: str) -> str:
    who = who.strip()
    return who[0].lower() + who[1:] if who.startswith(("The ", "A ")) else who


def _keeps_capital(text: str) -> bool:
    first = text.split(maxsplit=1)[0].strip(",")
    return first.lower() not in words("function") and first not in {"Police", "Officials"}


def voice(text: str, rng: Random) -> str | None:
    """Passive into active, or active into passive."""
    if found := PASSIVE.search(text):
        whom, aux, verb, who, rest = found.groups()
        whom = whom if _keeps_capital(whom) else whom[0].lower() + whom[1:]
        if re.search(r"\b(?:that|which|who|and|said)\b|,", whom + who):
            return None
        past = verb if aux in {"was", "were"} else f"{'have' if who.endswith('s') else 'has'} {verb}"
        return f"{who[0].upper()}{who[1:]} {past} {whom}{rest or ''}."
    if found := ACTIVE.search(text):
        who, verb, article, what, rest = found.groups()
        if stem(verb) in {
            "ask",
            "agre",
            "want",
            "warn",
            "vow",
            "hope",
            "refus",
            "appear",
            "remain",
            "serv",
            "talk",
            "arriv",
            "happen",
            "seem",
        }:
            return None
        thing = f"{article} {what.strip()}"
        if thing.rsplit(maxsplit=1)[-1] in words("function"):
            return None
        be = "were" if thing.endswith("s") and not thing.endswith("ss") else "was"
        return f"{thing[0].upper()}{thing[1:]} {be} {verb} by {_inner(who)}{rest or ''}."
    return None


def _forms(word: str, base: str) -> str | None:
    """`base` in the form of `word`: -s, -ed or -ing."""
    pasts: dict[str, str] = {}
    for form, own in irregular().items():
        if form != own and not form.endswith(("ing", "s")):
            pasts.setdefault(own, form)
    if word.endswith("ing"):
        return base.removesuffix("e") + "ing"
    if word.endswith("ed") or word in irregular():
        return pasts.get(base) or (base + "d" if base.endswith("e") else base + "ed")
    if word.endswith("s") and not word.endswith("ss"):
        return base + ("es" if base.endswith(("s", "x", "ch", "sh")) else "s")
    return base if word == stem(word) or word.endswith("e") else None


def synonym(text: str, rng: Random) -> str | None:
    """A word of the lexicon, or of WordNet, in place of another."""
    found = list(WORD.finditer(text))
    rng.shuffle(found)
    for match in found:
        word = match.group()
        own = sorted(s for s in synonyms().get(stem(word), frozenset()) if "_" not in s)
        if not own and rng.random() < 0.4:
            own = sorted(s for s in relations().same.get(stem(word), frozenset()) if "_" not in s and len(s) > 3)
        if not own:
            continue
        base = rng.choice(own)
        whole = FULL.get(base, base)
        new = _forms(word, whole)
        if new:
            return text[: match.start()] + new + text[match.end() :]
    return None


FULL: dict[str, str] = {}


def learn_forms(common: list[str]) -> None:
    """The first common word of each stem: what a stem looks like as a word."""
    for word in common:
        if not word.endswith(("ed", "ing", "s")) and word not in irregular():
            FULL.setdefault(stem(word), word)


def number_words(text: str, rng: Random) -> str | None:
    """A small number in words or in digits."""
    digits = [m for m in re.finditer(r"(?<![\w.,$£€:-])\d{1,2}(?![\w,:%-]|\.\d)", text) if int(m[0]) < len(SMALL)]
    spelt = list(re.finditer(rf"\b(?:{'|'.join(SMALL[2:])})\b", text))
    if not digits and not spelt:
        return None
    m = rng.choice(digits + spelt)
    new = SMALL[int(m[0])] if m[0].isdigit() else str(SMALL.index(m[0]))
    return text[: m.start()] + new + text[m.end() :]


def without_aside(text: str, rng: Random) -> str | None:
    """An aside or a day left out."""
    pattern = rng.choice((ASIDE, TAIL))
    new = pattern.sub(" " if pattern is ASIDE else "", text, count=1)
    return new if new != text and len(new) > 40 else None


def without_end(text: str, rng: Random) -> str | None:
    """A last clause left out."""
    if re.search(r"\b(?:not|no|if|unless|said|says|says|deni|may|might|could)\b", text):
        return None
    new = COORDINATE.sub("", text, count=1)
    return new if new != text and len(new) > 40 else None


def reordered(text: str, rng: Random) -> str | None:
    """An opening phrase to the end, or a phrase of time to the front."""
    if found := re.search(
        r"^((?:On|In|At|After|Before|During|Since|When|While|Although|As|If)\b [^,]{6,60}), (.{20,})\.$", text
    ):
        opening, rest = found.groups()
        return f"{rest[0].upper()}{rest[1:]} {opening[0].lower()}{opening[1:]}."
    if found := re.search(
        r"^(.{20,}?),? ((?:on \w+day|in (?:19|20)\d\d|after|before|when|because|since|although|while) [^,]{3,70})\.$",
        text,
    ):
        rest, phrase = found.groups()
        inner = rest if _keeps_capital(rest) else rest[0].lower() + rest[1:]
        return f"{phrase[0].upper()}{phrase[1:]}, {inner}."
    return None


def role_as_clause(text: str, rng: Random) -> str | None:
    """A role beside a name turned around it, or made a clause: "X, who is the head of Y,"."""
    found = APPOSED.search(text)
    if not found:
        return None
    name, role = found.groups()
    new = rng.choice((f"{name}, who is the {role},", f"the {role}, {name},"))
    new = new[0].upper() + new[1:] if found.start() == 0 else new
    return text[: found.start()] + new + text[found.end() :]


def short_name(text: str, rng: Random) -> str | None:
    """A person by the last name alone."""
    new = FIRST_NAME.sub("", text, count=1)
    return new if new != text else None


def hedge_equal(text: str, rng: Random) -> str | None:
    """One hedge for another of the same strength."""
    groups = ("about roughly around approximately".split(), "may might could".split(), "nearly almost".split(),
              "allegedly reportedly".split(), ["more than", "over"],
              ["at least", "no fewer than"], ["up to", "as many as"])  # fmt: skip
    for group in rng.sample(groups, len(groups)):
        for one in group:
            if re.search(rf"\b{one}\b(?= \d| be\b| have\b)", text):
                return re.sub(
                    rf"\b{one}\b(?= \d| be\b| have\b)", rng.choice([g for g in group if g != one]), text, count=1
                )
    return None


def loose_synonym(text: str, rng: Random) -> str | None:
    """Two synonyms."""
    once = synonym(text, rng)
    return synonym(once, rng) if once else None


REWRITES: tuple[Rewrite, ...] = (
    attribution_turned, voice, synonym, loose_synonym, number_words, without_aside, without_end, reordered,
    role_as_clause, short_name, hedge_equal,
)  # fmt: skip
