"""The baseline of one direct prompt: all articles and "write a neutral brief", to the same model.

Its citations name whole articles, since that is all that such a prompt gives. Nothing is checked, mended or withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.outputs import CitedWords, Output, OutSentence, OutUsage
from service.llm import OpenModel, fence, load_prompt
from service.settings import Settings

PROMPT = "direct"
MOST_CHARS = 300  # of one sentence: a small model may not come to an end
TOKENS_A_SENTENCE = 140  # that many characters, and the form of the answer


def _schema(articles: int, sentences: int) -> dict[str, Any]:
    """A list of sentences, each with the numbers of its articles; bounded, or a small model writes for ever."""
    sentence = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "maxLength": MOST_CHARS},
            "articles": {"type": "array", "items": {"type": "integer", "enum": list(range(1, articles + 1))}},
        },
        "required": ["text", "articles"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"sentences": {"type": "array", "items": sentence, "maxItems": sentences}},
        "required": ["sentences"],
        "additionalProperties": False,
    }


async def direct(
    articles: Mapping[str, str], words: int, sentences: int, model: OpenModel, settings: Settings
) -> Output:
    """The model's sentences with the articles that each cites.

    Raises:
        ModelUnavailable: no answer, or none recorded.
    """
    fenced = fence([(f"article-{n}", text) for n, text in enumerate(articles.values(), start=1)], PROMPT)
    roomy = settings.model_copy(update={"max_output_tokens": sentences * TOKENS_A_SENTENCE})
    values = {"articles": fenced.text, "words": str(words)}
    schema = _schema(len(articles), sentences)
    request = load_prompt(PROMPT).request(values, json_schema=schema, settings=roomy, where="direct")
    reply = await model.complete(request)
    names = list(articles)
    written = (reply.data or {}).get("sentences", [])
    return Output(
        system=f"direct:{model.name}",
        has_events=False,
        sentences=tuple(
            OutSentence(
                id=f"B{number}",
                text=said["text"],
                cites=tuple(_whole(names[n - 1], articles) for n in dict.fromkeys(said["articles"])),
                by="direct",
            )
            for number, said in enumerate(written, start=1)
        ),
        usage=OutUsage(calls=1, tokens_in=reply.tokens_in, tokens_out=reply.tokens_out),
    )


def _whole(name: str, articles: Mapping[str, str]) -> CitedWords:
    return CitedWords(doc=name, start=0, end=len(articles[name]), quote=articles[name])
