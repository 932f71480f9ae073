"""Names that sources spell differently.

Enters: documents. Leaves: one difference for a name with two spellings or more. Pure. Never: a land and its people, a
body and its initials, two names of one article that are alike but not the same letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.text.aliases import canonical, country_of, is_alias
from service.text.analysis import analyse
from service.text.folding import edit_distance, fold, spelling_variants, variant_key
from service.text.name_words import ROLE_NOUNS, TITLES
from service.text.names import find_runs

# Names and titles that are compared one by one; more of them under one key is no article but an attack on time.
MAX_COMPARED = 200
OFFICES = (
    TITLES
    | ROLE_NOUNS
    | frozenset(
        """clerk treasurer councillor councilman councilwoman alderman admiral brigadier colonel commander commodore
    constable corporal inspector lieutenant major marshal sergeant superintendent""".split()
    )
)
DERIVED = ("n", "an", "ian", "ic", "s", "ese", "ish", "i")


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
            found.append(_bare_person(_Named(span, run.text, run.kind)))
    return found


def _bare_person(named: _Named) -> _Named:
    """First name and surname of a person whose office stands in the same run of capitals: "County Clerk Ada Holm"."""
    parts = named.text.split(" ")
    lead = parts[:-2]
    if not lead or fold(lead[-1]) not in OFFICES:
        return named
    cut = len(" ".join(lead)) + 1
    span = named.span.model_copy(update={"start": named.span.start + cut})
    return _Named(span, named.text[cut:], "person")


def cited_position(documents: dict[str, Document], spans: Sequence[Span], normal: str) -> Position:
    """One side: its first place as the value, all its places cited."""
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
    for alike in [*_grouped(first), *_bare(first)]:
        group = _told_apart(alike, first)
        by_doc = [tuple(first[name].values()) for name in group]
        if len(group) < 2 or len({s.doc for spans in by_doc for s in spans}) < 2:
            continue
        positions = [cited_position(texts, spans, canonical(name)) for name, spans in zip(group, by_doc, strict=True)]
        label = phrase("diff_spelling", (positions[0].citations[0],), label=group[0])
        found.append(make("E0", label, DifferenceRelation.SPELLING, positions))
    return _without_parts(found)


def _told_apart(group: list[str], first: Mapping[str, Mapping[str, Span]]) -> list[str]:
    """Without those that an article uses beside another of them, unless only marks tell the two apart.

    An article that knows both means two names: a Minority Leader and a Majority Leader.
    """
    kept: list[str] = []
    for name in sorted(group, key=lambda n: (-len(first[n]), n)):  # the same whatever the order of the articles
        if all(fold(name) == fold(other) or not set(first[name]) & set(first[other]) for other in kept):
            kept.append(name)
    return [name for name in group if name in kept]


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
        alias = ("alias", canonical(name))
        keys = {fold(name), ("letters", _joined(name)), variant_key(name), alias, _first_and_initial(name)}
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
        # a full name beside a short one ("America" and "United States") says nothing of spelling
        short = " " not in a and " " not in b and a not in b and b not in a
        return short and country_of(a) is None and country_of(b) is None
    if _joined(a) == _joined(b) and " " in a and " " in b:
        return True
    if _is_derived(a, b) or _is_derived(b, a):
        return False
    if " " not in a or " " not in b or len(a.split()) != len(b.split()):
        return False
    return spelling_variants(a, b) or _one_letter_off(a, b)


def _joined(name: str) -> str:
    """Its letters alone: Karl-Heinz and Karlheinz."""
    return fold(name).replace("-", "").replace(" ", "")


def _is_derived(a: str, b: str) -> bool:
    """The one is made from the other: Arabia and Arabian, Democrat and Democratic."""
    one, two = fold(a), fold(b)
    return any(two == f"{stem}{ending}" for stem in (one, one.removesuffix("s")) for ending in DERIVED)


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
    short, long = sorted((len(one[-1]), len(two[-1])))
    # of four letters another one makes another name (Ross, Rost), one more does not (Stal, Stahl)
    allowed = 2 if short >= 7 else 1 if short >= 5 or (short == 4 and long == 5) else 0
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
