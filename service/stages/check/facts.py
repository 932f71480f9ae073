"""Gate 3: every number, date and name of the sentence stands, in some normal form, in its own cited spans. Pure."""

from __future__ import annotations

import re

from service.records import Check, EditKind, Gate, Outcome, Reason
from service.stages.check.view import View
from service.text.aliases import canonical
from service.text.dates import find_dates
from service.text.folding import fold
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS
from service.text.names import tokens
from service.text.numbers import Number, find_numbers, supports
from service.text.quoted import QUOTED
from service.text.reporting import find_speech
from service.text.similarity import content_tokens
from service.text.time_anchors import bracket_at, is_anchored

DATE_WORD = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September"
    r"|October|November|December|Some|About|Nearly|At|More|Over|Than|The|In|On|By|Of)\b"
)
BRACKET = re.compile(r"\[[^\[\]]*\]")
ANCHOR = re.compile(r"^\s?\[[^\[\]]+\]")


def _time_edits(view: View) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in view.draft.edits if e.kind == EditKind.TIME]


def _inside(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in ranges)


def number_gate(view: View) -> Check:
    """Same value, same kind of unit, qualifier not strengthened."""
    cited = _cited(view)
    evidence = [n for words in cited for n in find_numbers(words)]
    anchors = _time_edits(view)
    missing = [
        view.draft.text[n.start : n.end]
        for n in find_numbers(view.draft.text)
        if not _inside(anchors, n.start, n.end) and not any(supports(n, m) and _counts_alike(n, m) for m in evidence)
    ]
    if missing:
        return Check(gate=Gate.NUMBER, outcome=Outcome.FAIL, reason=Reason.NUMBER_NOT_IN_SOURCE, words=tuple(missing))
    return Check(gate=Gate.NUMBER, outcome=Outcome.PASS)


# "France 24", "Channel 4 News": a number that is part of a name counts nothing
NUMBERED_NAME = re.compile(
    r"\b[A-Z][\w’'-]{0,40}(?:\s[A-Z][\w’'-]{0,40}){0,7}\s\d{1,3}\b(?:\s[A-Z][\w’'-]{0,40}){0,7}"
    r"(?!\s(?:percent|per|million|billion))"
)
OUTLET = re.compile(
    r"\b(?:Times|Post|News|Herald|Journal|Tribune|Guardian|Daily|Press|Radio|Television|TV|Channel|Gazette|Chronicle|Agency)\b"
)


def _cited(view: View) -> list[str]:
    """The cited words; of text that is not theirs word for word, without what only names an outlet."""
    return list(view.cited) if view.is_verbatim else [masked(words, view.draft.text) for words in view.cited]


def masked(quote: str, text: str) -> str:
    """`quote` without what only names an outlet.

    Its digits and places support nothing, unless the text names it too.
    """
    spans = [m.span() for m in NUMBERED_NAME.finditer(quote) if not DATE_WORD.search(m.group())]
    spans += [
        (s.speaker[0], s.speaker[1])
        for s in find_speech(quote)
        if s.speaker and OUTLET.search(quote[s.speaker[0] : s.speaker[1]])
    ]
    for start, end in spans:
        if quote[start:end] not in text:
            quote = quote[:start] + " " * (end - start) + quote[end:]
    return quote


def _counts_alike(claim: Number, evidence: Number) -> bool:
    """What is counted shares a word, where both say it: "two adults" is not carried by "two children"."""
    mine, theirs = set(content_tokens(claim.counted)), set(content_tokens(evidence.counted))
    return not mine or not theirs or bool(mine & theirs)


def date_gate(view: View) -> Check:
    """Each time is one of the cited spans; a time that needs an anchor has one beside it."""
    evidence = {d.normal for words in view.cited for d in find_dates(words)}
    anchors = _time_edits(view)
    text = view.draft.text
    missing, loose = [], []
    dates = find_dates(text)
    for date in dates:
        bracketed = any(m.start() < date.start and date.end <= m.end() for m in BRACKET.finditer(text))
        if bracketed and _inside(anchors, date.start, date.end):
            continue
        if date.normal not in evidence:
            missing.append(text[date.start : date.end])
        elif (
            date.deictic
            and not _quoted(text, date.start)
            and not ANCHOR.match(text[bracket_at(text, date) :])
            and not bracketed
            and not _possessive(text, date.end)
            and not is_anchored(text, date, dates)
        ):
            loose.append(text[date.start : date.end])
    if missing:
        return Check(gate=Gate.DATE, outcome=Outcome.FAIL, reason=Reason.DATE_NOT_IN_SOURCE, words=tuple(missing))
    if loose:
        return Check(gate=Gate.DATE, outcome=Outcome.FAIL, reason=Reason.TIME_WITHOUT_ANCHOR, words=tuple(loose))
    return Check(gate=Gate.DATE, outcome=Outcome.PASS)


def _quoted(text: str, position: int) -> bool:
    return any(m.start() < position < m.end() for m in QUOTED.finditer(text))


def _possessive(text: str, end: int) -> bool:
    return text[end : end + 2] in {"’s", "'s"}


def name_gate(view: View) -> Check:
    """Every capitalised word occurs in the cited spans.

    It may occur folded, as an alias, a demonym, or the same word in lower case.
    """
    cited = _cited(view)
    words = {fold(t.core) for quote in cited for t in tokens(quote)}
    aliases = {canonical(t.core) for quote in cited for t in tokens(quote)}
    aliases |= {canonical(run) for quote in cited for run in _runs(quote)}
    anchors = _time_edits(view)
    missing = []
    for token in tokens(view.draft.text):
        folded = fold(token.core)
        if (
            not token.text[0].isupper()
            or folded in words
            or folded in DAYS_MONTHS
            or _inside(anchors, token.start, token.end)
        ):
            continue
        if canonical(token.core) in aliases or _parts_known(token.core, words):
            continue
        if any(e.kind == EditKind.LABEL and e.start <= token.start < e.end for e in view.draft.edits):
            continue  # a neutral noun at the head of a sentence; the loaded gate knows the edit
        initial = token.start == 0 or view.draft.text[: token.start].rstrip()[-1:] in {"“", '"', "[", ".", ":"}
        if initial and folded in FUNCTION_WORDS:
            continue
        missing.append(token.core)
    if missing:
        return Check(gate=Gate.NAME, outcome=Outcome.FAIL, reason=Reason.NAME_NOT_IN_SOURCE, words=tuple(missing))
    return Check(gate=Gate.NAME, outcome=Outcome.PASS)


def _runs(quote: str) -> list[str]:
    return [m.group() for m in re.finditer(r"[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)*", quote)]


def _parts_known(word: str, words: set[str]) -> bool:
    parts = [fold(p) for p in re.split(r"[-/]", word) if p]
    return len(parts) > 1 and all(p in words or p in FUNCTION_WORDS for p in parts)
