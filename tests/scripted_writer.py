"""A writing model made of functions, for the scripted endpoint: it reads the two statements out of the request.

Enters: the body of a request. Leaves: a response, and a record of what was asked. Never: a look at the product's state;
like a real model it knows the request and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from service.llm import load_prompt
from service.pipeline import make_brief
from service.records import Brief, BriefSentence, NoticeCode, WrittenBy
from tests.llm_articles import TEXTS, write_articles
from tests.llm_requests import settings_for
from tests.scripted_endpoint import Response, ScriptedEndpoint, completion, scripted, status

Kind = Literal["compose", "repair", "veto"]
Answer = str | dict[str, Any] | Response | None
KINDS: tuple[Kind, ...] = ("compose", "repair", "veto")
SENTENCES = 18  # so that six pairs are wanted and three more may be tried
SOURCE = re.compile(r"<<<source (\S+) ([0-9a-f]{16})>>>\n(.*?)\n<<<end \1 \2>>>", re.DOTALL)
LINE = re.compile(r"^(S\d+\.\d+): ", re.MULTILINE)
YES: dict[str, Any] = {"missing": "none", "supported": "yes"}


@dataclass(frozen=True)
class Asked:
    """One request, as the model understands it."""

    kind: Kind
    pair: str
    nonce: str
    ids: tuple[str, ...]
    statements: tuple[str, ...]
    user: str
    text: str  # all messages together

    @property
    def joined(self) -> str:
        """The honest answer: both statements, word for word."""
        first, second = self.statements
        return f"{first.removesuffix('.')}, and {lowered(second)}"


def lowered(statement: str) -> str:
    """A statement as it goes on after "and"."""
    return statement[0].lower() + statement[1:] if statement.startswith(("The ", "Both ")) else statement


def read(body: dict[str, Any]) -> Asked:
    """What a request asks; a request of another form fails the test."""
    messages = {m["role"]: m["content"] for m in body["messages"]}
    kind = next(kind for kind in KINDS if messages["system"].startswith(opening(kind)))
    found = SOURCE.search(messages["user"])
    assert found is not None, "no fenced statements in the request"
    parts = LINE.split(found[3])[1:]  # a statement may hold line breaks of its source
    return Asked(
        kind=kind,
        pair=found[1],
        nonce=found[2],
        ids=tuple(parts[::2]),
        statements=tuple(text.removesuffix("\n") for text in parts[1::2]),
        user=messages["user"],
        text="\n".join(messages.values()),
    )


@lru_cache
def opening(kind: Kind) -> str:
    """The system message of a prompt."""
    prompt = load_prompt(kind)
    return prompt.render(dict.fromkeys(prompt.front.variables, ""))[0]


def both(asked: Asked, sentence: str | None = None) -> dict[str, Any]:
    """An answer that names both ids; without a sentence, the honest one."""
    return {"ids": list(asked.ids), "sentence": asked.joined if sentence is None else sentence}


@dataclass
class ScriptedWriter:
    """Honest, except where one of its functions answers something; each may return None to stay honest."""

    compose: Callable[[Asked], Answer] = lambda _: None
    repair: Callable[[Asked], Answer] = lambda _: None
    veto: Callable[[Asked], Answer] = lambda _: None
    asked: list[Asked] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __call__(self, body: dict[str, Any]) -> Response:
        try:
            asked = read(body)
            answer = getattr(self, asked.kind)(asked)
        except (AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError) as error:
            self.broken.append(repr(error))  # a server that died would only be seen as a lost connection
            return status(400, "the scripted model failed")
        self.asked.append(asked)
        if isinstance(answer, str):
            answer = both(asked, answer)
        elif answer is None:
            answer = YES if asked.kind == "veto" else both(asked)
        return answer if isinstance(answer, Response) else completion(answer)

    def of(self, kind: Kind, pair: str | None = None) -> list[Asked]:
        """Requests of one kind, in order; of one pair where it is named."""
        return [asked for asked in self.asked if asked.kind == kind and pair in (None, asked.pair)]


@dataclass(frozen=True, repr=False)  # the repr of a whole brief would take longer than the test
class Run:
    """A brief, what the model was asked for it, and how many requests came in."""

    brief: Brief
    writer: ScriptedWriter
    requests: int

    @property
    def joined(self) -> list[BriefSentence]:
        """Sentences that the model wrote."""
        return [s for s in self.brief.sentences if s.written_by != WrittenBy.EXTRACT]

    @property
    def wrong(self) -> list[str]:
        """Written sentences that do not say exactly what their two statements say, word for word."""
        honest = {asked.pair: asked.joined for asked in self.writer.asked}
        return [
            s.text
            for s in self.joined
            if s.text != honest[s.cluster] or len(support(s)) != len(set(support(s))) or len(support(s)) != 2
        ]

    def failed_calls(self) -> list[dict[str, str]]:
        """What the notices say of calls that failed."""
        return [n.params for n in self.brief.notices if n.code == NoticeCode.MODEL_CALL_FAILED]


def support(sentence: BriefSentence) -> list[str]:
    """The quotes that a sentence rests on."""
    return [c.quote for c in sentence.citations if c.role == "support"]


async def write(folder: Path, writer: ScriptedWriter, *, texts: Mapping[str, str] = TEXTS, **changes: Any) -> Run:
    """The brief of `texts` by `writer`, over HTTP."""
    async with scripted(writer) as endpoint:
        brief = await brief_at(folder, endpoint, texts=texts, **changes)
        assert writer.broken == []
        return Run(brief, writer, endpoint.count)


async def brief_at(
    folder: Path, endpoint: ScriptedEndpoint, *, texts: Mapping[str, str] = TEXTS, **changes: Any
) -> Brief:
    """The brief of `texts` by whatever answers at `endpoint`."""
    settings = settings_for(
        endpoint, **({"writer": "llm", "sentences": SENTENCES, "cache_dir": folder / "cache"} | changes)
    )
    return await make_brief(write_articles(folder / "articles", texts), settings=settings)
