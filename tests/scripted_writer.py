"""A writing model made of functions, for the scripted endpoint: it reads the two statements out of the request.

Enters: the body of a request. Leaves: a response, and a record of what was asked. Never: a look at the product's state;
like a real model it knows the request and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from service.llm import load_prompt
from tests.scripted_endpoint import Response, completion

Kind = Literal["compose", "repair", "veto"]
Answer = str | dict[str, Any] | Response | None
KINDS: tuple[Kind, ...] = ("compose", "repair", "veto")
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
    system = {prompt.render(dict.fromkeys(prompt.front.variables, ""))[0]: kind for kind in KINDS for prompt in [load_prompt(kind)]}
    kind = next(kind for text, kind in system.items() if messages["system"].startswith(text))
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


def both(asked: Asked, sentence: str | None = None) -> dict[str, Any]:
    """An answer that names both ids; without a sentence, the honest one."""
    return {"ids": list(asked.ids), "sentence": asked.joined if sentence is None else sentence}


@dataclass
class ScriptedWriter:
    """Honest, except where one of its functions answers something; each may return None to stay honest."""

    compose: Callable[[Asked], Answer] = lambda asked: None
    repair: Callable[[Asked], Answer] = lambda asked: None
    veto: Callable[[Asked], Answer] = lambda asked: None
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, body: dict[str, Any]) -> Response:
        asked = read(body)
        self.asked.append(asked)
        answer = getattr(self, asked.kind)(asked)
        if isinstance(answer, str):
            answer = both(asked, answer)
        elif answer is None:
            answer = YES if asked.kind == "veto" else both(asked)
        return answer if isinstance(answer, Response) else completion(answer)

    def of(self, kind: Kind, pair: str | None = None) -> list[Asked]:
        """Requests of one kind, in order; of one pair where it is named."""
        return [asked for asked in self.asked if asked.kind == kind and pair in (None, asked.pair)]
