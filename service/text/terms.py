"""The list of loaded wording: read it, refuse what cannot be used, lay a house's own entries on top.

Enters: TOML text. Leaves: rules in the order in which they are tried. Never happens here: a look at an article.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from service.errors import InputError
from service.text.openings import openings

HANDLING = ("replace", "drop", "attribute", "keep")
VOICES = ("any", "speech", "quoted")
NEEDED = ("id", "referent", "pattern", "neutral", "handling")
PLAIN = re.compile(r"[\w .,;:’'“”\"()/%$£€–-]*")  # what a neutral wording may hold besides {keep}


class TermRule(NamedTuple):
    """One entry of the list."""

    id: str
    referent: str
    pattern: re.Pattern[str]
    neutral: str
    handling: str  # replace, drop, attribute or keep
    kind: str = "label"  # label, verdict, intensifier, verb or quote
    why: str = ""
    words: tuple[tuple[str, str], ...] = ()  # where `neutral` has forms: each word with its own
    voice: str = "any"  # speech: only the verb of an act of speech; quoted: only quoted words that nobody speaks
    hints: frozenset[str] | None = None  # how a match may open; None: look everywhere

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """The part of a match that changes."""
        return match.span("hit" if "hit" in match.groupdict() else 0)

    def replacement(self, match: re.Match[str]) -> str:
        """What the brief says for a match."""
        groups = match.groupdict()
        forms = dict(self.words)
        neutral = forms.get((groups.get("word") or "").lower(), self.neutral)
        return neutral.replace("{keep}", groups.get("keep") or "")


class RuleBook(tuple[TermRule, ...]):  # noqa: SLOT001 - a tuple has no slots for a hash that is kept
    """Rules in the order in which they are tried; asked for so often that its hash is made once."""

    def __hash__(self) -> int:
        """Of the rules."""
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = self.__dict__["_hash"] = super().__hash__()
        return known


def parse_rules(text: str, where: str) -> RuleBook:
    """Rules of one TOML file; InputError names the entry that cannot be used and what to do."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"{where}: not a TOML file ({error}); write [[term]] entries with id, referent, pattern, neutral, handling"
        ) from error
    unknown = set(tables) - {"term"}
    if unknown:
        raise InputError(f"{where}: unknown key {min(unknown)!r}; write [[term]] entries")
    raw = tables.get("term", [])
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise InputError(f"{where}: `term` is no list; write [[term]] entries")
    rules = RuleBook(_rule(entry, where) for entry in raw)
    ids = [rule.id for rule in rules]
    for name in ids:
        if ids.count(name) > 1:
            raise InputError(f"{where}: term {name!r} stands there twice; give each entry an id of its own")
    return rules


def _rule(entry: Mapping[str, Any], where: str) -> TermRule:
    what = f"{where}: term {entry.get('id', '?')!r}"
    missing = set(NEEDED) - set(entry)
    if missing or entry["handling"] not in HANDLING:
        raise InputError(f"{what} needs {', '.join(sorted(missing)) or f'handling = {_listed(HANDLING)}'}")
    if not all(isinstance(entry[key], str) for key in NEEDED):
        raise InputError(f"{what} needs text for id, referent, pattern and neutral")
    if entry.get("voice", "any") not in VOICES:
        raise InputError(f"{what} needs voice = {_listed(VOICES)}")
    words = entry.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(v, str) for v in words.values()):
        raise InputError(f"{what} needs `words` as a table of words, each with its neutral wording")
    forms = sorted((word.lower() for word in words), key=lambda word: (-len(word), word))
    source = entry["pattern"].replace("{words}", "|".join(re.escape(form) for form in forms))
    try:
        pattern = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise InputError(f"{what} has a pattern that is no regular expression ({error})") from error
    if pattern.search(""):
        raise InputError(f"{what} has a pattern that matches no word at all; write at least one letter of the wording")
    rule = TermRule(
        entry["id"],
        entry["referent"],
        pattern,
        entry["neutral"],
        entry["handling"],
        entry.get("kind", "label"),
        entry.get("why", ""),
        tuple((word.lower(), neutral) for word, neutral in words.items()),
        entry.get("voice", "any"),
        openings(source),
    )
    _check_neutral(rule, what)
    return rule


def _listed(values: tuple[str, ...]) -> str:
    return f"{', '.join(values[:-1])} or {values[-1]}"


def _check_neutral(rule: TermRule, what: str) -> None:
    """A neutral wording is plain text that can be put into a sentence.

    Raises:
        InputError: it is empty where words are to be replaced, or holds more than plain words and {keep}.
    """
    for neutral in (rule.neutral, *(form for _, form in rule.words)):
        names = set(re.findall(r"\{([^{}]*)\}", neutral))
        if names - {"keep"}:
            raise InputError(f"{what} has a neutral wording with a name other than {{keep}}")
        if names and "keep" not in rule.pattern.groupindex:
            raise InputError(f"{what} has {{keep}} in its neutral wording and no (?P<keep>...) in its pattern")
        if not PLAIN.fullmatch(neutral.replace("{keep}", "")):
            raise InputError(f"{what} has a neutral wording that is no plain text: {neutral!r}; write words only")
        if rule.handling == "replace" and not neutral.strip():
            raise InputError(f"{what} has an empty neutral wording; give one, or set handling = drop")
    if rule.handling == "drop" and rule.neutral.strip():
        raise InputError(f"{what} drops its words and has a neutral wording; set handling = replace, or empty it")


def _check_house(theirs: RuleBook, book: RuleBook, where: str) -> None:
    """A house's neutral wording must not be loaded itself: the brief would say it in its own voice.

    Raises:
        InputError: an entry of the whole list finds its words in it.
    """
    loud = [rule for rule in book if rule.handling != "keep" and rule.voice == "any"]
    for rule in theirs:
        for neutral in {rule.neutral, *(form for _, form in rule.words)}:
            plain = neutral.replace("{keep}", "").strip()
            other = next((o for o in loud if plain and o.pattern.search(plain)), None)
            if other is not None and rule.handling == "replace":
                raise InputError(
                    f"{where}: term {rule.id!r} has a neutral wording that is loaded itself: {plain!r} is what entry"
                    f" {other.id!r} is about; choose other words, or keep them with handling = keep under that id"
                )


@lru_cache(maxsize=8)
def load_rules(house: Path | None = None) -> RuleBook:
    """Our list, with a house's entries first; a house entry with an id of ours takes its place.

    Raises:
        InputError: the house's file cannot be read or used.
    """
    ours = parse_rules(files("service.text").joinpath("data/terms.toml").read_text("utf-8"), "terms.toml")
    if house is None:
        return ours
    try:
        theirs = parse_rules(house.read_text("utf-8"), str(house))
    except UnicodeDecodeError as error:
        raise InputError(f"{house}: the term file is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise InputError(
            f"{house}: cannot read the term file ({error.strerror}); give a readable TOML file to --terms"
        ) from error
    replaced = {rule.id for rule in theirs}
    book = RuleBook((*theirs, *(rule for rule in ours if rule.id not in replaced)))
    _check_house(theirs, book, str(house))
    return book
