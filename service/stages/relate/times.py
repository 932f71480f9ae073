"""The times of what articles report: resolved, held against each other, and told apart from the day of writing. Pure.

Enters: mentions and their documents. Leaves: days, or the two times that lie too far apart for one event. Never happens
here: an undated weekday that dates anything, or a day of writing that dates what is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from service.records import Document, Mention, Slot
from service.text.story.days import FAR_DAYS, Days, days_of, gap_of, meet, told_days
from service.text.story.profile import Profile


class Context(NamedTuple):
    """What the comparison may look at beside the mentions."""

    documents: Mapping[str, Document]
    profiles: Mapping[str, Profile]  # of mentions that are reports, by id
    dated: dict[str, tuple[tuple[Slot, Days], ...]]  # of leads, by mention; filled while it is asked
    told: dict[str, tuple[Days, ...]]  # of whole articles, by document; filled while it is asked


def _dated(mention: Mention, context: Context) -> tuple[tuple[Slot, Days], ...]:
    """The times of a mention that are a matter of days; worked out once, as each report is held against all others."""
    if mention.id not in context.dated:
        times = ((slot, days_of(slot, context.documents)) for slot in mention.values("when"))
        context.dated[mention.id] = tuple((slot, days) for slot, days in times if days)
    return context.dated[mention.id]


def _told(doc: str, context: Context) -> tuple[Days, ...]:
    """All times that an article tells; worked out once."""
    if doc not in context.told:
        context.told[doc] = told_days(context.documents[doc])
    return context.told[doc]


def far_apart(a: Mention, b: Mention, context: Context) -> tuple[Slot, Slot] | None:
    """The dates of both leads that lie nearest, where even these are further apart than ``FAR_DAYS``.

    Not where one article tells the time of the other's lead as well: the verdict on a shooting two years ago opens with
    the day of the verdict. Whether it reports the same event is then for its words to say.
    """
    left, right = _dated(a, context), _dated(b, context)
    gaps = [(gap_of(x, y), n, m) for n, (_, x) in enumerate(left) for m, (_, y) in enumerate(right)]
    if not gaps or min(gaps)[0] <= FAR_DAYS:
        return None
    if any(meet(days, told) for _, days in left for told in _told(b.doc, context)):
        return None
    if any(meet(days, told) for _, days in right for told in _told(a.doc, context)):
        return None
    _, n, m = min(gaps)
    return left[n][0], right[m][0]
