"""``python -m evals.readings.collect MODEL.gguf SHEET.jsonl``: real sentences for a blind reading, in shuffled order.

Both writers and the direct prompt brief the seeds and the open areas. The sheet shows id, text and cited words only;
``SHEET.key.jsonl`` beside it says where each comes from. A person fills in the sheet; `merge` puts both together.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from evals.baselines.direct import direct
from evals.labels.load import load_planted, load_seed_labels
from evals.metrics.citations import passages
from evals.outputs import Output, from_brief
from service.llm import open_model
from service.pipeline import brief_documents
from service.settings import Settings
from service.stages.load import TextInput, load_texts

SEED = 5
SENTENCES = {"seeds": 24}  # the product's own ceiling; the areas' articles are shorter
SENTENCES_AREA = 14
WORDS = 300
DIRECT = 10  # sentences of the direct prompt
PATIENCE_S = 1800  # a whole brief in one answer takes a small model minutes


async def _outputs(articles: Mapping[str, str], sentences: int, settings: Settings) -> list[Output]:
    inputs = [TextInput(text=text, label=name) for name, text in articles.items()]
    made = []
    for writer in ("extractive", "llm"):
        chosen = settings.model_copy(update={"writer": writer, "sentences": sentences})
        brief = await brief_documents(load_texts(inputs).documents, chosen)
        made.append(from_brief(brief, articles, writer))
    async with open_model(settings) as model:
        made.append((await direct(articles, WORDS, DIRECT, model, settings)).model_copy(update={"system": "direct"}))
    return made


async def collect(settings: Settings) -> list[dict[str, object]]:
    """One row a cited sentence: set, system, text, cites; the same sentence of two systems once."""
    sets = {"seeds": load_seed_labels().articles}
    sets |= {a.name: a.articles for a in load_planted() if not a.sealed and a.name != "seeds"}
    rows: dict[str, dict[str, object]] = {}
    for name, articles in sets.items():
        for output in await _outputs(articles, SENTENCES.get(name, SENTENCES_AREA), settings):
            for sentence in output.sentences:
                if cites := passages(sentence):
                    row: dict[str, object] = {
                        "set": name,
                        "system": output.system,
                        "text": sentence.text,
                        "cites": list(cites),
                    }
                    rows.setdefault(sentence.text, row)
    return list(rows.values())


def main(args: list[str]) -> int:
    """Write the sheet and its key."""
    if len(args) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    rows = asyncio.run(collect(Settings(local_model=Path(args[0]), call_deadline_s=PATIENCE_S)))
    random.Random(SEED).shuffle(rows)
    sheet, key = Path(args[1]), Path(args[1]).with_suffix(".key.jsonl")
    named = [{"id": f"R{number:03}", **row} for number, row in enumerate(rows, start=1)]
    shown = [
        {"id": r["id"], "text": r["text"], "cites": r["cites"], "reading": None, "words": "", "note": ""} for r in named
    ]
    sheet.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in shown), "utf-8")
    key.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in named), "utf-8")
    sys.stderr.write(f"{len(rows)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
