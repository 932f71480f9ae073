"""Names that sources spell or title differently. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Phrase, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.text.aliases import canonical, country_of, is_alias
from service.text.analysis import analyse
from service.text.folding import edit_distance, fold, spelling_variants, variant_key
from service.text.loaded import find_loaded, load_rules
from service.text.names import find_runs

TITLE_BEFORE = re.compile(
    r"((?:[A-Z][\w’'-]*\s|(?:and|of|for)\s(?=[A-Z])|(?:[a-z-]+\s){0,3}(?:chief|leader|head|director|spokesman|spokeswoman|chairman|commander|minister|president|secretary)\s){1,7})$"
)
TITLE_AFTER = re.compile(
    r"^,\s((?:the\s)?(?:head|director|chief|chairman|leader|president|chairwoman|secretary|founder|chief executive"
    r"|member)\sof\s[^,.;]{3,70}?)(?=,|\.|;|\sand\s(?:his|her|their)\b|$)"
)
ROLE = re.compile(
    r"(?i)\b(?:head|director|chief|chairman|chairwoman|leader|president|minister|secretary|spokesman|commander|chair|premier|ceo|founder)\b"
)


TITLE_CHARS = 300  # before a name; no title is longer
# Names and titles that are compared one by one; more of them under one key is no article but an attack on time.
MAX_COMPARED = 200


class _Named(NamedTuple):
    span: Span
    text: str
    kind: str


def _occurrences(document: Document) -> list[_Named]:
    analysis = analyse(document.text)
    found = []
    for line, role in zip(analysis.lines, analysis.roles, strict=True):
        if role != "body":
            continue
        for run in find_runs(line.text, analysis.known):
            span = Span(doc=document.id, start=line.offset + run.start, end=line.offset + run.end)
            found.append(_Named(span, run.text, run.kind))
    return found


def _cited_position(documents: dict[str, Document], spans: Sequence[Span], normal: str) -> Position:
    cited = tuple(cite(documents, s) for s in spans)
    return Position(
        value=slice_phrase(cited[0]), normal=normal, sources=tuple(dict.fromkeys(s.doc for s in spans)), citations=cited
    )


def spelling_differences(documents: Sequence[Document]) -> list[Difference]:
    """One name in two spellings: the same when folded, transliterated alike, or aliases of one another."""
    texts = {d.id: d for d in documents}
    first: dict[str, dict[str, Span]] = {}
    for document in documents:
        for named in _occurrences(document):
            first.setdefault(named.text, {}).setdefault(document.id, named.span)
    found = []
    for group in [*_grouped(first), *_bare(first)]:
        by_doc = [tuple(first[name].values()) for name in group]
        if len(group) < 2 or len({s.doc for spans in by_doc for s in spans}) < 2:
            continue
        positions = [_cited_position(texts, spans, canonical(name)) for name, spans in zip(group, by_doc, strict=True)]
        label = phrase("diff_spelling", (positions[0].citations[0],), label=group[0])
        found.append(_made("E0", label, DifferenceRelation.SPELLING, positions))
    return _without_parts(found)


def _bare(first: Mapping[str, Mapping[str, Span]]) -> list[list[str]]:
    """A surname that stands alone and is nobody's, beside the one full name whose surname it is a spelling of."""
    full = [name for name in first if " " in name]
    surnames = {fold(name).split()[-1] for name in full}
    by_initial: dict[str, list[str]] = defaultdict(list)
    for name in full:
        by_initial[fold(name).split()[-1][:1]].append(name)
    found = []
    for name, places in first.items():
        folded = fold(name)
        if " " in name or len(folded) < 5 or folded in surnames or country_of(name) or is_alias(name):
            continue
        near = [
            other
            for other in by_initial[folded[:1]][:MAX_COMPARED]
            if edit_distance(folded, fold(other).split()[-1], 1) == 1
            and spelling_variants(folded, fold(other).split()[-1])
            and not set(first[other]) & set(places)
        ]
        if len({fold(other) for other in near}) == 1:
            found.append([near[0], name])
    return found


def _grouped(names: Iterable[str]) -> list[list[str]]:
    """Names that are variants of one another, each in the first group that has one; others stand alone.

    Only groups that share a key are compared: of a thousand names no two need to be.
    """
    groups: list[list[str]] = []
    by_key: dict[object, list[int]] = defaultdict(list)
    for name in names:
        keys = {fold(name), variant_key(name), ("alias", canonical(name)), _first_and_initial(name)}
        near = sorted({g for key in keys for g in by_key.get(key, ())[:MAX_COMPARED]})
        home = next((g for g in near if any(_is_variant(name, other) for other in groups[g])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(name)
        for key in keys:
            if home not in by_key[key][-1:]:
                by_key[key].append(home)
    return groups


def _is_variant(a: str, b: str) -> bool:
    if a == b:
        return False
    if fold(a) == fold(b):
        return a.casefold().replace("’", "'") != b.casefold().replace("’", "'")
    if is_alias(a) and is_alias(b) and canonical(a) == canonical(b) and len(a) > 3 and len(b) > 3:
        return a not in b and b not in a and country_of(a) is None and country_of(b) is None
    if " " not in a or " " not in b or len(a.split()) != len(b.split()):
        return False
    return spelling_variants(a, b) or _one_letter_off(a, b)


def _first_and_initial(name: str) -> tuple[str, str]:
    parts = fold(name).split()
    return ("full", f"{parts[0]} {parts[-1][0]}") if len(parts) > 1 else ("", fold(name))


# letters that some write with a mark and others as two
_AS_TWO = str.maketrans(
    {"å": "aa", "Å": "Aa", "ø": "oe", "Ø": "Oe", "ö": "oe", "Ö": "Oe", "ü": "ue", "Ü": "Ue", "ä": "ae", "Ä": "Ae"}
)


def _one_letter_off(a: str, b: str) -> bool:
    """One first name, and surnames a letter or two apart; or a letter with its mark written as two."""
    if fold(a.translate(_AS_TWO)) == fold(b.translate(_AS_TWO)):
        return True
    one, two = fold(a).split(), fold(b).split()
    if one[:-1] != two[:-1]:
        return False
    if one[-1].rstrip("s") == two[-1].rstrip("s"):
        return False  # a plural
    short = min(len(one[-1]), len(two[-1]))
    allowed = 2 if short >= 7 else 1 if short >= 5 else 0
    return allowed > 0 and edit_distance(one[-1], two[-1], allowed) <= allowed


def _without_parts(found: list[Difference]) -> list[Difference]:
    """Leave out a surname's difference where a full name shows the same one."""
    full = [{p.value.text for p in d.positions} for d in found]
    kept = []
    for n, difference in enumerate(found):
        mine = full[n]
        shown = any(
            n != m and all(any(v != w and w.endswith(f" {v}") for w in other) for v in mine)
            for m, other in enumerate(full)
        )
        if not shown:
            kept.append(difference)
    return kept


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
            positions = [_cited_position(texts, spans, fold(text)) for text, spans in groups]
            found.append(
                _made(
                    "E0",
                    phrase("diff_title", (label_cite,), label=label_cite.quote),
                    DifferenceRelation.WORDING,
                    positions,
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


def _same_title(a: str, b: str) -> bool:
    left, right = _core(a), _core(b)
    return len(left & right) / min(len(left), len(right)) > 0.5


def _made(event: str, attribute: Phrase, relation: DifferenceRelation, positions: Sequence[Position]) -> Difference:
    note = "note_spelling" if relation == DifferenceRelation.SPELLING else "note_wording"
    return Difference(
        id="D0", event=event, attribute=attribute, relation=relation, positions=tuple(positions), note=phrase(note)
    )
