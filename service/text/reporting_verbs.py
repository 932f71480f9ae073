"""The forms of reporting verbs and the word lists around them, read once from ``data/reporting.toml``.

In: a casefolded word. Out: lemma, class and form. Never: a decision whether the word is a verb where it stands.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

CLASSES = ("neutral", "evaluative", "denial", "directive")


class VerbForm(NamedTuple):
    """One inflected form."""

    lemma: str
    cls: str  # neutral, evaluative, denial, directive
    form: str  # base, third, past, ing


class Lexicon(NamedTuple):
    """Forms by word, particle verbs by lemma and particle, and the forms that are often nouns."""

    forms: dict[str, VerbForm]
    particles: dict[tuple[str, str], str]
    nouns: frozenset[str]
    weak: frozenset[str]
    clausal: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    raw = tomllib.loads(files("service.text").joinpath("data/reporting.toml").read_text("utf-8"))
    irregular: dict[str, list[str]] = raw["irregular"]
    forms: dict[str, VerbForm] = {}
    particles: dict[tuple[str, str], str] = {}
    for cls in CLASSES:
        for lemma in raw["classes"][cls]:
            verb, _, particle = lemma.partition(" ")
            if particle:
                particles[verb, particle] = cls
            for form, word in inflections(verb, irregular.get(verb)):
                # a particle verb lends its forms only where the bare verb has none
                if not particle or word not in forms:
                    forms[word] = VerbForm(verb, cls, form)
    return Lexicon(
        forms,
        particles,
        frozenset(raw["nouns"]["forms"]),
        frozenset(raw["nouns"]["weak"]),
        frozenset(raw["nouns"]["clausal"]),
    )


def inflections(verb: str, irregular: list[str] | None = None) -> list[tuple[str, str]]:
    """(form, word) pairs of an English verb; `irregular` gives its past forms."""
    y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = verb[:-1] + "ies" if y else verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    regular = verb + "d" if verb.endswith("e") else (verb[:-1] + "ied" if y else verb + "ed")
    pasts = irregular or [regular]
    doubled = verb + verb[-1] + "ed" in pasts
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb + (verb[-1] if doubled else "")
    return [("base", verb), ("third", third), *(("past", past) for past in pasts), ("ing", stem + "ing")]


@cache
def saying(without: str = "") -> str:
    """The forms of ``SAYING`` in a sentence, "said|says|...", as an alternation for a regular expression."""
    irregular = tomllib.loads(files("service.text").joinpath("data/reporting.toml").read_text("utf-8"))["irregular"]
    words = {
        word
        for verb in SAYING - {without}
        for form, word in inflections(verb, irregular.get(verb))
        if form in {"third", "past"}
    }
    return "|".join(sorted(words))


AUXILIARIES = frozenset(
    """is are was were be been being am has have had having do does did will would shall should can could may might
    must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't cannot can't
    couldn't""".split()
)
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
NEGATIONS = frozenset("not never neither nor without n't cannot refused declined".split())
# end a subject on its left and a name on its right
CLAUSE_WORDS = frozenset(
    """that but because while when if as after before since although though which who whom whose what where how
    whether until unless than so yet nor because once without""".split()
)
PREPOSITIONS = frozenset(
    """in on at during from by with for to of into over under about against near amid despite through via upon within
    across around between among following""".split()
)
DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some any no every each another all both such many "
    "several new recent unconfirmed other more most of in on by for to with from and or".split()
)
PRONOUNS = frozenset("he she they it i we you who".split())
ADVERBS = frozenset(
    "also now later then again still only just once even reportedly not never ever always often both all soon further "
    "however meanwhile earlier yesterday today previously too instead well so".split()
)
OPENERS = frozenset(
    "but and however meanwhile earlier later yesterday today still yet so separately also then now moreover"
    " nevertheless"
    " meantime elsewhere afterwards recently instead additionally furthermore".split()
)
APPOSITION_OPENERS = frozenset(
    "the a an head chief director leader spokesman spokeswoman spokesperson minister president its his her their who "
    "chairman chairwoman secretary deputy former commander founder professor lawyer one".split()
)
PARENTHESIS_OPENERS = frozenset("citing quoting speaking addressing asked who which in on at during".split())
TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december morning afternoon evening night week weekend month year day today
    yesterday late early earlier later recently then again""".split()
)
# may stand between the verb and the end of a tag: "he said in January", "she said as talks began"
TAG_TAILS = frozenset(
    "in on at during after before as when while late early earlier later by from with through via".split()
)
# introduce who speaks where the verb stands before its subject: ", said the minister"
INVERTIBLE = frozenset(
    """say add ask write report note warn explain insist claim argue declare announce state reply respond comment
    tweet remark observe admit recall recount stress conclude joke quip lament complain""".split()
)
# whatever stands behind a speaker and before, or behind, the words that are said
SAYING = INVERTIBLE | frozenset("tell confirm reckon testify".split())
LABELLING = frozenset("call describe label brand dub term name compare liken portray".split())
