"""Words, punctuation and noun phrases around a verb, for one sentence.

In: a string. Out: tokens with offsets; spans of subjects as token ranges.
Never: a parse; every search looks at a bounded number of tokens, so the whole stays linear.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.reporting_verbs import (
    ADVERBS,
    APPOSITION_OPENERS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    OPENERS,
    PARENTHESIS_OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    lexicon,
)

_TOKEN = re.compile(r"[^\W_]+(?:(?:[-'’.&/]|(?<=[0-9]),(?=[0-9]))[^\W_]+)*|[,;:()—–!?\n\"“”„«»\[\]]|\.")
_STOP = re.compile(r"\.[\"”»')\]]*(?=\s+[\"“«(\[]?[A-Z0-9]|\s*$)")
_TITLE_BEFORE = frozenset("mr mrs ms dr prof sen rep gov gen col lt sgt st jr sr no vs maj capt".split())
OPEN_MARKS, CLOSE_MARKS = "“„«", "”»"
# longer subjects are not certain
MAX_SUBJECT = 16

Span = tuple[int, int]


class Token(NamedTuple):
    """A word or a boundary mark; `low` is the casefolded word, `mark` is set for punctuation."""

    start: int
    end: int
    word: str
    low: str
    mark: str
    quoted: bool


def tokenize(text: str) -> list[Token]:
    """Words and boundary marks; full stops only where they end a sentence; words inside quotation marks are flagged."""
    found: list[Token] = []
    quoted = _starts_inside(text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0].isalnum():
            found.append(Token(match.start(), match.end(), word, word.casefold().replace("’", "'"), "", quoted))
            continue
        if word == "." and not _is_stop(text, match, found):
            continue
        if word in OPEN_MARKS:
            quoted = True
        elif word in CLOSE_MARKS:
            quoted = False
        elif word == '"':
            quoted = not quoted
        found.append(Token(match.start(), match.end(), word, "", word, quoted=False))
    return found


def _is_stop(text: str, match: re.Match[str], found: list[Token]) -> bool:
    before = found[-1] if found else None
    initial = before is not None and len(before.word) == 1 and before.word.isupper()
    if before and (before.low in _TITLE_BEFORE or "." in before.word or initial):
        return False
    return _STOP.match(text, match.start()) is not None


def _starts_inside(text: str) -> bool:
    """True where a closing mark comes before any opening one: the sentence is the end of a quotation."""
    first_close = next((i for i, char in enumerate(text) if char in CLOSE_MARKS), -1)
    if first_close >= 0:
        return not any(char in OPEN_MARKS for char in text[:first_close])
    if text.count('"') % 2:
        at = text.index('"')
        return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(["
    return False


def in_name(tokens: list[Token], i: int) -> bool:
    """True for "States" of "the United States": a capital that neither a mark nor shouting explains."""
    word = tokens[i].word
    return i > 0 and not tokens[i - 1].mark and word[:1].isupper() and not (word.isupper() and len(word) > 1)


def left_boundary(tokens: list[Token], i: int) -> int:
    """Index of the first token of the segment that ends before `i`."""
    j = i
    while j > 0 and i - j < MAX_SUBJECT and not tokens[j - 1].mark:
        j -= 1
    return j


def skip_adverbs_left(tokens: list[Token], i: int) -> tuple[int, list[str]]:
    """Index of the last token before `i` that is no adverb or auxiliary, and the words passed."""
    passed: list[str] = []
    j = i - 1
    while j >= 0 and not tokens[j].mark and i - j < 8:
        low = tokens[j].low
        if low not in AUXILIARIES and low not in ADVERBS and not (low.endswith("ly") and len(low) > 4):
            break
        passed.append(low)
        j -= 1
    return j, passed


def subject_left(tokens: list[Token], last: int) -> Span | None:
    """Token range of the noun phrase that ends at `last`; None where it is not certain."""
    first = last
    forms = lexicon().forms
    while first >= 0 and not tokens[first].mark and last - first < MAX_SUBJECT:
        low = tokens[first].low
        if low in CLAUSE_WORDS or low in AUXILIARIES or (low in forms and forms[low].form == "past" and first < last):
            break
        if low == "and" and not _joins_names(tokens, first):
            break
        first -= 1
    if last - first >= MAX_SUBJECT:
        return None
    first = _strip_openers(tokens, first + 1, last)
    if first > last or tokens[first].low == "according" or tokens[last].low in DETERMINERS:
        return None
    if first == last and tokens[first].low in TIME_WORDS:
        return None
    return _with_apposition(tokens, first, last), last + 1


def _joins_names(tokens: list[Token], at: int) -> bool:
    """True where "and" at `at` joins two noun phrases, not two clauses."""
    start = left_boundary(tokens, at)
    forms = lexicon().forms
    if not 0 < at - start <= 8:
        return False
    return not any(
        t.low in AUXILIARIES or (t.low in forms and forms[t.low].form in ("past", "third") and not in_name(tokens, n))
        for n, t in enumerate(tokens[start:at], start)
    )


def _strip_openers(tokens: list[Token], first: int, last: int) -> int:
    """Index after "But", "On Saturday", "In a statement": what stands before the subject without a comma."""
    while first <= last and tokens[first].low in OPENERS:
        first += 1
    if first <= last and tokens[first].low in PREPOSITIONS:
        timed = [i for i in range(first, last) if tokens[i].low in TIME_WORDS or tokens[i].word.isdigit()]
        return timed[-1] + 1 if timed else last + 1
    return first


def _with_apposition(tokens: list[Token], first: int, last: int) -> int:
    """The start of "Name" in "Name, head of a body, said"; `first` where there is no apposition."""
    if first < 2 or tokens[first - 1].mark != "," or tokens[first].low not in APPOSITION_OPENERS:
        return first
    start = left_boundary(tokens, first - 1)
    segment = tokens[start : first - 1]
    if segment and segment[0].low in OPENERS:
        start, segment = start + 1, segment[1:]
    named = [t for t in segment if t.low not in {"the", "of", "and"}]
    if not 0 < len(segment) <= 8 or not named or not all(t.word[0].isupper() for t in named):
        return first
    if named[-1].low in TIME_WORDS or segment[0].low in PREPOSITIONS:
        return first
    return start


def parenthesis_left(tokens: list[Token], comma: int) -> Span | None:
    """The subject of "Name, head of a body, said", "A clerk, Name, said" and "Name, citing X, said".

    `comma` is the index of the second comma; None where what stands before it is no such subject.
    """
    first = left_boundary(tokens, comma)
    if first == comma or first < 2 or tokens[first - 1].mark != ",":
        return None
    start = _with_apposition(tokens, first, comma - 1)
    if start < first:
        return start, comma
    start = left_boundary(tokens, first - 1)
    segment = tokens[start : first - 1]
    if not segment or any(token.low in AUXILIARIES for token in segment):
        return None
    named = all(token.word[0].isupper() for token in tokens[first:comma])
    if named and segment[0].low in APPOSITION_OPENERS:
        return start, comma
    return subject_left(tokens, first - 2) if tokens[first].low in PARENTHESIS_OPENERS else None


def relative_subject(tokens: list[Token], who: int) -> Span | None:
    """The noun phrase before "who" at `who`, over one comma."""
    last = who - 1
    if last >= 0 and tokens[last].mark == ",":
        last -= 1
    return subject_left(tokens, last) if last >= 0 and not tokens[last].mark else None


def subject_right(tokens: list[Token], first: int) -> Span | None:
    """Token range of the noun phrase that starts at `first`; it ends before a clause, a tail of time or place."""
    end = first
    forms = lexicon().forms
    while end < len(tokens) and not tokens[end].mark and end - first < MAX_SUBJECT:
        low = tokens[end].low
        verb = low in forms and forms[low].form in ("past", "third") and low not in lexicon().nouns
        verb = verb and (end == first or not in_name(tokens, end))
        if low in CLAUSE_WORDS or low in AUXILIARIES or verb or low in TIME_WORDS:
            break
        if low in {"in", "on", "at", "during", "by", "with", "to", "and"} and not _continues(tokens, first, end):
            break
        end += 1
    while end > first and tokens[end - 1].low in PREPOSITIONS | {"the", "a", "and"}:
        end -= 1
    if end == first or (end == first + 1 and tokens[first].low in DETERMINERS | ADVERBS):
        return None
    return first, end


def _continues(tokens: list[Token], first: int, at: int) -> bool:
    """True for "officials in the ministry", "Smith and Jones": the phrase goes on with a name or the same noun."""
    if at == first or at + 1 >= len(tokens) or tokens[first].low in PRONOUNS:
        return False
    following = tokens[at + 1]
    if tokens[at].low == "and":
        return following.word[0].isupper() if following.word else False
    return (
        tokens[at].low == "in"
        and not tokens[at - 1].word[0].isupper()
        and following.word[:1].isupper()
        and (following.low not in TIME_WORDS)
    )
