"""Facts that somebody denies: who asserts them, who denies them, who says that they cannot tell.

Enters: the clauses of one story. Leaves: one difference for one denied fact, with all who speak to it. Pure. Never: a
denial without anybody who asserts the same; a claim that is only supposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, Position, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.clauses import FINITE, Clause, clause_at, keys_of, one_voice, shared, who
from service.stages.align.denied import Denial, denials_of
from service.stages.align.making import make
from service.stages.align.positions import nameless
from service.stages.align.questions import is_verb
from service.stages.align.statements import Statement, Word
from service.stages.align.story import event_of
from service.text.entail.lexicon import relations
from service.text.folding import fold

IT_WAS = re.compile(r"\bit\s(?:was|is|took\splace|happened|was\sheld)\s(?:in|at|near)\s(?:the\s)?[A-Z]", re.I)
BREAK = re.compile(r";\s|,?\sbut\s")
DOUBTED = re.compile(r"\b(?:whether|if|may|might|could|can)\b", re.I)
TOO = re.compile(r"\btoo\s(\w+)", re.I)
FEWEST = 4  # words of a statement in front of its denial in one sentence
REACH = 2  # sentences before a denial in which what it denies may stand
SHOWN = 6


def denial_differences(
    documents: Mapping[str, Document],
    statements: Sequence[Statement],
    clauses: Sequence[Clause],
    events: Sequence[Event],
) -> list[Difference]:
    """One difference for each denied fact of the story."""
    index: dict[str, list[int]] = {}
    for n, clause in enumerate(clauses):
        for key in clause.keys:
            index.setdefault(key, []).append(n)
    found: list[Difference] = []
    taken: set[tuple[str, int]] = set()
    for statement in statements:
        if statement.supposed:
            continue
        for denial in denials_of(statement):
            if (statement.doc, statement.offset + denial.clause.start) in taken:
                continue
            sides = _sides(denial, clauses, index)
            if sides:
                taken |= {(c.statement.doc, c.statement.offset + c.start) for side in sides for c in side}
                taken.add((statement.doc, statement.offset + denial.clause.start))
                found.append(_difference([[denial.clause], *sides], documents, events))
    return found


def _sides(denial: Denial, clauses: Sequence[Clause], index: Mapping[str, list[int]]) -> list[list[Clause]]:
    """Who asserts what is denied, those of one speaker together; each article's best clause."""
    best: dict[tuple[str, str], tuple[float, Clause]] = {}
    near = {n for w in denial.words for key in keys_of(w.lemma) for n in index.get(key, ())[:200]}
    if denial.asks == "where" and (told := _told_where(denial, clauses)):
        return told
    for n in sorted(near):
        clause = clauses[n]
        own = clause.statement is denial.clause.statement
        if (own and clause.end > denial.clause.start) or clause.negative or _denies(clause):
            continue
        worth = _worth(denial, clause)
        if worth <= 0:
            continue
        place = (clause.statement.doc, who(clause))
        if place not in best or worth > best[place][0]:
            best[place] = (worth, clause)
    mine = denial.clause.statement.doc
    if (
        denial.refers
        and not denial.asks
        and mine not in {doc for doc, _ in best}
        and (not denial.words or denial.anaphoric)
    ):
        return _said_before(denial, clauses) + [[c] for _, c in best.values()]
    sides: list[list[Clause]] = []
    for _, clause in sorted(best.values(), key=lambda row: -row[0]):
        home = next((s for s in sides if one_voice(s[0], clause) or who(s[0]) == who(clause) == ""), None)
        if home is None:
            sides.append([clause])
        else:
            home.append(clause)
    return sides[:SHOWN]


def _said_before(denial: Denial, clauses: Sequence[Clause]) -> list[list[Clause]]:
    """The last thing that somebody says before "denied this"."""
    own = denial.clause.statement
    breaks = [m.start() for m in BREAK.finditer(own.text, 0, denial.clause.start)]
    if breaks and len(own.text[: breaks[-1]].split()) >= FEWEST:
        return [[clause_at(own, 0, breaks[-1])]]
    before = [
        c
        for c in clauses
        if c.statement.doc == own.doc
        and ((c.statement is own and c.end <= denial.clause.start) or c.statement.index == own.index - 1)
        and FINITE.search(c.text)
        and not _denies(c)
    ]
    said = [c for c in before if c.speaker is not None and not one_voice(c, denial.clause)]
    return [[(said or before)[-1]]] if before else []


def _told_where(denial: Denial, clauses: Sequence[Clause]) -> list[list[Clause]]:
    """The place that the sentence behind gives: "without saying where. Media reports said it was in Turin"."""
    own = denial.clause.statement
    after = [c for c in clauses if c.statement.doc == own.doc and 0 < c.statement.index - own.index <= REACH]
    return [[c] for c in after if IT_WAS.search(c.text)][:1]


def _denies(clause: Clause) -> bool:
    return any(
        (s.cls == "denial" and any(a <= clause.start < b for a, b in s.content))
        or clause.start <= s.verb[0] < clause.end
        for s in clause.statement.speeches
        if s.cls == "denial"
    )


def _answers(denial: Denial, clause: Clause) -> bool:
    """A clause that says what the other cannot say: a place, or somebody who acts; never by the same voice."""
    if one_voice(denial.clause, clause) or (
        clause.statement.index == denial.clause.statement.index and who(clause) == ""
    ):
        return False
    if denial.asks == "where":
        return re.search(r"\b(?:in|at|near|on)\s(?:the\s)?[A-Z]", clause.text) is not None
    return denial.asks in {"who", "whether", "if", "which"}


def _worth(denial: Denial, clause: Clause) -> float:
    """How far a clause asserts what is denied; 0: it does not."""
    if denial.asks and not _answers(denial, clause):
        return 0.0
    pairs = shared(denial.words, clause.words)
    if not pairs or not FINITE.search(clause.text) or DOUBTED.search(clause.text):
        return 0.0
    degree = TOO.search(denial.clause.text)
    if degree is not None and degree[1].lower() not in clause.statement.text.lower():
        return 0.0  # that gates were opened does not say that they were opened too late
    act = _act(denial)
    if act is not None and not any(one.start == act.start for one, _ in shared(denial.words, clause.statement.words)):
        return 0.0
    named = {w for r in clause.statement.names for w in range(r.start, r.end)}
    common = [other for _, other in pairs if other.start not in named]
    if not any(_acts(clause.statement, w) for w in common):
        common = []
    sentence = shared(denial.words, clause.statement.words)
    cover = len(sentence) / len(denial.words)
    same_doc = clause.statement.doc == denial.clause.statement.doc
    gap = denial.clause.statement.index - clause.statement.index
    if same_doc and 0 <= gap <= REACH and (denial.refers or cover >= 0.5):
        return 1.0 + cover - 0.1 * gap
    others = {w.lemma for w in clause.statement.words} & denial.about
    if common and len(sentence) >= 2 and cover >= 0.5 and len(pairs) / len(denial.words) >= 1 / 3:
        return cover + 0.1 * len(others)
    if common and cover == 1.0 and len(others - {p[1].lemma for p in pairs}) >= 1:
        return cover
    return 0.0


def _act(denial: Denial) -> Word | None:
    """What is denied to have happened: the first past form or participle; None: a noun is denied."""
    text = denial.clause.statement.text
    return next((w for w in denial.words if is_verb(fold(text[w.start : w.end]))), None)


def _acts(statement: Statement, word: Word) -> bool:
    """A verb, by the data or by its form."""
    return word.lemma in relations().verbs or is_verb(fold(statement.text[word.start : word.end]))


def _difference(
    sides: Sequence[Sequence[Clause]], documents: Mapping[str, Document], events: Sequence[Event]
) -> Difference:
    positions = [clause_position(side, documents) for side in sides]
    event = event_of([c.statement.doc for side in sides for c in side], events)
    label = phrase("diff_fact", (positions[-1].citations[0],), label=positions[-1].value.text)
    return make(event, label, DifferenceRelation.ATTRIBUTION, positions)


def clause_position(side: Sequence[Clause], documents: Mapping[str, Document]) -> Position:
    """One side: the clause of the first, its speaker, and the places of the others."""
    first = min(side, key=lambda c: (c.speaker is None, nameless(c.text), c.start))
    value = cite(documents, first.statement.span(first.start, first.end))
    speaker = cite(documents, first.speaker) if first.speaker else None
    others = tuple(cite(documents, c.statement.span(c.start, c.end)) for c in side if c is not first)
    return Position(
        value=slice_phrase(value),
        normal=fold(value.quote),
        speaker=slice_phrase(speaker) if speaker else None,
        sources=tuple(dict.fromkeys(c.statement.doc for c in side)),
        citations=(value, *((speaker,) if speaker else ()), *others),
    )
