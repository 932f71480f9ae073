"""What the gates ask of a sentence that is not ours: do the cited words carry it. Pure.

The rules of publishing (times with an anchor in brackets, bracketed antecedents, body sentences only, house labels)
say how we write, not whether a sentence is true to its source. Each gate asks for both where ``View.publishing`` is
set, and for support alone where it is not; the questions of support that need more than one look at the words are in
``service.text.support``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from service.records import Check, Gate, Outcome, Reason, Role
from service.stages.check.form import QUOTED, cited_sentences
from service.stages.check.view import View, squeezed
from service.text.entail import score
from service.text.pointers import EVENT_REF, find_pointers
from service.text.support.added import added_fault
from service.text.support.binding import Margins, Rival, is_opposite, misplaced
from service.text.support.fault import Fault
from service.text.support.figures import missing_numbers
from service.text.support.hanging import hanging, opening_pointer
from service.text.support.kinds import replaced
from service.text.support.moments import missing_dates
from service.text.support.names import missing_names
from service.text.support.outcomes import outcome_fault
from service.text.support.places import moved
from service.text.support.polarity import polarity_fault
from service.text.support.reading import Word, read
from service.text.support.sides import crossed, turned
from service.text.support.speakers import speaker_fault
from service.text.support.twins import mixed

DOUBT = 0.05  # calibrated probability of support under which the scorer alone refuses
OPPOSED = Margins(better=0.15, clear=0.4)  # opposites are surer rivals than two figures
ORDER = 10  # a figure that takes another's place is hardly this many times larger
BOUND = re.compile(r"\b(?:no|not)\s$", re.I)  # "no more than": a bound, and the number gate's affair
# 'in single marks'; an apostrophe stands within or behind a word
SINGLE = re.compile(r"(?<!\w)[‘'](?=[^\W\d_])((?:[^‘’'\"“”]|(?<=\w)[’'](?=\w)){2,200})[’'](?!\w)")
LEFT_OUT = re.compile(r"\s*(?:\[[^\]]*\]|…|\.\.\.)\s*")
DIGITS = re.compile(r"[\d.]+")
LETTERS = re.compile(r"\W+")


def _check(gate: Gate, reason: Reason | None, words: tuple[str, ...] = ()) -> Check:
    outcome = Outcome.FAIL if reason else Outcome.PASS
    return Check(gate=gate, outcome=outcome, reason=reason, words=words)


def context(view: View) -> Check:
    """Something other than a title is cited, and whoever "he" is stands in the sentence itself."""
    sentences = cited_sentences(view)
    if sentences and all(s.role != Role.BODY for s in sentences):
        return _check(Gate.CONTEXT, Reason.ROLE_NOT_BODY, (sentences[0].text,))
    pointing = _opening_event(view) if view.is_verbatim else hanging(read(view.draft.text), view.readings)
    return _check(Gate.CONTEXT, Reason.POINTS_OUTSIDE if pointing else None, pointing)


def _opening_event(view: View) -> tuple[str, ...]:
    """A cited sentence word for word carries itself; alone, its first words may still point to what stood before."""
    text = view.draft.text
    opening = opening_pointer(text)
    if opening or not EVENT_REF.match(text):
        return (opening,) if opening else ()
    pointers = find_pointers(text, view.known, view.people)
    return tuple(text[: p.end] for p in pointers if p.start == 0 and p.kind == "definite")


def quotation(view: View) -> Check:
    """Words in quotation marks, of any style, stand verbatim in the cited words; what is left out is marked."""
    text = view.draft.text
    quoted = [next(g for g in m.groups() if g is not None) for m in QUOTED.finditer(text)]
    quoted += [m[1] for m in SINGLE.finditer(QUOTED.sub("", text))]
    if not quoted:
        return _check(Gate.QUOTATION, None)
    cited = [_plain(words) for words in view.cited] + [_plain(_spoken(words)) for words in view.cited]
    missing = [q for q in quoted if not all(any(_plain(p) in c for c in cited) for p in LEFT_OUT.split(q))]
    return _check(Gate.QUOTATION, Reason.QUOTE_NOT_IN_SOURCE if missing else None, tuple(missing))


def _spoken(words: str) -> str:
    """What stands in quotation marks, run together: speech that "he said" interrupts is one quotation."""
    return " ".join(next(g for g in m.groups() if g is not None) for m in QUOTED.finditer(words))


def _plain(words: str) -> str:
    """Words and single blanks only, in lower case: marks and a first capital are no part of what was said."""
    return f" {LETTERS.sub(' ', squeezed(words).casefold()).strip()} "


def number(view: View) -> Check:
    """Every number, in words or digits, and none that belongs to something else."""
    claim, passages = read(view.draft.text), view.readings
    missing = missing_numbers(claim, passages)
    if missing:
        return _check(Gate.NUMBER, Reason.NUMBER_NOT_IN_SOURCE, missing)
    found = _taken(view, "number", lambda a, b: a.key[1:2] != "#" and b.key[1:2] != "#" and _near(a, b))
    return _check(Gate.NUMBER, Reason.NUMBER_NOT_IN_SOURCE if found else None, found)


def date(view: View) -> Check:
    """Every time, in any order or form; one that would have to be reckoned is left open."""
    missing, unknown = missing_dates(read(view.draft.text), view.readings)
    taken = missing or _taken(view, "date", _other_time)
    if taken:
        return _check(Gate.DATE, Reason.DATE_NOT_IN_SOURCE, taken)
    if unknown:
        return Check(gate=Gate.DATE, outcome=Outcome.UNSCORED, reason=Reason.NOT_CHECKED, words=unknown)
    return _check(Gate.DATE, None)


def _taken(view: View, kind: str, rival: Callable[[Word, Word], bool]) -> tuple[str, ...]:
    """Words of the kind that stand where the passages have another of the kind, which the sentence does not name."""
    claim = read(view.draft.text)
    own = {w.key for w in claim.words}

    def stands_for(a: Word, b: Word) -> bool:
        return a.kind == b.kind and (a.key == b.key or _figure(a) == _figure(b))

    def rivals(a: Word, b: Word) -> bool:
        return b.kind == kind and b.key not in own and rival(a, b) and not stands_for(a, b)

    found = misplaced(claim, view.readings, stands_for, rivals, kind)
    return tuple(dict.fromkeys(r.word.text for r in found if r.own > 0))


def _other_time(a: Word, b: Word) -> bool:
    """Two times of one kind: a weekday is no rival of a year."""
    return a.key != b.key and a.key.split(":")[0][:4].strip("0123456789") == b.key.split(":")[0][:4].strip("0123456789")


def _figure(word: Word) -> str:
    """The value of a number without its unit: a unit may stand on one side only."""
    found = re.search(r"[\d.]+", word.key)
    return found.group() if found and word.kind == "number" else word.key


def _near(a: Word, b: Word) -> bool:
    """Whether two figures are of one order: "two" is never put in the place of 27 million."""
    try:
        low, high = sorted((float(_figure(a)), float(_figure(b))))
    except ValueError:
        return False
    units = {DIGITS.sub("", w.key) for w in (a, b)}
    return high < ORDER * max(low, 1) and (len(units) == 1 or not any("%" in u for u in units))


def name(view: View) -> Check:
    """Every name, in any of its forms, no person made of two, and no thing for another of its kind."""
    text = view.draft.text
    missing = missing_names(text, view.passages)
    if not missing and not view.is_verbatim:
        missing = replaced(read(text), view.readings) or moved(read(text), view.passages)
    return _check(Gate.NAME, Reason.NAME_NOT_IN_SOURCE if missing else None, missing)


def attribution(view: View) -> Check:
    """No speaker dropped, moved or invented."""
    return _of(Gate.ATTRIBUTION, None if view.is_verbatim else speaker_fault(view.draft.text, view.passages))


def relation(view: View) -> Check:
    """Sides, events, opposites, negation, hedges, causes and additions; what no rule can see is left to the scorer."""
    if view.is_verbatim:
        return _check(Gate.RELATION, None)
    claim, passages = read(view.draft.text), view.readings
    sides = turned(claim, passages) or crossed(claim, passages)
    if sides:
        return _check(Gate.RELATION, Reason.ROLES_CHANGED, sides)
    foreign = mixed(claim, view.passages)
    if foreign:
        return _check(Gate.RELATION, Reason.TWO_EVENTS, foreign)
    opposed = _opposed(view)
    if opposed is not None:
        return _check(Gate.RELATION, Reason.NEGATION_CHANGED, (opposed.word.text, opposed.rival.text))
    settled = outcome_fault(claim, passages)
    return _of(Gate.RELATION, settled or polarity_fault(claim, passages) or added_fault(claim, passages))


def _opposed(view: View) -> Rival | None:
    """A word in the place of its opposite."""
    claim = read(view.draft.text)

    def rival(a: Word, b: Word) -> bool:
        return is_opposite(a, b) and not BOUND.search(claim.text[max(0, a.start - 4) : a.start])

    found = misplaced(claim, view.readings, lambda a, b: bool(a.senses & b.senses), rival, "word", OPPOSED)
    return next(iter(found), None)


def entailment(view: View) -> Check:
    """What the offline scorer says of text that no rule faulted and no model judged.

    The rule: a gate that fails decides; the scorer adds a failure only where it is nearly sure (under `DOUBT`),
    passes from its own threshold on, and leaves what lies between open, for a reader or a model. Measured on the open
    planted areas, 154 wrong and 150 supported sentences. The gates alone catch 145 and drop none, but they were written
    with these areas in view: no held-out figure. A booster on the scorer's features, trained without the area in
    question, puts 33 of the 154 and 1 of the 150 under `DOUBT`; of the 9 that the gates miss none, so here the veto
    earns nothing and costs one; it is kept for what the gates were not written for. From 0.2 on it drops 7 of the 150
    that the gates keep and catches 1 of the 9: so a middling probability fails nothing, and a high one licenses nothing
    that a gate has failed. A model's verdict, where there is one, can only add a failure, too.
    """
    if view.is_verbatim or view.is_slice:
        return _check(Gate.ENTAILMENT, None)
    if view.vetoed:
        return _check(Gate.ENTAILMENT, Reason.NOT_ENTAILED)
    said = score(view.draft.text, view.cited)
    if said.supported:
        return _check(Gate.ENTAILMENT, None)
    if said.probability >= DOUBT:
        return Check(gate=Gate.ENTAILMENT, outcome=Outcome.UNSCORED, reason=Reason.NOT_CHECKED, words=said.words)
    reason = Reason(said.reason) if said.reason in set(Reason) else Reason.NOT_ENTAILED
    return _check(Gate.ENTAILMENT, reason, said.words)


def _of(gate: Gate, fault: Fault | None) -> Check:
    return _check(gate, fault.reason, fault.words) if fault else _check(gate, None)
