"""The baseline of one direct prompt: all articles and "write a neutral brief", to the same model.

Its citations name whole articles, since that is all that such a prompt gives. Nothing is checked, mended or withheld.
"""

from __future__ import annotations

from collections.abc import Mapping

from evals.outputs import CitedWords, Output, OutSentence, OutUsage
from service.llm import OpenModel, fence, load_prompt
from service.recheck import read_cited
from service.settings import Settings

PROMPT = "direct"
TOKENS_A_WORD = 2  # room for citation marks and long names


async def direct(articles: Mapping[str, str], words: int, model: OpenModel, settings: Settings) -> Output:
    """The model's answer, cut into sentences with the articles that each cites.

    Raises:
        ModelUnavailable: no answer, or none recorded.
    """
    fenced = fence([(f"article-{n}", text) for n, text in enumerate(articles.values(), start=1)], PROMPT)
    roomy = settings.model_copy(update={"max_output_tokens": words * TOKENS_A_WORD})
    values = {"articles": fenced.text, "words": str(words)}
    request = load_prompt(PROMPT).request(values, json_schema=None, settings=roomy, where="direct")
    reply = await model.complete(request)
    names = list(articles)
    sentences = []
    for number, said in enumerate(read_cited(reply.text).sentences, start=1):
        docs = [names[n - 1] for n in said.cites if 0 < n <= len(names)]
        cites = tuple(CitedWords(doc=d, start=0, end=len(articles[d]), quote=articles[d]) for d in docs)
        sentences.append(OutSentence(id=f"B{number}", text=said.text, cites=cites, by="direct"))
    return Output(
        system=f"direct:{model.name}",
        has_events=False,
        sentences=tuple(sentences),
        usage=OutUsage(calls=1, tokens_in=reply.tokens_in, tokens_out=reply.tokens_out),
    )
