"""Prompt templates as strict data, and the fence around source text. Files enter, messages leave; no model here.

A template is Markdown: TOML front matter between two lines ``+++``, then the body, whose ``# System`` and ``# User``
headings part the two messages (without them all is the user's). Variables are ``$name``; ``$$`` is a dollar sign.
``$examples`` is filled from ``[[examples]]`` of the front matter.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from typing import Any

from pydantic import Field, ValidationError

from service.errors import InputError
from service.llm.model import ModelRequest
from service.records.base import Record
from service.records.brief import PromptUse
from service.settings import Settings

_FRONT = re.compile(r"\A\+\+\+\n(.*?\n)\+\+\+\n(.*)\Z", re.DOTALL)
_PARTS = re.compile(r"\A\s*# System\n(.*?)^# User\n(.*)\Z", re.DOTALL | re.MULTILINE)
# a number with its separators, or a word that begins with a capital
_CHECKED_WORD = re.compile(r"\d(?:[\d.,:/]*\d)?|\b[^\W\d_a-z][\w'’-]*")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
EXAMPLES = "examples"
NONCE_DIGITS = 16


class Example(Record):
    """A worked case shown to the model."""

    source: str = Field(min_length=1, description="The text it is about.")
    output: str = Field(min_length=1, description="The answer to give.")


class FrontMatter(Record):
    """What a template says of itself."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$", description="Same as the file's name.")
    version: str = Field(min_length=1, description="Raised with each change of the body.")
    purpose: str = Field(min_length=1, description="What it is for, in a sentence.")
    variables: tuple[str, ...] = Field(description="The names that the body uses.")
    record: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", description="Name of the record that is asked for.")
    examples: tuple[Example, ...] = Field(default=(), description="Worked cases.")


@dataclass(frozen=True)
class Prompt:
    """A checked template."""

    front: FrontMatter
    system: str
    user: str
    sha256: str

    @property
    def use(self) -> PromptUse:
        """What provenance says of it."""
        return PromptUse(id=self.front.id, version=self.front.version, sha256=self.sha256)

    def render(self, values: Mapping[str, str]) -> tuple[str, str]:
        """System and user message with every variable filled; values are never scanned again.

        Raises:
            InputError: names all missing and all unknown variables at once.
        """
        needed = set(self.front.variables)
        problems = [
            f"{word} {', '.join(sorted(names))}"
            for word, names in (("missing", needed - set(values)), ("unknown", set(values) - needed))
            if names
        ]
        if problems:
            raise InputError(f"prompt {self.front.id}: {'; '.join(problems)}: give exactly {', '.join(sorted(needed))}")
        filled = {**values, EXAMPLES: _show_examples(self.front.examples)}
        return Template(self.system).substitute(filled), Template(self.user).substitute(filled)

    def request(
        self, values: Mapping[str, str], *, json_schema: dict[str, Any] | None, settings: Settings, where: str
    ) -> ModelRequest:
        """The question of this prompt under these settings."""
        system, user = self.render(values)
        return ModelRequest(
            prompt_id=self.front.id,
            prompt_version=self.front.version,
            system=system,
            user=user,
            json_schema=json_schema,
            schema_name=self.front.record,
            max_output_tokens=settings.max_output_tokens,
            temperature=settings.temperature,
            seed=settings.seed,
            where=where,
        )


def prompt_ids(folder: Traversable | None = None) -> tuple[str, ...]:
    """Ids of all templates, sorted."""
    folder = folder or files("prompts")
    return tuple(sorted(entry.name.removesuffix(".md") for entry in folder.iterdir() if entry.name.endswith(".md")))


def load_prompt(prompt_id: str, folder: Traversable | None = None) -> Prompt:
    """Read and check one template.

    Raises:
        InputError: no such template, or one that breaks a rule.
    """
    folder = folder or files("prompts")
    if prompt_id not in prompt_ids(folder):
        raise InputError(f"no prompt {prompt_id!r}; there are: {', '.join(prompt_ids(folder)) or 'none'}")
    return parse_prompt((folder / f"{prompt_id}.md").read_bytes(), prompt_id)


def parse_prompt(content: bytes, prompt_id: str) -> Prompt:
    """Check the bytes of a template.

    Raises:
        InputError: names the template and the rule it breaks.
    """
    name = f"prompt {prompt_id}"
    try:
        match = _FRONT.match(content.decode().replace("\r\n", "\n"))
        if match is None:
            raise InputError(f"{name}: begin with front matter between two lines +++")
        front = FrontMatter.model_validate(tomllib.loads(match.group(1)))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{name}: the front matter cannot be read: {error}") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
        raise InputError(f"{name}: front matter: {faults}") from None
    if front.id != prompt_id:
        raise InputError(f"{name}: its id says {front.id}: make both the same")
    parts = _PARTS.match(match.group(2))
    system, user = (parts.group(1).strip(), parts.group(2).strip()) if parts else ("", match.group(2).strip())
    if not user:
        raise InputError(f"{name}: there is no user message")
    _check_variables(front, system + "\n" + user, name)
    _check_examples(front.examples, name)
    return Prompt(front, system, user, hashlib.sha256(content).hexdigest())


def _check_variables(front: FrontMatter, body: str, name: str) -> None:
    template = Template(body)
    if not template.is_valid():
        raise InputError(f"{name}: a dollar sign that begins no variable: write $$")
    used, declared = set(template.get_identifiers()), set(front.variables)
    if EXAMPLES in declared:
        raise InputError(f"{name}: {EXAMPLES} is filled from [[examples]]: do not declare it")
    if EXAMPLES in used and not front.examples:
        raise InputError(f"{name}: uses ${EXAMPLES}, but has no [[examples]]")
    used.discard(EXAMPLES)
    if undeclared := used - declared:
        raise InputError(f"{name}: used but not declared: {', '.join(sorted(undeclared))}")
    if unused := declared - used:
        raise InputError(f"{name}: declared but not used: {', '.join(sorted(unused))}")


def _check_examples(examples: Sequence[Example], name: str) -> None:
    """An example that adds a number or a name to its source would teach the model to do so."""
    for number, example in enumerate(examples, start=1):
        known = {word.casefold() for word in re.findall(r"[^\W_][\w'’-]*", example.source)}
        known |= set(_CHECKED_WORD.findall(example.source))
        output = example.output.replace("\\n", " ")
        added = [word for word in _CHECKED_WORD.findall(output) if word not in known and word.casefold() not in known]
        if added:
            raise InputError(f"{name}: example {number}: not in its source: {', '.join(dict.fromkeys(added))}")


def _show_examples(examples: Sequence[Example]) -> str:
    shown = (
        f"Example {number}, source:\n{example.source.strip()}\nExample {number}, answer:\n{example.output.strip()}"
        for number, example in enumerate(examples, start=1)
    )
    return "\n\n".join(shown)


@dataclass(frozen=True)
class Fenced:
    """Source texts between marks that their authors could not know."""

    text: str
    nonce: str


def fence(text_blocks: Sequence[tuple[str, str]], template_id: str) -> Fenced:
    """Put each (label, text) between marks; the same blocks and template give the same marks, so that caching works."""
    for label, _ in text_blocks:
        if not _LABEL.fullmatch(label):
            raise ValueError(f"label {label!r} of a fenced text is not an id")
    nonce = choose_nonce(text_blocks, template_id)
    marked = (f"<<<source {label} {nonce}>>>\n{text}\n<<<end {label} {nonce}>>>" for label, text in text_blocks)
    return Fenced("\n".join(marked), nonce)


def _sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def choose_nonce(
    text_blocks: Sequence[tuple[str, str]], template_id: str, digest: Callable[[bytes], str] = _sha256_hex
) -> str:
    """First 16 hex digits of the hash of texts, template id and a count that grows while the digits occur in a text."""
    count = 0
    while True:
        nonce = digest(json.dumps([list(map(list, text_blocks)), template_id, count]).encode())[:NONCE_DIGITS]
        if not any(nonce in text.casefold() for _, text in text_blocks):
            return nonce
        count += 1
