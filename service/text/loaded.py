"""Loaded wording: find it, say whose voice it stands in, and give the neutral words.

Enters: a sentence (and, for speech, where its attributed parts lie). Leaves: hits with offsets. Pure; the list is data
(``data/terms.toml``), and a house may lay its own on top.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from service.errors import InputError
from service.text.pointers import QUOTED
from service.text.reporting import Speech, find_speech


class TermRule(NamedTuple):
    """One entry of the list."""

    id: str
    referent: str
    pattern: re.Pattern[str]
    neutral: str
    handling: str  # replace, drop or keep
    kind: str = "label"  # label or verdict


class Hit(NamedTuple):
    """``text[start:end]`` is loaded.

    `replacement` stands for it in the brief's own voice; `spoken`: someone's words.
    """

    start: int
    end: int
    text: str
    rule: TermRule
    replacement: str
    spoken: bool


def parse_rules(text: str, where: str) -> tuple[TermRule, ...]:
    """Rules of one TOML file; InputError names the entry that cannot be used."""
    try:
        raw = tomllib.loads(text).get("term", [])
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            raise InputError(f"{where}: `term` is no list; write [[term]] entries")
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"{where}: not a TOML file ({error}); write [[term]] entries with id, referent, pattern, neutral, handling"
        ) from error
    rules = []
    for entry in raw:
        missing = {"id", "referent", "pattern", "neutral", "handling"} - set(entry)
        if missing or entry["handling"] not in {"replace", "drop", "keep"}:
            raise InputError(
                f"{where}: term {entry.get('id', '?')!r} needs "
                f"{', '.join(sorted(missing)) or 'handling = replace, drop or keep'}"
            )
        if not all(isinstance(entry[key], str) for key in ("id", "referent", "pattern", "neutral")):
            raise InputError(f"{where}: term {entry['id']!r} needs text for id, referent, pattern and neutral")
        if set(re.findall(r"\{(\w*)\}", entry["neutral"])) - {"keep"}:
            raise InputError(f"{where}: term {entry['id']!r} has a neutral wording with a name other than {{keep}}")
        try:
            pattern = re.compile(entry["pattern"], re.IGNORECASE)
        except re.error as error:
            raise InputError(
                f"{where}: term {entry['id']!r} has a pattern that is no regular expression ({error})"
            ) from error
        rules.append(
            TermRule(
                entry["id"], entry["referent"], pattern, entry["neutral"], entry["handling"], entry.get("kind", "label")
            )
        )
    return tuple(rules)


@lru_cache(maxsize=8)
def load_rules(house: Path | None = None) -> tuple[TermRule, ...]:
    """Our list, with a house's entries first; a house entry with an id of ours takes its place."""
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
    return (*theirs, *(rule for rule in ours if rule.id not in replaced))


MEDIA = re.compile(
    r"(?i)\b(?:agency|agencies|media|news|newspaper|daily|press|reports?|broadcaster|channel|outlets?|website|tv|television|radio|wire)\b"
)
APPOSITION = re.compile(
    r",\s(?:the\s|a\s|an\s)?(?:head|leader|chief|member|commander|founder|part|spokesman|spokeswoman)s?\sof\sthe\s$"
)


# "describes X as a", "called it a", "claiming it is": the label behind is somebody's. A storm "called Ada" only has a
# name.
LABELLING = re.compile(
    r"\b(?:describ(?:es|ed|ing)|term(?:s|ed|ing)|label(?:l?ed|s|l?ing)|brand(?:s|ed|ing))\b"
    r"|\b(?:has|have|had|who|which|[a-z]+|[A-Z][\w-]+)\s(?:calls|called|calling)\s"
    r"(?:it|him|her|them|the|his|its|their|[A-Z][\w’'-]+\s(?:an?|the|[“\"])|[“\"])"
    r"|\bclaim(?:s|ed|ing)\s(?:that|to|it|he|she|they|the)\b"
)
CLAUSE_END = re.compile(r"[;:]|,\s(?:and|but|while|which|who)\b|\s(?:before|after|while|when|until)\s")


def _clause_end(text: str, start: int) -> int:
    end = CLAUSE_END.search(text, start)
    return end.start() if end else len(text)


OBJECT = re.compile(
    r"\s(?:for|on|it|him|her|them|the|his|its|their|[“\"]|[A-Z][\w’'-]+\s(?:an?|the|[“\"])|[A-Z][\w’'-]+[’']s)"
)


def _is_no_speech(text: str, speech: Speech) -> bool:
    """Verbs of speech in another sense: "the flood claimed 12 lives", "a storm called Ada"."""
    behind = text[speech.verb[1] :]
    if speech.lemma == "claim":
        return bool(re.match(r"\s(?:\d|(?:[a-z]+\s){0,2}lives\b|victory\b|responsibility\b)", behind))
    return speech.lemma == "call" and not OBJECT.match(behind)


def spoken_ranges(text: str) -> list[tuple[int, int]]:
    """Parts of `text` that are someone's words: inside quotation marks, or the content of reported speech."""
    ranges = [m.span() for m in QUOTED.finditer(text)]
    for speech in find_speech(text):
        if speech.speaker and MEDIA.search(text[speech.speaker[0] : speech.speaker[1]]):
            continue  # what an agency reports is the outlet's wording of it
        if _is_no_speech(text, speech):
            continue
        ranges += [(part[0], part[1]) for part in speech.content]
    ranges += [(m.start(), _clause_end(text, m.end())) for m in LABELLING.finditer(text)]
    return ranges


def find_loaded(text: str, rules: Sequence[TermRule]) -> tuple[Hit, ...]:
    """Hits in order, not overlapping; rules marked keep hide the words from later rules."""
    hits: list[Hit] = []
    ranges: list[tuple[int, int]] | None = None
    for rule in rules:
        for match in rule.pattern.finditer(text):
            if any(match.start() < hit.end and hit.start < match.end() for hit in hits):
                continue
            ranges = spoken_ranges(text) if ranges is None else ranges
            kept = match.groupdict().get("keep") or ""
            replacement = rule.neutral.format(keep=kept)
            aside = APPOSITION.search(text[: match.start()]) and not any(
                q.start() < match.start() < q.end() for q in QUOTED.finditer(text)
            )
            spoken = not aside and any(start <= match.start() and match.end() <= end for start, end in ranges)
            hits.append(Hit(match.start(), match.end(), match.group(), rule, replacement, spoken))
    return tuple(sorted((hit for hit in hits if hit.rule.handling != "keep"), key=lambda hit: hit.start))
