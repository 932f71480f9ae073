"""Is a sentence loaded? The product's list of loaded wording and its sentence score on sentences that people judged.

Nothing is fitted here. Enters: sentences with a label and the words that the judges marked. Leaves: a Report. By the
list a sentence counts as loaded where it has a hit in the narrator's own voice; hits in reported speech stay there on
purpose and are scored apart. By the sentence score it counts where the score reaches the product's own threshold.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from evals.metrics.bootstrap import Confusion, Groups, ratio
from evals.metrics.score import Score
from evals.public.attempt import attempt
from evals.public.report import Report, count_reasons
from evals.public.rows import Row, read_rows
from service.errors import InputError
from service.text.loaded import Hit, find_loaded, load_rules
from service.text.slant import takes_sides

PRODUCT = "loaded wording, narrator's voice"
ANY_VOICE = "loaded wording, any voice"
SENTENCE = "sentence score"
_WORD = re.compile(r"[^\W_]+")


class SentenceRow(Row):
    """One sentence of an article."""

    text: str = Field(min_length=1)
    label: Literal[0, 1] | None = Field(description="1: biased; None: the judges did not agree.")
    biased_words: tuple[str, ...]
    url: str | None = Field(default=None, description="The article; sentences of one are drawn together.")


class _Scored(NamedTuple):
    """One sentence with what was found in it."""

    group: str
    label: bool
    decided: bool
    any_voice: bool
    sides: bool  # by the sentence score
    marked: int  # words that the judges marked
    found: int  # words of all hits
    right: int  # words of hits that the judges marked


def score_bias(path: Path) -> Report:
    """Decisions by sentence, and words against the words that the judges marked.

    Raises:
        InputError: a file that cannot be read, or without one sentence that can be scored.
    """
    start = time.perf_counter()
    rows = read_rows(path, SentenceRow)
    rules = load_rules()
    scored: list[_Scored] = []
    reasons: list[str | None] = []
    for number, row in enumerate(rows.rows):
        hits = attempt(partial(find_loaded, row.text, rules))
        reason = "no label: the judges did not agree" if row.label is None else hits.failure
        reasons.append(reason)
        if reason is None:
            scored.append(_judge(row, hits.result or (), row.url or f"row {number}"))
    if not scored:
        raise InputError(f"{path.name}: not one sentence can be scored; does any row have label 0 or 1?")
    unscored = count_reasons(reasons)
    return Report(
        task="biased sentence",
        files=(path.name,),
        by=PRODUCT,
        rows=len(rows.rows),
        scored=len(scored),
        unscored=unscored,
        bad_lines=rows.bad,
        grouped_by=f"articles ({len({s.group for s in scored})})",
        scores=tuple(_scores(scored, sum(unscored.values()))),
        notes=(
            "the list holds what a brief must not say in its own voice; it is no detector of slant",
            "words: each word of a hit, in any voice, against the words that the judges marked in that sentence",
        ),
        seconds=time.perf_counter() - start,
    )


def _judge(row: SentenceRow, hits: Sequence[Hit], group: str) -> _Scored:
    marked = _words(row.biased_words)
    found = _words(hit.text for hit in hits)
    return _Scored(
        group=group,
        label=row.label == 1,
        decided=any(not hit.spoken for hit in hits),
        any_voice=bool(hits),
        sides=takes_sides(row.text),
        marked=len(marked),
        found=len(found),
        right=len(marked & found),
    )


def _words(texts: Iterable[str]) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _scores(rows: Sequence[_Scored], unscored: int) -> list[Score]:
    groups = Groups([r.group for r in rows])
    labels, n = [r.label for r in rows], len(rows)
    own = Confusion(labels, [r.decided for r in rows], groups)
    whole = Confusion(labels, [r.any_voice for r in rows], groups)
    sides = Confusion(labels, [r.sides for r in rows], groups)
    decided = [float(r.decided) for r in rows]
    taken = [float(r.sides) for r in rows]
    right_side = ratio([float(r.sides and r.label) for r in rows], taken, groups)
    precision = ratio([float(r.decided and r.label) for r in rows], decided, groups)
    right, found, marked = ([float(getattr(r, name)) for r in rows] for name in ("right", "found", "marked"))
    by_words = f"{ANY_VOICE}, against marked words"
    return [
        groups.score("macro-F1", own.macro_f1, n=n, unscored=unscored, by=PRODUCT),
        groups.score("balanced accuracy", own.balanced_accuracy, n=n, unscored=unscored, by=PRODUCT),
        groups.score("precision", precision, n=int(sum(decided)), by=PRODUCT),
        groups.score("recall", own.recall, n=sum(labels), by=PRODUCT),
        groups.score("macro-F1, any voice", whole.macro_f1, n=n, unscored=unscored, by=ANY_VOICE),
        groups.score("balanced accuracy, any voice", whole.balanced_accuracy, n=n, unscored=unscored, by=ANY_VOICE),
        groups.score("macro-F1, sentence score", sides.macro_f1, n=n, unscored=unscored, by=SENTENCE),
        groups.score("balanced accuracy, sentence score", sides.balanced_accuracy, n=n, unscored=unscored, by=SENTENCE),
        groups.score("precision, sentence score", right_side, n=int(sum(taken)), by=SENTENCE),
        groups.score("recall, sentence score", sides.recall, n=sum(labels), by=SENTENCE),
        groups.score("words, precision", ratio(right, found, groups), n=int(sum(found)), by=by_words),
        groups.score("words, recall", ratio(right, marked, groups), n=int(sum(marked)), by=by_words),
    ]
