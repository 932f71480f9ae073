"""A comparison of two runs as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from evals.running.compare import Comparison, Gap


def comparison_lines(found: Comparison) -> list[str]:
    """Gaps, what changed, and what the runs do not share."""
    lines = [f"{found.a} -> {found.b}"]
    lines += [f"  not the same: {line}" for line in found.apart]
    width = max((len(gap.name) for gap in found.gaps), default=0)
    lines += [f"  {_gap(gap, width)}" for gap in found.gaps]
    lines += _changes(found)
    return lines


def _gap(gap: Gap, width: int) -> str:
    return (
        f"{gap.name:<{width}}  {100 * gap.a:5.1f} % -> {100 * gap.b:5.1f} %  {100 * gap.gap:+.1f} points "
        f"[{100 * gap.low:+.1f}, {100 * gap.high:+.1f}]  {gap.won} won, {gap.lost} lost, p {gap.p:.3f}, n {gap.n}"
    )


def _changes(found: Comparison) -> Iterator[str]:
    if not found.changes:
        yield "  nothing else changed"
    where = ""
    for change in found.changes:
        if change.where != where:
            where = change.where
            yield f"  {where}"
        yield f"    {change.what}: {change.text}"
