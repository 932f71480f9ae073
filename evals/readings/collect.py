"""``python -m evals.readings.collect SHEET.jsonl MODEL.gguf``: real sentences for a blind reading, in shuffled order.

Both writers and the direct prompt brief the seeds and some open areas; the sentences that the model drafted for the llm
writer are on the sheet whether they were published or not: judges are measured on what is wrong, too. The sheet shows
id, text and cited words only; ``SHEET.key.jsonl`` beside it says where each comes from. A person fills in the sheet.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from evals.baselines.direct import direct
from evals.labels.load import load_planted, load_seed_labels
from evals.metrics.citations import passages
from evals.outputs import from_brief
from service.clock import Clock
from service.llm import ModelReply, ModelRequest, OpenModel, open_model
from service.pipeline import brief_documents, prepare
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.writing import write_llm

SEED = 5
SENTENCES = {"seeds": 24}  # the product's own ceiling; the areas' articles are shorter
SENTENCES_AREA = 14
AREAS = ("election", "flood")  # with the seeds a good hundred sentences, which a person reads in an hour
WORDS = 300
DIRECT = 10  # sentences of the direct prompt
DRAFTS = frozenset({"compose", "repair"})
_SHOWN = re.compile(r"^<<<source \S+ \S+>>>\n(.*?)\n<<<end ", re.MULTILINE | re.DOTALL)
PATIENCE_S = 1800  # a whole brief in one answer takes a small model minutes


class Row(NamedTuple):
    """Who wrote a sentence, the sentence, and the words that it cites."""

    system: str
    text: str
    cites: tuple[str, ...]


class _Listener:
    """A model that keeps what it was asked to join and what it answered."""

    def __init__(self, model: OpenModel) -> None:
        self._model = model
        self.name = model.name
        self.usage = model.usage
        self.drafts: list[Row] = []

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The model's own answer."""
        reply = await self._model.complete(request)
        if request.prompt_id in DRAFTS and reply.data:
            shown = _SHOWN.findall(request.user)
            self.drafts.append(Row(f"{request.prompt_id} draft", str(reply.data.get("sentence", "")), tuple(shown)))
        return reply


async def _rows(articles: Mapping[str, str], sentences: int, settings: Settings) -> list[Row]:
    inputs = [TextInput(text=text, label=name) for name, text in articles.items()]
    documents = load_texts(inputs).documents
    extractive = settings.model_copy(update={"writer": "extractive", "sentences": sentences})
    brief = await brief_documents(documents, extractive)
    outputs = [from_brief(brief, articles, "extractive")]
    joined = settings.model_copy(update={"writer": "llm", "sentences": sentences})
    async with open_model(joined) as model:
        listener = _Listener(model)
        prepared = prepare(documents, joined, Clock())
        await write_llm(prepared, joined, Clock(), listener, _tell_nobody)  # type: ignore[arg-type]  # the same shape
        outputs.append(await direct(articles, WORDS, DIRECT, model, joined))
    cited = [Row(o.system, s.text, passages(s)) for o in outputs for s in o.sentences]
    return [row for row in [*cited, *listener.drafts] if row.cites and row.text]


def _tell_nobody(*_: object, **__: object) -> None:
    """Progress that nobody follows."""


async def collect(settings: Settings) -> list[tuple[str, Row]]:
    """Set and row of each sentence; the same sentence of two systems once."""
    sets = {"seeds": load_seed_labels().articles}
    sets |= {a.name: a.articles for a in load_planted() if a.name in AREAS}
    found: dict[str, tuple[str, Row]] = {}
    for name, articles in sets.items():
        for row in await _rows(articles, SENTENCES.get(name, SENTENCES_AREA), settings):
            found.setdefault(row.text, (name, row))
    return list(found.values())


def main(args: list[str]) -> int:
    """Write the sheet and its key."""
    if len(args) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    rows = asyncio.run(collect(Settings(local_model=Path(args[1]), call_deadline_s=PATIENCE_S)))
    random.Random(SEED).shuffle(rows)
    sheet, key = Path(args[0]), Path(args[0]).with_suffix(".key.jsonl")
    with sheet.open("w", encoding="utf-8") as shown, key.open("w", encoding="utf-8") as hidden:
        for number, (name, row) in enumerate(rows, start=1):
            said = {"id": f"R{number:03}", "text": row.text, "cites": row.cites}
            shown.write(json.dumps({**said, "reading": None, "words": "", "note": ""}, ensure_ascii=False) + "\n")
            hidden.write(json.dumps({**said, "set": name, "system": row.system}, ensure_ascii=False) + "\n")
    sys.stderr.write(f"{len(rows)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
