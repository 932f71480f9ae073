"""Titles of one person that differ, across articles or inside one.

Enters: documents. Leaves: one difference for a person with two titles or more. Pure. Never: one title in two wordings
(the head of a bureau and the bureau's director), or a body's name beside its own initials.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from service.records import Difference, DifferenceRelation, Document, Span, phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.names import MAX_COMPARED, cited_position
from service.text.aliases import canonical, country_of
from service.text.analysis import analyse
from service.text.folding import fold, spelling_variants
from service.text.loaded import find_loaded, load_rules
from service.text.names import find_runs

# what is no part of a title: "in place is director", "says that director"
_NO_PART = (
    r"(?!(?:is|was|are|were|be|been|has|have|had|do|does|did|will|would|could|may|might|can|not|also|a|an|the|this|that|these|those"
    r"|in|on|at|by|to|with|from|into|as|if|than|when|where|while|whether|because|since|after|before|until|who|whom|whose"
    r"|which|what|but|or|so|then|now|says?|said|saying|told|tells?|calls?|called|asks?|asked|made|makes|named|names)\b)"
)
_HEAD = r"(?:chief|leader|head|director|spokesman|spokeswoman|chairman|commander|minister|president|secretary)"
TITLE_BEFORE = re.compile(
    rf"((?:[A-Z][\w’'-]*\s|(?:and|of|for)\s(?=[A-Z])|(?:\b{_NO_PART}[a-z-]+\s){{0,3}}{_HEAD}\s){{1,7}})$"
)
TITLE_AFTER = re.compile(
    r"^,\s((?:the\s)?(?:head|director|chief|chairman|leader|president|chairwoman|secretary|founder|chief executive"
    r"|member)\sof\s[^,.;]{3,70}?)(?=,|\.|;|\sand\s(?:his|her|their)\b|$)"
)
ROLE = re.compile(
    r"(?i)\b(?:head|director|chief|chairman|chairwoman|leader|president|minister|secretary|spokesman|commander|chair|premier|ceo|founder)\b"
)
TITLE_CHARS = 300  # before a name; no title is longer


def title_differences(documents: Sequence[Document]) -> list[Difference]:
    """One person with more than one title, across articles or inside one."""
    texts = {d.id: d for d in documents}
    titles: dict[str, list[tuple[str, Span]]] = {}
    labels: dict[str, Span] = {}
    by_surname: dict[str, list[str]] = {}
    for document in documents:
        analysis = analyse(document.text)
        for line, role in zip(analysis.lines, analysis.roles, strict=True):
            if role != "body":
                continue
            for run in find_runs(line.text, analysis.known):
                if run.kind != "person" or " " not in run.text:
                    continue
                key = _person_key(run.text, by_surname)
                labels.setdefault(key, Span(doc=document.id, start=line.offset + run.start, end=line.offset + run.end))
                for start, end in _titles(line.text, run.start, run.end):
                    if key not in titles:
                        by_surname.setdefault(key.split()[-1], []).append(key)
                    rows = titles.setdefault(key, [])
                    if len(rows) < MAX_COMPARED:
                        span = Span(doc=document.id, start=line.offset + start, end=line.offset + end)
                        rows.append((line.text[start:end], span))
    found = []
    for key, rows in titles.items():
        groups = _distinct_titles(rows)
        if len(groups) >= 2:
            label_cite = cite(texts, labels[key])
            positions = [cited_position(texts, spans, fold(text)) for text, spans in groups]
            found.append(
                make(
                    "E0",
                    phrase("diff_title", (label_cite,), label=label_cite.quote),
                    DifferenceRelation.UNDECIDED,
                    positions,
                    "note_title",
                )
            )
    return found


def _person_key(name: str, by_surname: Mapping[str, Sequence[str]]) -> str:
    folded = fold(name)
    near = by_surname.get((folded.split() or [""])[-1], ())[:MAX_COMPARED]
    return next((k for k in near if k == folded or spelling_variants(k, folded)), folded)


def _titles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    first = max(0, start - TITLE_CHARS)
    before = TITLE_BEFORE.search(text[first:start])
    if before and ROLE.search(before.group(1)):
        found.append((first + before.start(1), first + before.start(1) + len(before.group(1).rstrip())))
    after = TITLE_AFTER.match(text[end:])
    if after:
        found.append((end + after.start(1), end + after.end(1)))
    return found


def _distinct_titles(rows: Sequence[tuple[str, Span]]) -> list[tuple[str, list[Span]]]:
    """Titles that share no head and body.

    "head of the port office" and "port office director" are one where the organisation is the same.
    """
    groups: list[list[tuple[str, Span]]] = []
    for text, span in sorted(
        (r for r in rows if _core(r[0])), key=lambda r: (fold(r[0]), int(r[1].doc[1:]), r[1].start)
    ):
        homes = [g for g in groups if any(_same_title(t, text) for t, _ in g)]
        joined = [row for g in homes for row in g] + [(text, span)]
        groups = [g for g in groups if g not in homes] + [joined]
    found = []
    for group in groups:
        first = {s.doc: (t, s) for t, s in sorted(group, key=lambda r: (-int(r[1].doc[1:]), -r[1].start))}
        spans = sorted(first.values(), key=lambda r: (int(r[1].doc[1:]), r[1].start))
        found.append((spans[0][0], [s for _, s in spans]))
    return sorted(found, key=lambda g: (int(g[1][0].doc[1:]), g[1][0].start))


GENERIC = frozenset(
    (
        "the of head director chief leader chairman group group's group’s s council bureau committee party office "
        "organization organisation ministry political movement"
    ).split()
)


@lru_cache(maxsize=4_096)
def _core(title: str) -> frozenset[str]:
    """What tells a title from others: its words without loaded labels and without those that any title may have."""
    for hit in reversed(find_loaded(title, load_rules())):
        title = title[: hit.start] + title[hit.end :]
    words = (fold(w) for w in re.findall(r"[\w’'-]+", title))
    return frozenset(canonical(country_of(w.capitalize()) or w) for w in words) - GENERIC


def _initials(short: str, full: str) -> bool:
    """A word of the one is made of the first letters of words of the other: RNC, Republican National Committee."""
    letters = "".join(word[0] for word in re.findall(r"[A-Z][\w’'-]*", full))
    return any(word in letters for word in re.findall(r"\b[A-Z]{2,}\b", short))


def _same_title(a: str, b: str) -> bool:
    if _initials(a, b) or _initials(b, a):
        return True
    left, right = _core(a), _core(b)
    return len(left & right) / min(len(left), len(right)) > 0.5
