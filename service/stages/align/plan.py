"""Which clusters to write: every event first, then by salience and by what is not said yet.

Pure and deterministic. A focus is already in the salience; nothing below the floor is chosen, so that a narrow focus
gives a short brief instead of padding.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.records import Cluster
from service.text.figures import find_figures
from service.text.similarity import content_tokens

FLOOR = 0.30  # gain below which a sentence would only repeat
BACKGROUND_SHARE = 0.25  # of all sentences; background explains, it is not the news
SAID = 0.70  # share of a sentence's content words that its event has already


def choose(clusters: Sequence[Cluster], ceiling: int, focus: str | None = None) -> tuple[Cluster, ...]:
    """At most `ceiling` clusters (but one for each event), in the order in which they were worth choosing."""
    wanted = set(content_tokens(focus)) if focus else None
    pool = [c for c in clusters if wanted is None or wanted & set(content_tokens(c.claims[0].text))]
    stems = {c.id: set(content_tokens(c.claims[0].text)) for c in pool}
    said: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    chosen: list[Cluster] = []
    for event in sorted({c.event for c in pool if c.event != "E0"}, key=lambda e: int(e[1:])):
        first = max((c for c in pool if c.event == event), key=lambda c: (c.salience, -int(c.id[1:])))
        _take(first, chosen, said, counts, stems)
    ceiling = max(ceiling, len(chosen))
    while len(chosen) < ceiling:
        best = max(
            (c for c in pool if c not in chosen and _allowed(c, counts, ceiling)),
            key=lambda c: (round(_gain(c, said, counts, stems), 6), -int(c.id[1:])),
            default=None,
        )
        if best is None or _gain(best, said, counts, stems) < FLOOR:
            break
        _take(best, chosen, said, counts, stems)
    return tuple(chosen)


def _take(cluster: Cluster, chosen: list[Cluster], said: dict[str, set[str]], counts: dict[str, int], stems: dict[str, set[str]]) -> None:
    chosen.append(cluster)
    said.setdefault(cluster.event, set()).update(stems[cluster.id])
    counts[cluster.event] = counts.get(cluster.event, 0) + 1


def _allowed(cluster: Cluster, counts: dict[str, int], ceiling: int) -> bool:
    return cluster.event != "E0" or counts.get("E0", 0) < max(1, int(ceiling * BACKGROUND_SHARE))


def _gain(cluster: Cluster, said: dict[str, set[str]], counts: dict[str, int], stems: dict[str, set[str]]) -> float:
    """Salience times what is new in it, less for an event that already has much."""
    own = stems[cluster.id]
    known = said.get(cluster.event, set())
    repeated = len(own & known) / max(1, len(own))
    if repeated > SAID:
        return 0.0
    figures = 0.5 if find_figures(cluster.claims[0].text) else 0.0
    return (cluster.salience + figures) * (1.0 - 0.8 * repeated) / (1.0 + 0.12 * counts.get(cluster.event, 0))
