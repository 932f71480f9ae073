"""Relations that the product is known to break, each with the reason. An entry goes when its relation holds."""

from __future__ import annotations

FIRST_CELLS = (
    "The overview shows the first few names, places and times of a report in the order of the articles, not those that"
    " matter most."
)
ONE_SIDE = "Where two articles agree on a figure and a third differs, which of the two is shown depends on their order."
PULLED_TOGETHER = (
    "The round-up tells of both elections. Its copy counts once more in the mean likeness of two groups of articles,"
    " and they are told as one event."
)
LENT_WEIGHT = (
    "Words that only the other story shares with a sentence raise that sentence's salience, and with it another"
    " sentence is chosen."
)
PAST_ONLY = (
    "A weekday, a month or a day without a year is taken for the last one before publication, also where the sentence"
    " says that it is still to come."
)

KNOWN: dict[str, str] = {
    **{
        f"order/{name}/{how}/cells": FIRST_CELLS
        for name in ("election", "flood", "football", "merger")
        for how in ("backwards", "last-first")
    },
    "order/flood/backwards/differences": ONE_SIDE,
    **{f"copy/election/{kind}/4": PULLED_TOGETHER for kind in ("exact", "line-more", "headline-more", "sentences")},
    "unrelated/election/storm": LENT_WEIGHT,
    **{f"date/{name}/future": PAST_ONLY for name in ("tram", "election", "flood", "football")},
}
