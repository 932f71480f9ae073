"""Two event mentions: the same event, perhaps the same, or two? With the evidence for and against.

Pure. Undated weekdays are no evidence of the same day; a shared name alone is no evidence of the same event.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from service.records import Mention, Phrase, Slot, phrase
from service.records.citing import cite
from service.stages.relate.times import Context, far_apart
from service.stages.relate.words import Side, word_evidence
from service.text.aliases import same_name
from service.text.dates import compatible
from service.text.folding import fold, spelling_variants
from service.text.similarity import content_tokens
from service.text.story.days import expression_of, meet, resolved
from service.text.story.likeness import pair_odds

MAYBE_ODDS = -1.5  # log-odds down to which two reports may be of one event


class Verdict(StrEnum):
    """How alike two mentions are, as far as the evidence goes."""

    SAME = "same"
    MAYBE = "maybe"
    WEAK = "weak"
    DIFFERENT = "different"


class Judgement(NamedTuple):
    """A verdict with its evidence, ready for a reader."""

    verdict: Verdict
    evidence_for: tuple[Phrase, ...]
    evidence_against: tuple[Phrase, ...]


def same_person(a: Slot, b: Slot) -> bool:
    """Same surname, and given names that are equal, spelling variants, or missing on one side."""
    left, right = a.normal.split(" "), b.normal.split(" ")
    if left[-1] != right[-1] and not spelling_variants(a.normal, b.normal):
        return False
    return len(left) == 1 or len(right) == 1 or left[0] == right[0] or spelling_variants(a.normal, b.normal)


def _people(slots: Sequence[Slot]) -> list[Slot]:
    return [s for s in slots if s.unit == "person"]


def _pair(context: Context, name: str, a: Slot, b: Slot, **slots: str) -> Phrase:
    cited = (cite(context.documents, a.span), cite(context.documents, b.span))
    return phrase(name, cited, a=a.text, b=b.text, **slots)


class _Sides:
    """Collects evidence while two mentions are compared."""

    def __init__(self, a: Mention, b: Mention, context: Context) -> None:
        self.a, self.b, self.context = a, b, context
        self.plus: list[Phrase] = []
        self.minus: list[Phrase] = []
        self.conflict = False

    def actors(self, name: str) -> bool | None:
        """True: a person in common; False: two different people; None: somebody is not named."""
        left, right = _people(self.a.values(name)), _people(self.b.values(name))
        if left and right:
            for x in left:
                for y in right:
                    if same_person(x, y):
                        self.plus.append(_pair(self.context, "for_same_actor", x, y, role=_role(name)))
                        return True
            self.minus.append(_pair(self.context, "against_actor", left[0], right[0], role=_role(name)))
            self.conflict = True
            return False
        one = (left or right)[:1]
        if one:
            cited = (cite(self.context.documents, one[0].span),)
            self.minus.append(phrase("missing_actor", cited, role=_role(name), a=one[0].text))
        return None

    def places(self) -> bool | None:
        """True: the same place; False: two places; None: at least one side states none for sure."""
        left = [s for s in self.a.values("where") if not s.negative]
        right = [s for s in self.b.values("where") if not s.negative]
        if not left or not right:
            one = (left or right)[:1]
            if one:
                self.minus.append(phrase("missing_place", (cite(self.context.documents, one[0].span),), a=one[0].text))
            else:
                self.minus.append(phrase("missing_place_both"))
            return None
        for x in left:
            for y in right:
                if x.normal == y.normal or same_name(x.normal, y.normal):
                    self.plus.append(_pair(self.context, "for_same_place", x, y))
                    return True
        if any(s.speaker for s in (*left, *right)):
            # a place by hearsay is often the country of the other side's city: it excludes nothing
            self.plus.append(_pair(self.context, "for_compatible_place", left[0], right[0]))
            return None
        self.minus.append(_pair(self.context, "against_place", left[0], right[0]))
        self.conflict = True
        return False

    def times(self) -> bool | None:
        """True: the same resolved date; False: different ones; None: no date on at least one side."""
        for x in self.a.values("when"):
            for y in self.b.values("when"):
                verdict = self._time(x, y)
                if verdict is not None:
                    return verdict
        return None

    def _time(self, x: Slot, y: Slot) -> bool | None:
        documents = self.context.documents
        left, right = resolved(x, documents), resolved(y, documents)
        if left and right:
            if meet(left, right):
                self.plus.append(_pair(self.context, "for_same_date", x, y))
                return True
            self.minus.append(_pair(self.context, "against_date", x, y))
            self.conflict = True
            return False
        a, b = expression_of(x, documents), expression_of(y, documents)
        if a and b and compatible(a, b) is not False and a.kind == "weekday" == b.kind and a.normal == b.normal:
            self.plus.append(_pair(self.context, "for_same_time_words", x, y))
        return None

    def untimed(self) -> None:
        """Say which side has no date; one side's date is no evidence by itself."""
        dated = [s for m in (self.a, self.b) for s in m.values("when") if resolved(s, self.context.documents)]
        if dated:
            self.minus.append(
                phrase("missing_time_one", (cite(self.context.documents, dated[0].span),), a=dated[0].text)
            )
        else:
            self.minus.append(phrase("missing_time"))

    def topics(self) -> int:
        """How many pairs of topics share two content words; the most alike is shown."""
        pairs = []
        for x in self.a.values("topic"):
            left = set(content_tokens(x.text))
            for y in self.b.values("topic"):
                right = set(content_tokens(y.text))
                if len(left & right) >= 2:
                    pairs.append((len(left & right) / len(left | right), x, y))
        pairs.sort(key=lambda p: (-p[0], p[1].span.start, p[2].span.start))
        if pairs:
            self.plus.append(_pair(self.context, "for_shared_topic", pairs[0][1], pairs[0][2]))
        return len(pairs)

    def judgement(self, verdict: Verdict) -> Judgement:
        return Judgement(verdict, tuple(self.plus), tuple(self.minus))


def _role(name: str) -> str:
    return {"who": "participant", "whom": "counterpart"}[name]


def compare(a: Mention, b: Mention, context: Context) -> Judgement:
    """Judge two mentions; symmetric but for the order of the evidence."""
    sides = _Sides(a, b, context)
    if b.id in a.distinct_from or a.id in b.distinct_from:
        span = b.distinct_by or a.distinct_by
        cited = (cite(context.documents, span),) if span else ()
        if cited:
            sides.minus.append(phrase("against_same_article", cited, a=cited[0].quote))
        return sides.judgement(Verdict.DIFFERENT)
    if a.kind == b.kind == "meeting":
        return _meetings(sides)
    return _reports(sides)


def _meetings(sides: _Sides) -> Judgement:
    """Both participants and the place (or a resolved date) must agree; one conflict decides that there are two."""
    a, b = sides.a, sides.b
    if context_copy(a, b, sides.context):
        sides.plus.append(phrase("for_copy"))
        return sides.judgement(Verdict.SAME)
    who, whom, place, time = sides.actors("who"), sides.actors("whom"), sides.places(), sides.times()
    if sides.conflict:
        return sides.judgement(Verdict.DIFFERENT)
    if who and whom and (place or time):
        return sides.judgement(Verdict.SAME)
    if time is None:
        sides.untimed()
    shared = sides.topics() > 0 or _shared_group(a, b)
    if who and whom:
        return sides.judgement(Verdict.MAYBE)
    if (who or whom) and shared:
        return sides.judgement(Verdict.WEAK)
    return sides.judgement(Verdict.DIFFERENT)


def _shared_group(a: Mention, b: Mention) -> bool:
    """A capitalised word in common on the counterpart's side, people left aside."""
    left = {w for s in a.values("whom") for w in fold(s.text).split() if s.unit != "person"}
    right = {w for s in b.values("whom") for w in fold(s.text).split() if s.unit != "person"}
    return bool(left & right)


def context_copy(a: Mention, b: Mention, context: Context) -> bool:
    """One article is a copy of the other, and both tell the same number of the event."""
    first, second = context.documents[a.doc], context.documents[b.doc]
    related = first.duplicate_of == second.id or second.duplicate_of == first.id
    related = related or (first.duplicate_of is not None and first.duplicate_of == second.duplicate_of)
    return related and len(a.distinct_from) == len(b.distinct_from) and _rank(a) == _rank(b)


def _rank(mention: Mention) -> int:
    """Which of its article's events a mention is."""
    return sorted((mention.id, *mention.distinct_from), key=lambda m: int(m[1:])).index(mention.id)


def _reports(sides: _Sides) -> Judgement:
    """Articles on other events: the odds of their words, and what in them speaks for and against it."""
    a, b, context = sides.a, sides.b, sides.context
    if context_copy(a, b, context):
        sides.plus.append(phrase("for_copy"))
        return sides.judgement(Verdict.SAME)
    if (far := far_apart(a, b, context)) is not None:
        sides.minus.append(_pair(context, "against_date", *far))
        return sides.judgement(Verdict.DIFFERENT)
    left, right = context.profiles[a.id], context.profiles[b.id]
    plus, minus = word_evidence(Side(a, left), Side(b, right), context.documents)
    sides.plus += plus
    sides.minus += minus
    odds = pair_odds(left, right)
    if odds >= 0:
        return sides.judgement(Verdict.SAME)
    return sides.judgement(Verdict.WEAK if odds >= MAYBE_ODDS else Verdict.DIFFERENT)
