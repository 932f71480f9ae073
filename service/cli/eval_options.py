"""The options of ``evenhand eval``, one frozen record a command.

Enters: what typer parsed. Leaves: records. Never happens here: work, or a read of a file's content.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from typer import Argument, Option

from service.cli.options import file_option

# Enumerations, as typer takes no list of Literal.
Suite = StrEnum("Suite", "seeds planted pairs readings metamorphic all")
OneSuite = StrEnum("OneSuite", "seeds planted pairs readings metamorphic")
System = StrEnum("System", "extractive llm lead lexrank direct")
Writer = Literal["extractive", "llm"]
ReportShape = Literal["terminal", "json", "html"]


def _data(help_text: str) -> Any:
    return Option("--data", metavar="FILE", exists=True, dir_okay=False, help=f"{help_text}, JSON lines.")


def _json(help_text: str = "The whole report as JSON.") -> Any:
    return Option("--json", help=help_text)


def _folder(metavar: str) -> Any:
    return Argument(metavar=metavar, exists=True, file_okay=False, help="A folder that `eval run` has written.")


@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """Options of ``evenhand eval run``; None: as the settings say."""

    suite: Annotated[
        list[Suite] | None,
        Option(
            metavar="SUITE", help="seeds, planted, pairs, readings, metamorphic or all; repeatable.  [default: all]"
        ),
    ] = None
    writer: Annotated[
        list[System] | None,
        Option(
            metavar="SYSTEM",
            help="On the seeds: extractive, llm, lead, lexrank or direct; repeatable.  [default: extractive]",
        ),
    ] = None
    baselines: Annotated[bool, Option("--baselines", help="Also lead and lexrank, and with a model direct.")] = False
    judge_model: Annotated[bool, Option("--judge-model", help="The model judges too, beside the other judges.")] = False
    model: Annotated[str | None, Option(metavar="NAME", help="Model at the endpoint.")] = None
    base_url: Annotated[str | None, Option(metavar="URL", help="Any OpenAI-compatible endpoint, ending in /v1.")] = None
    local_model: Annotated[Path | None, file_option("A GGUF file to run in this process.")] = None
    replay: Annotated[Path | None, file_option("Take the model's answers from this recording.")] = None
    record: Annotated[Path | None, Option(metavar="FILE", help="Append the model's answers to this file.")] = None
    sentences: Annotated[int | None, Option(metavar="N", help="At most N in a brief.  [default: 24]")] = None
    out: Annotated[
        Path | None, Option(metavar="DIR", help="Folder of the run.  [default: eval-runs/<suites>-<writers>]")
    ] = None
    fresh: Annotated[bool, Option("--fresh", help="Make everything anew, even what the folder holds.")] = False
    json: Annotated[bool, _json("All records of the run as JSON.")] = False
    quiet: Annotated[bool, Option("--quiet", help="No progress on standard error.")] = False


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """Options of ``evenhand eval report``."""

    run: Annotated[Path, _folder("RUN")]
    format: Annotated[
        ReportShape | None, Option(help="Default: by the name of --out (.json, .html), else terminal.")
    ] = None
    out: Annotated[Path | None, Option(metavar="FILE", help="Write the report there, whole or not at all.")] = None


@dataclass(frozen=True, kw_only=True)
class CompareOptions:
    """Options of ``evenhand eval compare``."""

    a: Annotated[Path, _folder("A")]
    b: Annotated[Path, _folder("B")]
    json: Annotated[bool, _json("The whole comparison as JSON.")] = False


@dataclass(frozen=True, kw_only=True)
class GateOptions:
    """Options of ``evenhand eval gate``."""

    suite: Annotated[
        list[OneSuite] | None,
        Option(metavar="SUITE", help="Only this suite, of the five; repeatable.  [default: every suite]"),
    ] = None
    floors: Annotated[
        Path | None, Option(metavar="FILE", dir_okay=False, help="Pinned floors.  [default: evals/floors.toml]")
    ] = None
    out: Annotated[Path | None, Option(metavar="DIR", help="Keep the run there.  [default: a temporary folder]")] = None
    update: Annotated[bool, Option("--update", help="Pin the present scores; lowers no floor.")] = False
    allow_regression: Annotated[
        bool, Option("--allow-regression", help="With --update: lower or drop floors as well.")
    ] = False
    json: Annotated[bool, _json("The outcome as JSON.")] = False


@dataclass(frozen=True, kw_only=True)
class CalibrateOptions:
    """Options of ``evenhand eval calibrate``."""

    data: Annotated[
        Path | None,
        Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Rows with id, set, text, cites, reading.  [default: evals/readings/briefs.jsonl]",
        ),
    ] = None
    judge: Annotated[Literal["offline"], Option(help="Which judge.")] = "offline"
    json: Annotated[bool, _json()] = False


@dataclass(frozen=True, kw_only=True)
class SupportOptions:
    """Options of ``evenhand eval support``."""

    data: Annotated[Path, _data("Claims, passages and verdicts")]
    threshold_from: Annotated[
        Path | None, file_option("Choose the judge's threshold on these rows, not on its own.")
    ] = None
    by: Annotated[
        Literal["judge", "scorer"], Option(help="The evaluation's own judge, or the entailment scorer of the check.")
    ] = "judge"
    transfer: Annotated[
        list[Path] | None,
        Option(metavar="FILE", exists=True, dir_okay=False, help="Each set's threshold on the other sets; repeatable."),
    ] = None
    json: Annotated[bool, _json()] = False


@dataclass(frozen=True, kw_only=True)
class EventsOptions:
    """Options of ``evenhand eval events``."""

    docs: Annotated[Path, file_option("Articles with topic and event, JSON lines.")]
    pairs: Annotated[Path, file_option("Pairs of articles with a label, JSON lines.")]
    json: Annotated[bool, _json()] = False


@dataclass(frozen=True, kw_only=True)
class DataOptions:
    """Options of each command that reads one data set and has no other choice."""

    data: Annotated[Path, _data("The data set")]
    json: Annotated[bool, _json()] = False


@dataclass(frozen=True, kw_only=True)
class BriefsOptions:
    """Options of ``evenhand eval briefs``."""

    data: Annotated[Path, _data("Clusters of articles")]
    limit: Annotated[int | None, Option(metavar="N", min=1, help="Only the first N clusters.")] = None
    writer: Annotated[Writer, Option(help="Which writer makes the briefs.")] = "extractive"
    model: Annotated[str | None, Option(metavar="NAME", help="Model at the endpoint.")] = None
    base_url: Annotated[str | None, Option(metavar="URL", help="Any OpenAI-compatible endpoint, ending in /v1.")] = None
    local_model: Annotated[Path | None, file_option("A GGUF file to run in this process.")] = None
    json: Annotated[bool, _json()] = False
