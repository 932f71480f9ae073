"""The options of each command, one frozen record a command, and how they become settings.

Enters: what typer parsed. Leaves: records, Settings, metadata. Never happens here: work, or a read of a file's content.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, TypeVar, get_type_hints

from typer import Argument, Option

if TYPE_CHECKING:
    from service.settings import Settings


class _Dataclass(Protocol):
    """What every dataclass has; the standard library gives it no name."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Record = TypeVar("Record", bound=_Dataclass)
Writer = Literal["auto", "llm", "extractive"]
OnMixed = Literal["split", "refuse"]
Shape = Literal["terminal", "md", "json", "html"]
META_FORM = "write it as S1.published=2024-02-04"


def file_option(help_text: str) -> Any:
    """An option that names a file which exists."""
    return Option(metavar="FILE", exists=True, dir_okay=False, help=help_text)


@dataclass(frozen=True, kw_only=True)
class BriefOptions:
    """Options of ``evenhand brief``; None: as the settings say."""

    inputs: Annotated[list[str], Argument(metavar="INPUT", help="Files, folders, addresses, or -.")]
    writer: Annotated[
        Writer | None, Option(help="auto: llm where a model is configured, else extractive.  [default: auto]")
    ] = None
    model: Annotated[str | None, Option(metavar="NAME", help="Model at the endpoint.")] = None
    base_url: Annotated[str | None, Option(metavar="URL", help="Any OpenAI-compatible endpoint, ending in /v1.")] = None
    local_model: Annotated[Path | None, file_option("A GGUF file to run in this process.")] = None
    sentences: Annotated[
        int | None, Option(metavar="N", help="At most N over all events, at least one for each.  [default: 24]")
    ] = None
    focus: Annotated[str | None, Option(metavar="TEXT", help="What to write about; no match is exit code 1.")] = None
    meta: Annotated[
        list[str] | None,
        Option(
            metavar="S1.KEY=VALUE", help="published, title, outlet, url, language or encoding of an input; repeatable."
        ),
    ] = None
    terms: Annotated[Path | None, file_option("A house's own term map, TOML, on top of ours.")] = None
    decisions: Annotated[
        Path | None, file_option("What an editor decided, YAML; --trace writes a template with the doubtful cases.")
    ] = None
    since: Annotated[
        Path | None, file_option("An earlier brief, JSON: say what is new, updated, contradicted or withdrawn.")
    ] = None
    format: Annotated[
        Shape | None,
        Option(
            help="Default: by the ending of --out (.md .json .html .txt), else terminal on a terminal, md elsewhere."
        ),
    ] = None
    out: Annotated[
        Path | None, Option(metavar="FILE", help="Write the brief there, whole or not at all; - is standard output.")
    ] = None
    trace: Annotated[
        Path | None, Option(metavar="DIR", help="Write each stage's records and a template of decisions there.")
    ] = None
    max_cost: Annotated[float | None, Option(metavar="USD", help="Ceiling for one run, in US dollars.")] = None
    prices: Annotated[Path | None, file_option("Prices of models, TOML, on top of ours.")] = None
    strict: Annotated[bool, Option("--strict", help="Exit code 2 where an input failed.")] = False
    on_mixed: Annotated[OnMixed | None, Option(help="When the inputs report different events.  [default: split]")] = (
        None
    )
    no_cache: Annotated[bool, Option("--no-cache", help="Neither read nor keep answers of the model.")] = False
    replay: Annotated[Path | None, file_option("Take the model's answers from this recording.")] = None
    record: Annotated[Path | None, Option(metavar="FILE", help="Append the model's answers to this file.")] = None
    quiet: Annotated[bool, Option("--quiet", help="Only errors and failed inputs on standard error.")] = False


@dataclass(frozen=True, kw_only=True)
class CheckOptions:
    """Options of ``evenhand check``."""

    brief: Annotated[str, Argument(metavar="BRIEF", help="JSON of ours, Markdown or plain text, or -.")]
    inputs: Annotated[list[str], Argument(metavar="INPUT", help="The articles, in the order that [n] counts.")]
    terms: Annotated[Path | None, file_option("The term map that the brief was made with.")] = None
    json: Annotated[bool, Option("--json", help="The whole report as JSON.")] = False


@dataclass(frozen=True, kw_only=True)
class ServeOptions:
    """Options of ``evenhand serve``; None: as the settings say."""

    host: Annotated[
        str | None,
        Option(metavar="ADDRESS", help="Where to listen; beyond this machine only with a key.  [default: 127.0.0.1]"),
    ] = None
    port: Annotated[
        int | None, Option(metavar="N", min=0, max=65_535, help="0: any that is free.  [default: 8750]")
    ] = None
    workers: Annotated[int | None, Option(metavar="N", min=1, help="Processes that make briefs.  [default: 2]")] = None
    data_dir: Annotated[
        Path | None, Option(metavar="DIR", help="Folder of jobs and briefs; several services may share it.")
    ] = None
    config: Annotated[Path | None, file_option("Settings, TOML; those of the service under [serve].")] = None
    new_key: Annotated[str | None, Option(metavar="NAME", help="Make a key, say how to let it in, and stop.")] = None


@dataclass(frozen=True, kw_only=True)
class ListOptions:
    """``evenhand prompts list`` has none."""


@dataclass(frozen=True, kw_only=True)
class ShowOptions:
    """Options of ``evenhand prompts show``."""

    prompt_id: Annotated[str, Argument(metavar="ID", help="As `evenhand prompts list` names it.")]


def command(options: type[Record], work: Callable[[Record], int], interrupted: str) -> Callable[..., int]:
    """A function with the fields of `options` as its parameters, which is what typer reads; it calls `work`."""
    hints = get_type_hints(options, include_extras=True)

    def call(**values: Any) -> int:
        from service.cli.running import guarded

        return guarded(lambda: work(options(**values)), interrupted)

    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # typer reads it; typeshed lacks it
        [
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if field.default is MISSING else field.default,
                annotation=hints[field.name],
            )
            for field in fields(options)
        ]
    )
    return call


def read_meta(given: Sequence[str]) -> dict[str, dict[str, str]]:
    """Values of --meta by document id. Raises InputError for one of another form; load judges ids, keys and values."""
    from service.errors import InputError

    found: dict[str, dict[str, str]] = {}
    for text in given:
        name, equals, value = text.partition("=")
        doc, dot, key = name.strip().partition(".")
        if not (equals and dot and doc and key):
            raise InputError(f"--meta {text!r}: {META_FORM}")
        found.setdefault(doc, {})[key.strip()] = value.strip()
    return found


def make_settings(options: Mapping[str, object]) -> Settings:
    """Settings from the environment under `options`; None counts as not given. Raises InputError naming the option."""
    from pydantic import ValidationError

    from service.errors import InputError
    from service.settings import Settings
    from service.violations import violation

    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks what came as text
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        where = f"--{name.replace('_', '-')}" if name in given else f"EVENHAND_{name.upper()}"
        raise InputError(f"{where}: {violation(first)}, not {first['input']!r}") from None
