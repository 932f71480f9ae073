"""The llm writer's part: which clusters one sentence may join, what is asked, and what an answer becomes.

Pure: requests and drafts; the pipeline makes the calls. The model sees the extractive sentences of the two clusters
(verbatim slices with their recorded edits), names their sentence ids, and never emits an offset or a quotation that
code did not look up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from service.llm import ModelReply, ModelRequest, Prompt, fence
from service.records import Check, Citation, Cluster, Document, Draft, Edit, EditKind, Relation, WrittenBy
from service.settings import Settings
from service.stages.compose.extract import attribution
from service.text.dates import find_dates
from service.text.figures import find_figures

MAX_WORDS = 72  # of both statements; a longer sentence is hard to read and to check
NEAR = 8  # sentences between the two in their article
QUOTES = re.compile(r"[“”\"«»]")
TRAILS = re.compile(
    r",\s(?:according\sto|citing)\s[^,.]+\.$|,\s[^,.]{3,60}\s(?:said|reported|confirmed)(?:\son\s[^,.]+)?(?:,[^.]+)?\.$"
)
ASIDE = re.compile(r",\s[^,.]{3,60}\s(?:said|reported|confirmed|stated),\s")
LEADS = re.compile(r"[^,]{3,60}\s(?:said|reported|stated|announced|confirmed|told)\b")
BRACKET = re.compile(r"\[[^\[\]]+\]")
SAVING = 3  # a word saved weighs as much as three words of length
ANCHOR = re.compile(r"^\s?\[(?P<anchor>[^\[\]]+)\]")
POSSESSIVE = re.compile(r"[’']s\b")


class Pair(NamedTuple):
    """Two clusters of one event and one article, with the extractive draft of each."""

    first: Draft
    second: Draft
    cluster: Cluster  # both, joined
    parts: tuple[Cluster, Cluster]

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the model sees and what the gates compare with: the same strings."""
        # one line each: a line break of the source must not begin another statement
        return (" ".join(self.first.text.split()), " ".join(self.second.text.split()))

    @property
    def ids(self) -> tuple[str, ...]:
        """The sentence ids of the two statements."""
        return tuple(c.claims[0].sentence for c in self.parts)


class _Candidate(NamedTuple):
    """A pair that may be joined, in the order in which its statements would stand."""

    cost: int
    parts: tuple[Cluster, Cluster]
    drafts: tuple[Draft, Draft]


def pair_up(drafts: Sequence[tuple[Cluster, Draft]], limit: int) -> list[Pair]:
    """At most `limit` pairs: short and near statements that share words first; a cluster is in one pair at most."""
    found = [c for n, one in enumerate(drafts) for other in drafts[n + 1 :] if (c := _candidate(*one, *other))]
    used: set[str] = set()
    pairs: list[Pair] = []
    for candidate in sorted(
        found, key=lambda c: (c.cost, c.parts[0].claims[0].span.doc, c.parts[0].claims[0].span.start)
    ):
        ids = {c.id for c in candidate.parts}
        if ids & used or len(pairs) == limit:
            continue
        used |= ids
        first, second = candidate.parts
        joined = first.model_copy(update={"claims": (*first.claims, *second.claims)})
        pairs.append(Pair(*candidate.drafts, joined, candidate.parts))
    return pairs


def _candidate(a: Cluster, x: Draft, b: Cluster, y: Draft) -> _Candidate | None:
    """The two as a pair; None where they may not be joined.

    In reading order, unless an attribution asks for the other.
    """
    if b.claims[0].span.start < a.claims[0].span.start:
        a, x, b, y = b, y, a, x
    if not _may_join(a, x, b, y):
        return None
    cost = abs(_position(a) - _position(b)) + len(x.text.split()) + len(y.text.split()) - SAVING * _shared(x, y)
    if _order(x.text, y.text) == (1, 0):
        return _Candidate(cost, (b, a), (y, x))
    return _Candidate(cost, (a, b), (x, y))


def _shared(x: Draft, y: Draft) -> int:
    """Words that a joined sentence need not repeat: the same brackets, the same opening."""
    left, right = x.text.split(), y.text.split()
    opening = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    brackets = {m.group() for m in BRACKET.finditer(x.text)} & {m.group() for m in BRACKET.finditer(y.text)}
    return max(opening, sum(len(b.split()) for b in brackets))


def _position(cluster: Cluster) -> int:
    return int(cluster.claims[0].sentence.split(".")[1])


def _may_join(a: Cluster, x: Draft, b: Cluster, y: Draft) -> bool:
    first, second = a.claims[0], b.claims[0]
    if a.event != b.event or a.event == "E0" or first.span.doc != second.span.doc:
        return False
    if a.relation != Relation.SINGLE or b.relation != Relation.SINGLE or abs(_position(a) - _position(b)) > NEAR:
        return False
    texts = (x.text, y.text)
    if any(QUOTES.search(t) or find_figures(t) for t in texts) or sum(len(t.split()) for t in texts) > MAX_WORDS:
        return False
    return _order(x.text, y.text) is not None


def _order(x: str, y: str) -> tuple[int, int] | None:
    """Which statement comes first: an attribution at the end of one, or at its head, must not reach the other."""
    if any(ASIDE.search(t) for t in (x, y)):
        return None
    for order, first, second in (((0, 1), x, y), ((1, 0), y, x)):
        if not LEADS.match(first) and not TRAILS.search(second):
            return order
    return None


def schema(ids: Sequence[str]) -> dict[str, Any]:
    """Ids as an enum, then the sentence."""
    return {
        "type": "object",
        "properties": {
            "ids": {"type": "array", "items": {"type": "string", "enum": list(ids)}},
            "sentence": {"type": "string"},
        },
        "required": ["ids", "sentence"],
        "additionalProperties": False,
    }


VETO_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"missing": {"type": "string"}, "supported": {"type": "string", "enum": ["yes", "no"]}},
    "required": ["missing", "supported"],
    "additionalProperties": False,
}


def _statements(pair: Pair, prompt: Prompt) -> str:
    lines = "\n".join(f"{i}: {t}" for i, t in zip(pair.ids, pair.evidence, strict=True))
    return fence([(pair.cluster.id, lines)], prompt.front.id).text


def compose_request(pair: Pair, prompt: Prompt, settings: Settings) -> ModelRequest:
    """The first try."""
    return prompt.request(
        {"statements": _statements(pair, prompt)},
        json_schema=schema(pair.ids),
        settings=settings,
        where=pair.cluster.id,
    )


def repair_request(pair: Pair, rejected: str, problem: Check, prompt: Prompt, settings: Settings) -> ModelRequest:
    """The second and last try, with the failing gate and its words."""
    words = f" ({', '.join(problem.words)})" if problem.words else ""
    reason = (problem.reason or problem.gate).replace("_", " ")
    values = {"statements": _statements(pair, prompt), "sentence": rejected, "problem": f"{reason}{words}"}
    return prompt.request(values, json_schema=schema(pair.ids), settings=settings, where=pair.cluster.id)


def veto_request(pair: Pair, text: str, prompt: Prompt, settings: Settings) -> ModelRequest:
    """A verdict on written text; it can only take away."""
    values = {"statements": _statements(pair, prompt), "sentence": text}
    return prompt.request(values, json_schema=VETO_SCHEMA, settings=settings, where=pair.cluster.id)


def parse_veto(reply: ModelReply, text: str) -> bool | None:
    """True: vetoed; False: not; None where the verdict contradicts its reason."""
    data = reply.data or {}
    missing = str(data.get("missing", "")).strip().strip('."').casefold()
    names_words = missing not in {"", "none", "nothing", "n/a", "no"}
    if data.get("supported") == "no":
        return True if names_words and missing in text.casefold() else None
    return None if names_words and missing in text.casefold() else False


def to_draft(pair: Pair, reply: ModelReply, written_by: WrittenBy, documents: Mapping[str, Document]) -> Draft:
    """An answer as a draft: tidy text, anchors of time put back, the slices of the named ids as support."""
    data = reply.data or {}
    named = set(data.get("ids", ()))
    text, edits = _anchored(_tidy(str(data.get("sentence", ""))), (pair.first, pair.second))
    drafts = [d for d, i in zip((pair.first, pair.second), pair.ids, strict=True) if i in named]
    citations = _citations(drafts, text)
    head = pair.cluster.claims[0]
    return Draft(
        cluster=pair.cluster.id,
        event=pair.cluster.event,
        text=text,
        claims=tuple(c for d in drafts for c in d.claims),
        citations=citations,
        edits=edits,
        attribution=attribution(head, documents[head.span.doc]),
        written_by=written_by,
    )


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip().strip('"“”').strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def _anchored(text: str, drafts: Sequence[Draft]) -> tuple[str, tuple[Edit, ...]]:
    """Each time gets the anchor that its source sentence has, as a recorded edit."""
    anchors: dict[str, Edit] = {}
    for draft in drafts:
        for edit in draft.edits:
            dates = find_dates(edit.replacement) if edit.kind == EditKind.TIME else ()
            if dates:
                anchors.setdefault(dates[0].normal, edit)
    pieces: list[str] = []
    edits: list[Edit] = []
    position = length = 0
    for date in find_dates(text):
        known = anchors.get(date.normal)
        if known is None or date.start < position:
            continue
        mark = POSSESSIVE.match(text, date.end)
        end = mark.end() if mark else date.end
        present = ANCHOR.match(text[end:])
        bracket = (
            ANCHOR.search(known.replacement[known.replacement.index(" [") :]) if " [" in known.replacement else None
        )
        if bracket is None:
            continue
        words = f"{text[date.start : end]} [{bracket['anchor']}]"
        pieces += [text[position : date.start], words]
        start = length + date.start - position
        length = start + len(words)
        edits.append(
            Edit(
                start=start,
                end=length,
                replacement=words,
                source=known.source,
                kind=EditKind.TIME,
                evidence=known.evidence,
            )
        )
        position = end + (present.end() if present else 0)
    pieces.append(text[position:])
    return "".join(pieces), tuple(edits)


def _citations(drafts: Sequence[Draft], text: str) -> tuple[Citation, ...]:
    """Support of each statement, and of its context only what the sentence still uses."""
    support = [c for d in drafts for c in d.citations if c.role == "support"]
    seen = {(c.doc, c.start, c.end) for c in support}
    words = set(re.findall(r"\w+", text.casefold()))
    covered = {w for c in support for w in re.findall(r"\w+", c.quote.casefold())}
    context = []
    for draft in drafts:
        for citation in draft.citations:
            key = (citation.doc, citation.start, citation.end)
            needed = (set(re.findall(r"\w+", citation.quote.casefold())) - covered) & words
            if citation.role == "context" and needed and key not in seen:
                seen.add(key)
                context.append(citation)
    return (*support, *context)
