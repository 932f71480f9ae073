"""Which clusters to write: every event first, then by salience and by what is not said yet.

Pure and deterministic. A focus is already in the salience; nothing below the floor is chosen, so that a narrow focus
gives a short brief instead of padding.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from service.records import Cluster
from service.text.similarity import content_tokens, idf

FLOOR = 0.28  # gain below which a sentence would only repeat
# of salience, beside what is counted: a meeting's worth is mostly in its topics, background's in its figures
WEIGHTS = {"meeting": 0.35, "report": 0.9, "background": 0.15}
EMPTY = 0.5  # a sentence on a meeting that names no participant, place, time, topic or figure
FIGURE_NOTE = re.compile(r"\bfigures?\b.*\b(?:not|cannot|include|differentiate|verified|distinguish)\b", re.I)
BACKGROUND_SHARE = 0.25  # of all sentences; background explains, it is not the news
SAID = 0.70  # share of a sentence's content words that its event has already
RETOLD = 0.5  # of the weight of its words, in one sentence before it: another article's way to say the same
QUOTATION = re.compile(r"[“\"]([^“”\"]+)[”\"]")
LEAST_QUOTED = 5  # words; fewer may be a name or a motto


class _Words(NamedTuple):
    """Content words of each cluster, and how much each word says: one that every sentence has says little."""

    stems: dict[str, set[str]]
    weights: dict[str, float]


class Plan(NamedTuple):
    """How much to choose: clusters, their words together, and how many words a sentence may have at no cost."""

    ceiling: int
    words: int
    long_words: int = 60


def plan_for(sentences: int, *, joins: bool) -> Plan:
    """For a ceiling on sentences. A writer that joins two clusters in one takes more and shorter ones."""
    if joins:
        return Plan(int(sentences * 1.4), sentences * 27, 4)
    return Plan(sentences, sentences * 26)


def choose(
    clusters: Sequence[Cluster], plan: Plan, focus: str | None = None, pinned: Collection[str] = ()
) -> tuple[Cluster, ...]:
    """At most `plan.ceiling` clusters (but one for each event), in the order in which they were worth choosing.

    Those that hold a claim that an editor has pinned come first, whatever they are worth.
    """
    wanted = [c for c in clusters if any(claim.id in pinned for claim in c.claims)]
    if focus:
        near = _focused([c for c in clusters if c not in wanted], plan, set(content_tokens(focus)))
        return (*wanted, *near)[: max(plan.ceiling, len(wanted))]
    pool = list(clusters)
    stems = {c.id: set(content_tokens(c.claims[0].text)) for c in pool}
    words = _Words(stems, idf([sorted(own) for own in stems.values()]))
    said: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    chosen: list[Cluster] = []
    for cluster in wanted:
        _take(cluster, chosen, said, counts, stems)
    for event in sorted({c.event for c in pool if c.event != "E0"}, key=lambda e: int(e[1:])):
        if counts.get(event):
            continue
        first = max(
            (c for c in pool if c.event == event),
            key=lambda c: (_named(c), round(_gain(c, said, counts, words, plan), 6), -int(c.id[1:])),
        )
        _take(first, chosen, said, counts, stems)
    ceiling = max(plan.ceiling, len(chosen))
    room = plan.words - sum(_words(c) for c in chosen)
    while len(chosen) < ceiling:
        best = max(
            (c for c in pool if c not in chosen and _allowed(c, counts, ceiling) and _words(c) <= room),
            key=lambda c: (round(_gain(c, said, counts, words, plan), 6), -int(c.id[1:])),
            default=None,
        )
        if best is None or _gain(best, said, counts, words, plan) == 0.0:
            break
        pool.remove(best)
        if _is_retold(best, chosen, words):
            continue
        _take(best, chosen, said, counts, stems)
        room -= _words(best)
    return tuple(chosen)


def _focused(clusters: Sequence[Cluster], plan: Plan, wanted: set[str]) -> tuple[Cluster, ...]:
    """The clusters nearest to the focus, whatever their event; each says something that those before it do not.

    Nearness is the share of the focus words that a cluster holds, weighed by their rarity among all clusters (Sparck
    Jones 1972): a word that every sentence has says nothing of the focus. Maximal marginal relevance (Carbonell &
    Goldstein 1998) keeps a sentence that repeats from following.
    """
    stems = {c.id: set(content_tokens(c.claims[0].text)) for c in clusters}
    weights = {w: n for w, n in idf([sorted(own) for own in stems.values()]).items() if w in wanted}
    total = sum(weights.values())
    near = {name: sum(weights.get(w, 0.0) for w in own) / total if total else 0.0 for name, own in stems.items()}
    pool = [c for c in clusters if near[c.id] > 0]
    chosen: list[Cluster] = []
    room = plan.words
    while pool and len(chosen) < plan.ceiling:
        best = max(
            pool,
            key=lambda c: (
                round(near[c.id] * (1 - _repeats(stems[c.id] - wanted, chosen, stems)) * _worth(c), 6),
                -int(c.id[1:]),
            ),
        )
        pool.remove(best)
        if _words(best) <= room and _repeats(stems[best.id] - wanted, chosen, stems) < SAID:
            chosen.append(best)
            room -= _words(best)
    return tuple(chosen)


def _repeats(own: set[str], chosen: Sequence[Cluster], stems: dict[str, set[str]]) -> float:
    """Largest share of a sentence's own words that one sentence before it holds."""
    return max((len(own & stems[c.id]) / max(1, len(own)) for c in chosen), default=0.0)


def _worth(cluster: Cluster) -> float:
    """Figures and names make a sentence on the same subject worth more; a salience of none is half of the highest."""
    facts = sum(slot.name == "figure" for slot in cluster.claims[0].slots)
    return 1.0 + 0.25 * min(facts, 2) + 0.25 * min(1.0, max(0.0, cluster.salience))


def _named(cluster: Cluster) -> int:
    """How many sides of a meeting a sentence names: the first sentence of one says who met whom."""
    if _told_as(cluster) != "meeting":
        return 0
    return len({s.name for s in cluster.claims[0].slots if s.unit == "person" and s.name in {"who", "whom"}})


def _words(cluster: Cluster) -> int:
    return len(cluster.claims[0].text.split())


def _take(
    cluster: Cluster,
    chosen: list[Cluster],
    said: dict[str, set[str]],
    counts: dict[str, int],
    stems: dict[str, set[str]],
) -> None:
    chosen.append(cluster)
    said.setdefault(cluster.event, set()).update(stems[cluster.id], _units(cluster))
    counts[cluster.event] = counts.get(cluster.event, 0) + 1


def _allowed(cluster: Cluster, counts: dict[str, int], ceiling: int) -> bool:
    return cluster.event != "E0" or counts.get("E0", 0) < max(1, int(ceiling * BACKGROUND_SHARE))


def _is_retold(cluster: Cluster, chosen: Sequence[Cluster], words: _Words) -> bool:
    """Whether one chosen sentence on the event has told a report's sentence before, and it has no number of its own."""
    if _told_as(cluster) != "report":
        return False
    own, quoted = words.stems[cluster.id], _quoted(cluster)
    total = math.fsum(words.weights.get(w, 0.0) for w in sorted(own))
    for other in chosen:
        theirs = words.stems[other.id]
        if other.event == cluster.event and quoted & _quoted(other):
            return True
        if other.event != cluster.event or any(w[0].isdigit() for w in own - theirs):
            continue
        if math.fsum(words.weights.get(w, 0.0) for w in sorted(own & theirs)) > RETOLD * total:
            return True
    return False


def _quoted(cluster: Cluster) -> set[str]:
    """The quotations of a sentence that are long enough to be the same one, in letters and blanks."""
    found = (" ".join(re.findall(r"\w+", m[1].casefold())) for m in QUOTATION.finditer(cluster.claims[0].text))
    return {words for words in found if words.count(" ") >= LEAST_QUOTED - 1}


def _gain(cluster: Cluster, said: dict[str, set[str]], counts: dict[str, int], words: _Words, plan: Plan) -> float:
    """Salience times what is new in it, less for an event that already has much."""
    own = words.stems[cluster.id]
    known = said.get(cluster.event, set())
    repeated = len(own & known) / max(1, len(own))
    if repeated > SAID:
        return 0.0
    new = sum(weight for unit, weight in _units(cluster).items() if unit not in known)
    weight = WEIGHTS[_told_as(cluster)]
    if not new and _told_as(cluster) != "report":
        weight *= EMPTY
    value = (new + weight * cluster.salience) * (1.0 - 0.6 * repeated)
    if value < FLOOR:
        return 0.0
    length = 0.5 + len(cluster.claims[0].text.split()) / plan.long_words
    return value / length / (1.0 + 0.06 * counts.get(cluster.event, 0))


def _told_as(cluster: Cluster) -> str:
    if cluster.event == "E0":
        return "background"
    return "meeting" if cluster.claims[0].kind == "meeting" else "report"


def _units(cluster: Cluster) -> dict[str, float]:
    """What a sentence tells, each with its worth: participants, place, time, figures, and words of topics."""
    units: dict[str, float] = {}
    claim = cluster.claims[0]
    people = {s.name for s in claim.slots if s.unit == "person"}
    for slot in claim.slots:
        if slot.name in {"who", "whom"} and slot.unit != "person" and slot.name not in people and cluster.event != "E0":
            continue  # "its intelligence chief": who it was stands in another sentence
        if slot.name == "topic":
            units |= {f"topic:{stem}": 0.22 for stem in content_tokens(slot.text)}
        elif slot.name == "figure":
            units[f"figure:{slot.unit}:{slot.normal}"] = 1.0
        elif cluster.event == "E0":
            continue
        elif slot.name != "what" and not slot.negative:
            units[f"{slot.name}:{slot.normal}"] = 0.6
    if FIGURE_NOTE.search(claim.text):
        units["figure:note"] = 0.8
    return units
