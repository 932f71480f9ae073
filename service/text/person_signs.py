"""What in an article shows that a name is a person's, and whether that person is a man or a woman.

Enters: sentences of one document. Leaves: surnames; "man", "woman" or nothing. Pure. Never: a person read from a given
name, or a sex where two names stand before the pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.text.name_words import ROLE_NOUNS

_SAYING = (
    r"(?:said|says|told|asked|wrote|added|testified|noted|argued|announced|tweeted|replied|responded|claimed|insisted"
    r"|explained|recalled|declined)"
)
# what people do or suffer, and neither firms nor ships nor towns
_LIVING = (
    r"(?:died|retired|resigned|married|smiled|laughed|joked|wept|cried|slept|pleaded|apologi[sz]ed|confessed|thought|knew"
    r"|felt|studied|graduated|(?:was|were|is|had\sbeen|has\sbeen|been)\s(?:born|arrested|jailed|sentenced|convicted"
    r"|hospitali[sz]ed|acquitted|indicted|handcuffed|married|buried|raised|survived\sby|elected|sworn\sin))"
)
_OWNED = (
    r"(?:wife|husband|widow|widower|father|mother|parents|son|daughter|brother|sister|grandson|granddaughter|uncle|aunt"
    r"|nephew|niece|friends?|lawyers?|attorneys?|doctors?|body|death|birthday|childhood|career|memoirs?|fianc[eé]e?)"
)
_FIGURE = (
    rf"(?:{'|'.join(sorted(ROLE_NOUNS - {'owner', 'leader'}))}|aide|figure|star|player|informant|professor|adviser"
    r"|advisor|activist|politician|candidate|nominee|billionaire|veteran|resident|student|teacher|nurse|doctor|man|woman|teenager"
    r"|Democrat|Republican|actor|writer|musician|singer|comedian|critic|skipper|pilot|driver|chairman|chairwoman)"
)
_NAME = r"(?P<{}>[A-Z][\w’'-]{{1,40}}?)"
_FULL = r"\b[A-Z][\w’'-]{1,40}\s(?:[A-Z]\.\s)?"  # a name of several words ends with the surname behind it
_PERSON = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s{_NAME.format('titled')}(?![\w-])"
    rf"|\b{_NAME.format('speaking')}\s{_SAYING}\b|\b(?:said|says)\s{_NAME.format('said')}(?=[.,;:”\"]|$)"
    rf"|\b{_NAME.format('living')}\s{_LIVING}\b"
    rf"|\b{_NAME.format('owning')}[’']s?\s{_OWNED}\b"
    rf"|{_FULL}{_NAME.format('aged')},\s(?:who\b|\d{{1,3}}[,.]|(?:an?|the|one\sof\sthe)\s(?:[\w’'-]+\s){{0,5}}{_FIGURE}\b)"
)
# "Felt worked with his brother": the one name of the sentence, and a pronoun that only a person has
_SUBJECT = re.compile(
    rf"(?:Mr\.?\s|Mrs\.?\s|Ms\.?\s)?{_NAME.format('subject')}\s[a-z][^A-Z;:“”\"]*?\b(?:he|his|him|himself)\b"
)
# "Maria Kolm sold her house", but not "Maria Kolm said he": the first pronoun owns something, and no name is between
_OWNER = re.compile(r"(?:(?!\b(?:he|him|she)\b)[^A-Z;:“”\"])*?\b(?:(?P<man>his|himself)|(?P<woman>her|hers|herself))\b")
_MAN = re.compile(
    r"\b(?:actor|spokesman|chairman|businessman|congressman|father|son|brother|widower|king|prince|boy)\s$", re.I
)
_WOMAN = re.compile(
    r"\b(?:actress|spokeswoman|chairwoman|businesswoman|congresswoman|mother|daughter|sister|widow|wife|queen|princess|girl"
    r"|Mrs\.?|Ms\.?|Miss)\s$",
    re.I,
)
NEAR_CHARS = 16  # the longest word of kin or calling before a name, with its blank
TITLE_CHARS = 30  # "Norwegian Foreign Minister" and the like may stand before the name that is the subject
_TITLE = re.compile(r"\b(?:(?P<man>Mr)|(?P<woman>Mrs|Ms|Miss))\.?\s$")


def surnames_of_people(text: str) -> Iterator[str]:
    """Words of one sentence that it shows to be the surnames of people."""
    for match in _PERSON.finditer(text):
        name = next(found for found in match.groups() if found)
        if not name[1:2].isupper():  # "ISPs said"
            yield re.sub(r"[’']s?$", "", name)
    subject = _SUBJECT.match(text)
    if subject is not None:
        yield re.sub(r"[’']s?$", "", subject["subject"])


def title_sex(before: str) -> str | None:
    """Of the courtesy title that `before` ends with."""
    title = _TITLE.search(before)
    return title.lastgroup if title else None


def sex_of(name: str, text: str) -> str | None:
    """Of the person whom a sentence names in full, by what stands beside the name; None where nothing tells."""
    at = text.find(name)
    if at < 0:
        return None
    if _WOMAN.search(text, max(0, at - NEAR_CHARS), at):
        return "woman"
    if _MAN.search(text, max(0, at - NEAR_CHARS), at):
        return "man"
    pronoun = _OWNER.match(text, at + len(name))
    return pronoun.lastgroup if pronoun is not None and at <= TITLE_CHARS else None
