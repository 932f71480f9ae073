"""Articles of a data set as the product's own Documents. Enters: texts by id. Leaves: Documents by that id.

An article that the product refuses (too short, another language) or fails on is no Document and is listed with the
reason: it is neither right nor wrong, but it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evals.public.attempt import attempt
from evals.public.untokenize import untokenize
from service.errors import InputError
from service.records import Document
from service.settings import Settings
from service.stages import select, split
from service.stages.load import TextInput, load_texts


class Articles(NamedTuple):
    """What load made of some articles."""

    documents: dict[str, Document]  # by the data set's id, in the given order
    refused: dict[str, str]  # the reason, by the data set's id


def load_articles(inputs: Mapping[str, TextInput], settings: Settings) -> Articles:
    """All articles in one load, so that ids are unique and copies are marked."""
    names = list(inputs)
    settings = settings.model_copy(update={"max_documents": max(settings.max_documents, len(names))})
    try:
        loaded = load_texts(list(inputs.values()), settings=settings)
    except InputError:  # not one of them could be used
        return Articles({}, dict.fromkeys(names, "refused"))
    documents = {names[_position(d.id)]: d for d in loaded.documents}
    reasons = {names[_position(f.doc)]: f"refused: {f.code.value}" for f in loaded.failures if f.doc}
    refused = {name: reasons.get(name, "refused") for name in names if name not in documents}
    return Articles(documents, refused)


def without_failures(articles: Articles) -> Articles:
    """The articles that the product can read sentence by sentence; the others are listed with the kind of failure."""
    if failure_of(tuple(articles.documents.values())) is None:
        return articles
    found = {name: failure_of((document,)) for name, document in articles.documents.items()}
    return Articles(
        {name: document for name, document in articles.documents.items() if found[name] is None},
        articles.refused | {name: why for name, why in found.items() if why is not None},
    )


def failure_of(documents: Sequence[Document]) -> str | None:
    """What goes wrong when the product splits and selects; None where nothing does."""
    return attempt(lambda: select.run(documents, split.run(documents))).failure


def _position(doc: str) -> int:
    return int(doc.removeprefix("S")) - 1


def running_text(sentences: Sequence[str]) -> str:
    """Tokenised sentences as an article: one sentence a line, so that a headline is no part of the next sentence."""
    lines = [untokenize(s) for s in sentences]
    return "\n".join(line for line in lines if line)
