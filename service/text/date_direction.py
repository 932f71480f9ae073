"""Whether a weekday, a month, a day without a year or a weekend lies behind or ahead of publication.

In: a sentence and its time expressions. Out: the same expressions, each with its way, or none where tense and modality
of the clause do not decide it. Pure. Never: a parse, or a guess: a clause that no rule knows leaves the time open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.text.clauses import Token, tokenize
from service.text.date_resolution import AHEAD, BACK, TimeExpr
from service.text.date_verb_groups import BE_THEN, DAY_OFFSETS_BACK, OPEN, VerbGroups
from service.text.date_verbs import HAPPENINGS, PLANNING, REPORTING
from service.text.reporting_verbs import PREPOSITIONS

CLAUSE_OPENERS = frozenset(
    "that which who whom whose where when while because although though if unless whether after before as until since "
    "so than what how why following".split()
)
PHRASE_OPENERS = frozenset("after before as until since than following".split())
# a clause or phrase that these open says nothing of the times outside it
ASIDES = CLAUSE_OPENERS | {"despite", "with"}
# A longer text, or one with more times, is no sentence: its times stay open, and it costs no time.
MAX_CHARS, MAX_TIMES = 2000, 24
JOINERS = frozenset({"and", "but", "or"})
FOLLOWED = re.compile(r",? (?:to be )?followed (?:\w+ )?by\b[^;:]*$")
# "every Monday", "the Monday", "a Monday": no Monday in particular, or one that another sentence fixes
NO_DAY_BEFORE = frozenset(
    "every each a an one following previous same the that another any most some next preceding".split()
)
DATELINE = re.compile(r"[^a-z]*(?:[A-Z][\w.’'-]*[ ,]+|\([A-Z][\w ]*\)[ ,]*|/[ ]?)*$")
BEHIND_DATELINE = re.compile(r"\)?:?\s(?:[-–—]{1,2})\s|\s?\([A-Z][\w .]{1,30}\)\s?[-–—]")


def needs_way(date: TimeExpr) -> bool:
    """True where the words leave open on which side of publication the time lies."""
    return date.deictic and (
        date.kind == "weekday" or date.normal.startswith(("--", "month:")) or date.normal == "relative:weekend"
    )


def with_ways(text: str, dates: Sequence[TimeExpr]) -> tuple[TimeExpr, ...]:
    """The time expressions of one sentence, with the way of each that needs one."""
    if len(text) > MAX_CHARS or len(dates) > MAX_TIMES or not any(needs_way(d) for d in dates):
        return tuple(dates)
    words = _tokens(text)
    found: list[TimeExpr] = []
    for date in dates:
        way = _Clause(text, words, date, dates).way() if needs_way(date) else OPEN
        if found and way and needs_way(found[-1]) and FOLLOWED.search(text[found[-1].end : date.start]):
            way = found[-1].way  # a participle: the clause before says when
        found.append(date._replace(way=way, told=_told(date, dates, words) if way == AHEAD else ""))
    return tuple(found)


@lru_cache(maxsize=256)
def _tokens(text: str) -> list[Token]:
    return tokenize(text)


def _told(date: TimeExpr, dates: Sequence[TimeExpr], words: Sequence[Token]) -> str:
    """The weekday on which something was said to lie ahead: "said on Monday it would open on Friday"."""
    if all(t.low != "would" for t in words):
        return ""
    earlier = [d for d in dates if d.end <= date.start and (d.kind == "weekday" or d.normal in DAY_OFFSETS_BACK)]
    return earlier[-1].normal if earlier else ""


class _Clause(VerbGroups):
    """One time expression among the words of its sentence."""

    def way(self) -> str:
        """Behind, ahead, or open."""
        date, normal = self.date, self.date.normal
        if self.words and self.words[self.first].quoted:
            return OPEN  # whoever is quoted spoke at another time
        if normal.startswith("month:") and normal.count(":") > 1:
            return BACK if ":last:" in normal else AHEAD if ":next:" in normal else OPEN
        if date.kind == "weekday" and normal.split(":")[1] in ("last", "next"):
            return BACK if normal.split(":")[1] == "last" else OPEN
        if date.text.lower().startswith("earlier") or "past weekend" in date.text.lower():
            return BACK
        if self._dateline():
            return BACK
        if self._named() or self._framed():
            return OPEN
        return self._by_preposition(self._by_verb())

    def _dateline(self) -> bool:
        """The day of writing, as in "PORT NAME, Monday – ..."."""
        head = self.text[: self.date.start]
        return len(head) < 60 and bool(DATELINE.fullmatch(head) and BEHIND_DATELINE.match(self.text[self.date.end :]))

    def _named(self) -> bool:
        """A day that is a name or none in particular: "the Oct. 7 attack", "every Friday", "Saturday week"."""
        before, after = self.low(self.first - 1), self.low(self.last + 1)
        yearless = self.date.normal.startswith("--")
        if after in {"week", "fortnight"} or (before == "on" and self.low(self.first - 2) in {"week", "fortnight"}):
            return True
        if before in NO_DAY_BEFORE and self.date.normal != "relative:weekend":
            return True
        if self.date.kind == "weekday" and after == "of":
            return True
        return yearless and (
            before in {"of", "since"} or bool(re.match(r" [a-z]{4,}(?<!ing)\b(?! (?:to|by|in|at)\b)", self._tail()))
        )

    def _tail(self) -> str:
        tail = self.text[self.date.end :]
        word = re.match(r" ([a-z]+)", tail)
        return "" if word and (word[1] in CLAUSE_OPENERS | PREPOSITIONS | JOINERS or word[1].endswith("ly")) else tail

    def _framed(self) -> bool:
        """A month or day behind a year or "two years ago": it may be one of that time."""
        if self.date.kind == "weekday" or self.date.normal == "relative:weekend":
            return False
        return any(
            d.end <= self.date.start
            and (re.match(r"\d{4}", d.normal) or "year" in d.normal or "decade" in d.normal or d.anaphoric)
            for d in self.dates
        )

    def _by_preposition(self, way: str) -> str:
        prep = "" if self.possessive else self.date.prep
        if prep == "since":
            return OPEN if way == AHEAD else BACK
        if prep in {"by", "until", "till", "before", "through", "to", "from", "for", "between"} and way == BACK:
            return BACK if prep == "by" and self._completed() else OPEN
        if prep == "after" and way == AHEAD:
            return OPEN
        if self.possessive and way == AHEAD:
            return OPEN  # "will discuss Monday's attack"
        noun = self.low(self.first - 2) if prep else self.low(self.first - 1)
        return OPEN if way == AHEAD and noun in HAPPENINGS else way

    def _completed(self) -> bool:
        """Done when the day came, as in "By Friday some had returned"."""
        return "had" in {t.low for t in self.words[self.last : self.last + 24]}

    def _by_verb(self) -> str:
        start = self.first - 1 if self.date.prep and self.low(self.first - 1) == self.date.prep else self.first
        while self.low(start - 1) in {"late", "early", "shortly", "only", "again", "earlier", "later"}:
            start -= 1
        head = start - 1
        opens = head < 0 or self.is_mark(head) or self.low(head) in CLAUSE_OPENERS | JOINERS
        inner = (
            self.is_mark(head)
            and head >= 0
            and (self.is_mark(self.last + 1) or self.low(self.last + 1) in PREPOSITIONS)
        )
        if opens and not inner and (way := self._rightward(start, adverbial=True)) is not None:
            return way
        found = self._leftward(head)
        if found is not None:
            return found
        if not opens and (way := self._rightward(start, adverbial=False)) is not None:
            return way
        return self._wider(head)

    def _leftward(self, i: int) -> str | None:
        """The nearest verb to the left in the same part of the sentence; None: there is none."""
        if self.is_mark(i) and i >= 0 and self.words[i].mark == ",":
            i -= 1
        crossed: set[str] = set()
        while i >= 0 and not self.words[i].mark and self.low(i) not in CLAUSE_OPENERS - PHRASE_OPENERS:
            if (way := self.at(i)) is not None:
                # "will resume after the vote on Friday", "met before the vote on Friday"
                open_side = crossed & ({"after", "following"} if way == AHEAD else {"before", "until"})
                return OPEN if open_side or self._done_for(i) or self._other_time(i) else way
            crossed.add(self.low(i))
            i -= 1
        return None

    def _done_for(self, i: int) -> bool:
        """What was done for a purpose: "after voting to override on Wednesday"."""
        if self.low(i) != "to":
            return False
        for j in range(i - 1, max(-1, i - 7), -1):
            if self.is_mark(j):
                break
            if self.low(j) in {"after", "following"}:
                return True
        return False

    def _wider(self, i: int) -> str:
        """The nearest verb further left, past asides."""
        segment_end = i
        while i >= 0:
            while i >= 0 and not (self.words[i].mark or self.low(i) in CLAUSE_OPENERS):
                i -= 1
            opener = self.low(i) if i >= 0 else ""
            if opener in CLAUSE_OPENERS - PHRASE_OPENERS and segment_end > i:
                return OPEN  # a clause of its own, whose verb no list holds
            aside = opener in ASIDES or self.low(i + 1) in ASIDES
            if i >= 0 and self.words[i].mark not in {"", ",", '"', "“", "”"}:
                return OPEN
            if segment_end - i > 0 and not aside:
                for at in range(segment_end, i, -1):
                    if (way := self.at(at)) is not None:
                        return OPEN if self._other_time(at) else way
            i -= 1
            segment_end = i
        return self._behind_aside()

    def _behind_aside(self) -> str:
        """The verb behind "..., speaking in Oslo on Monday, said"."""
        start = self.first
        while start > 0 and not self.words[start - 1].mark:
            start -= 1
        end = self.last + 1
        if not self.low(start).endswith("ing") or end >= len(self.words) or self.words[end].mark != ",":
            return OPEN
        found = (self.at(i, rightward=True) for i in range(end + 1, min(end + 12, len(self.words))))
        return BACK if next((way for way in found if way is not None), OPEN) == BACK else OPEN

    def _rightward(self, start: int, *, adverbial: bool) -> str | None:
        """The first verb behind a time at the head of its clause, or of the noun phrase that it belongs to."""
        i = self.last + 1
        if self.possessive and self.low(i) == "s":
            i += 1
        if adverbial and not self.is_mark(i - 1) and i < len(self.words) and self.words[i].mark == ",":
            i += 1
        begin = i
        while i < len(self.words) and not self.words[i].mark and self.low(i) not in CLAUSE_OPENERS and i - begin < 24:
            if not adverbial and self.low(i) == "to":
                return None  # "in Oslo on Monday to discuss": what for, and no verb of the time
            if (way := self.at(i, rightward=True)) is not None:
                spoken = self.low(i) in REPORTING and i + 1 < len(self.words) and self.words[i + 1].mark == ","
                if spoken or (self.low(i) in REPORTING and start == 0 and self._speaks_of_ahead(i)):
                    return OPEN
                passive = self.low(i) in BE_THEN or self.low(i) == "had"
                if not adverbial and (way == AHEAD or (passive and self.verb_end(i) in PLANNING)):
                    return OPEN
                return way
            i += 1
        return None

    def _speaks_of_ahead(self, i: int) -> bool:
        """Whether "On Monday, X said the bridge will open" leaves open what was on Monday."""
        if self.low(i + 1) == "that":
            return False
        return any(t.low in {"will", "would", "to"} for t in self.words[i + 1 : i + 16])

    def _other_time(self, i: int) -> bool:
        """Another day stands between the verb and this one, and is the verb's own."""
        for other in self.dates:
            if other is self.date or not self.words[i].end <= other.start < self.date.start:
                continue
            between = self.text[other.end : self.date.start]
            joined = re.fullmatch(
                r"(?:,? (?:and|or|to|until)(?: (?:on|in|again on))? |[-–, ]+(?:(?:on|in) )?)", between
            )
            if other.precision != "time" and other.kind != "vague" and not joined:
                return True
        return False
