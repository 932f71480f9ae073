"""What a verb group says of a time in its clause: behind publication, ahead of it, or nothing.

In: the words of a sentence and the index of one. Out: a way, or None where the word is no verb that the lists know.
Pure. Never: a parse; only a few words on each side of a verb are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.text.clauses import Token
from service.text.date_patterns import SMALL_NUMBERS
from service.text.date_resolution import AHEAD, BACK, DAY_OFFSETS, TimeExpr
from service.text.date_verbs import (
    ADVERBS_BETWEEN,
    BASES,
    BEGINNINGS,
    CLAUSAL,
    DECLARED_AHEAD,
    DECLINED,
    DETERMINERS,
    DONE_WITH_TO,
    HOMOGRAPHS,
    INTENTS,
    IRREGULAR_PAST,
    MODALS_AHEAD,
    MODALS_OPEN,
    NO_VERBS,
    PARTICIPLES,
    PERSONS,
    PLACES_BEHIND_TO,
    PLANNING,
    PRESENT,
    REPORTING,
    SAYING,
    SCHEDULED,
    TAKES,
    TIME_PREPOSITIONS,
)
from service.text.reporting_verbs import PREPOSITIONS

OPEN = ""
BE_NOW = frozenset({"is", "are", "'s", "'re"})
BE_THEN = frozenset({"was", "were", "wasn't", "weren't"})
DAY_OFFSETS_BACK = frozenset(f"relative:{word}" for word, offset in DAY_OFFSETS.items() if offset < 0)


class VerbGroups:
    """The verbs of a sentence, read for one of its time expressions."""

    def __init__(self, text: str, words: list[Token], date: TimeExpr, dates: Sequence[TimeExpr]) -> None:
        self.text, self.words, self.date, self.dates = text, words, date, dates
        inside = [i for i, t in enumerate(words) if t.start < date.end and date.start < t.end]
        self.first = min(inside, default=0)
        self.last = max(inside, default=0)
        self.possessive = text[date.end : date.end + 2] in {"’s", "'s", "s’", "s'"}

    def low(self, i: int) -> str:
        """The casefolded word at `i`; empty for a mark and outside the sentence."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def is_mark(self, i: int) -> bool:
        """True for a mark, and outside the sentence."""
        return not 0 <= i < len(self.words) or bool(self.words[i].mark)

    def verb_end(self, i: int) -> str:
        """The last word of the verb group that begins at `i`."""
        while self.low(i + 1) in ADVERBS_BETWEEN | {"been", "being"} or self._is_past(i + 1):
            i += 1
        return self.low(i)

    def _is_past(self, i: int) -> bool:
        if self.is_mark(i):
            return False
        word, low = self.words[i].word, self.low(i)
        if word[:1].isupper() and i > 0:
            return False
        return low in IRREGULAR_PAST | PARTICIPLES or (low.endswith("ed") and len(low) > 3 and low not in NO_VERBS)

    def _attributive(self, i: int) -> bool:
        """No verb, as in "the planned strike" and "two injured men"."""
        at = i - 1
        while self.low(at).endswith("ly") or (at < i - 1 and self.low(at) in ADVERBS_BETWEEN):
            at -= 1
        before, after = self.low(at), self.low(i + 1)
        if self.low(i) in HOMOGRAPHS:
            return before in DETERMINERS or before in PREPOSITIONS
        if not self.low(i).endswith("ed") or self.is_mark(i + 1) or after in PREPOSITIONS | DETERMINERS:
            return False
        return before in DETERMINERS or before.isdigit()

    def at(self, i: int, *, rightward: bool = False) -> str | None:
        """What the word at `i` says of the time; None where it is no verb."""
        low, after = self.low(i), self.low(i + 1)
        if self.is_mark(i) or self.words[i].quoted:
            return None
        if self.words[i].word[0].isupper() and i > 0:
            return None  # "in May on Friday", "the Must See Gallery"
        if low in PERSONS and not rightward:
            return OPEN  # "they meet on Monday": a verb of the present that no list holds
        if low == "to":
            return self._infinitive(i) if self._may_be_verb(i + 1) else None
        if self._is_past(i) and low not in {"been", "had"} | BE_THEN:
            if self._attributive(i):
                return OPEN if low in SCHEDULED else None
            return self._past(i, rightward=rightward)
        if low in MODALS_AHEAD:
            return self._modal(i)
        if low == "would":
            return self._would(i)
        if low in MODALS_OPEN or low in PRESENT or self._transitive(i):
            return OPEN
        if low in BASES and not set(self._chain(i)) & (MODALS_AHEAD | MODALS_OPEN | {"to", "would", "did", "didn't"}):
            return OPEN
        return self._auxiliary(i, low, after, rightward=rightward)

    def _transitive(self, i: int) -> bool:
        """A verb of the present: a form in -s with an object, as in "sells its branches"."""
        low, after = self.low(i), self.low(i + 1)
        plain = low.endswith("s") and not low.endswith(("ss", "us", "'s")) and low not in {"is", "has", "was"}
        return plain and after in DETERMINERS - {"no", "that"} and self.low(i - 1) not in PREPOSITIONS

    def _auxiliary(self, i: int, low: str, after: str, *, rightward: bool) -> str | None:
        if low in BEGINNINGS or (low == "takes" and after in TAKES):
            return AHEAD
        if low in INTENTS - {"has", "have"} and after == "to":
            return AHEAD
        if low in {"has", "have"}:
            return AHEAD if after == "to" else self._perfect(i)
        if low in BE_THEN or low == "had":
            if after == "to" or self._next_word(i) in SCHEDULED:
                return BACK if low == "had" and after == "to" else OPEN
            return BACK
        if low in BE_NOW and (low != "'s"):
            following = self._next_word(i)
            ahead = following == "to" or following in SCHEDULED or following.endswith("ing") or i + 1 >= self.first - 1
            return AHEAD if (ahead and not rightward) or following in SCHEDULED | {"to"} else OPEN
        return None

    def _perfect(self, i: int) -> str:
        at = i + 1
        while self.low(at) in ADVERBS_BETWEEN or (self.low(at).endswith("ly") and len(self.low(at)) > 4):
            at += 1
        return BACK if self._is_past(at) or self.low(at) in {"been", "become", "come", "run", "had"} else OPEN

    def _next_word(self, i: int) -> str:
        at = i + 1
        while self.low(at) in (ADVERBS_BETWEEN | {"been"}) - SCHEDULED or (
            self.low(at).endswith("ly") and len(self.low(at)) > 4
        ):
            at += 1
        return self.low(at)

    def _modal(self, i: int) -> str:
        chain = [self.low(i + n) for n in range(1, 4)]
        if "have" in chain and self.low(i) not in {"will", "shall", "won't"}:
            return OPEN
        return AHEAD

    def _would(self, i: int) -> str:
        """Ahead only as what somebody said: "said it would open on Friday", never "would have opened"."""
        if "have" in [self.low(i + n) for n in range(1, 4)]:
            return OPEN
        spoken = any(t.low in REPORTING and not t.quoted for t in self.words)
        times = [d for d in self.dates if d.end <= self.words[i].start and d.precision != "time" and d.kind != "vague"]
        told = all(d.kind == "weekday" or d.normal in DAY_OFFSETS_BACK for d in times)
        return AHEAD if spoken and told else OPEN

    def _chain(self, i: int) -> list[str]:
        """Auxiliaries and adverbs to the left of `i`, nearest first."""
        found = []
        i -= 1
        while i >= 0 and not self.words[i].mark:
            low = self.low(i)
            auxiliary = low in BE_NOW | BE_THEN | MODALS_AHEAD | MODALS_OPEN | {
                "be",
                "been",
                "being",
                "have",
                "has",
                "had",
            }
            auxiliary = auxiliary or low in {"would", "to", "get", "gets", "got", "did", "didn't", "does", "do"}
            if not auxiliary and low not in ADVERBS_BETWEEN | SCHEDULED and not (low.endswith("ly") and len(low) > 4):
                break
            found.append(low)
            i -= 1
        return found

    def _past(self, i: int, *, rightward: bool) -> str:
        """A past form or participle with what stands before it."""
        chain = self._chain(i)
        aux = set(chain)
        if "to" in aux:
            at = i
            while self.low(at) != "to":
                at -= 1
            return self._infinitive(at)
        if aux & MODALS_AHEAD:
            return self._modal(i - 1 - next(n for n, word in enumerate(chain) if word in MODALS_AHEAD))
        if "would" in aux:
            return self._would(i - 1 - chain.index("would"))
        if aux & MODALS_OPEN:
            return OPEN
        return self._finite(i, aux, rightward=rightward)

    def _finite(self, i: int, aux: set[str], *, rightward: bool) -> str:
        """A past form or participle that no modal and no infinitive governs."""
        low, touches = self.low(i), self._touches(i)
        scheduled = low in SCHEDULED
        if aux & (BE_THEN | {"been", "had", "got"}):
            return OPEN if scheduled or (low in PLANNING and not touches) else BACK
        if aux & (BE_NOW | {"be"}):
            return AHEAD if scheduled and not {"have", "has"} & aux else OPEN
        if scheduled:
            return OPEN
        inverted = i > 0 and bool(self.words[i - 1].mark)
        clause = (low in CLAUSAL and not touches and not inverted) or (low == "told" and self._has_clause(i))
        planned = (low in PLANNING or (low == "declared" and self._declares_ahead(i))) and not touches
        return OPEN if (planned or clause) and not rightward else BACK

    def _declares_ahead(self, i: int) -> bool:
        """What was declared may lie on the day that is named: "declared a holiday on Friday"."""
        return any(self.low(n) in DECLARED_AHEAD for n in range(i + 1, self.first))

    def _has_clause(self, i: int) -> bool:
        """What was told follows without "that", as in "told reporters the shops open on Friday"."""
        rest = range(i + 2, self.first)
        return any(self.low(n) in DETERMINERS and self.low(n - 1) not in PREPOSITIONS for n in rest)

    def _touches(self, i: int) -> bool:
        """The time phrase follows at once, or behind "in a statement" and the like."""
        at = i + 1
        prep = self.date.prep
        if prep and prep not in {"on", "in", "at", "over", "during"}:
            return False
        stop = self.first - (1 if prep else 0)
        if at < stop and self.low(at) in {"in", "at", "by", "to", "during", "after"}:
            return stop - at < 9
        while at < stop and self.low(at) in TIME_PREPOSITIONS | ADVERBS_BETWEEN | {"a", "p", "m", "a.m", "p.m"}:
            at += 1
        return at >= stop

    def _may_be_verb(self, i: int) -> bool:
        word, low = ("", "") if self.is_mark(i) else (self.words[i].word, self.low(i))
        if not word or not word[0].islower() or low in DETERMINERS | PREPOSITIONS | PLACES_BEHIND_TO:
            return False
        if low in SMALL_NUMBERS:
            return False  # "rose to five"
        return not (low.endswith("s") and not low.endswith(("ss", "us"))) and not low.endswith("ing")

    def _infinitive(self, i: int) -> str:
        """What "to" at `i`, before a verb, says: plans and duties lie ahead; what was meant to be decides nothing."""
        at = i - 1
        while self.low(at) in {"not", "also", "now", "still"}:
            at -= 1
        prev, chain = self.low(at), set(self._chain(at))
        if (
            any(t.low in {"will", "shall"} for t in self.words[max(0, i - 8) : i] if not t.mark)
            and prev not in DECLINED
        ):
            return AHEAD
        if prev in BE_NOW or (prev in SCHEDULED and chain & BE_NOW and not chain & BE_THEN):
            return AHEAD
        if prev in {"planning", "hoping", "preparing", "intending", "going"}:
            return AHEAD if chain & BE_NOW else OPEN
        if prev in INTENTS:
            return AHEAD
        if prev in DONE_WITH_TO or (prev in DECLINED and self.low(i + 1) in SAYING):
            return BACK
        return OPEN
