"""All settings, their defaults and their environment names (``EVENHAND_...``); only this file reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def default_cache_dir() -> Path:
    """The user's cache folder, by the XDG rule."""
    import os

    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evenhand"


class Settings(BaseSettings):
    """Frozen. Each field can be set as ``EVENHAND_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix="EVENHAND_", frozen=True, extra="ignore", populate_by_name=True)

    # what to write
    writer: Literal["auto", "llm", "extractive"] = Field(default="auto", description="auto: llm where a model is set.")
    sentences: int = Field(default=24, ge=1, le=500, description="Ceiling over all events, at least one for each.")
    focus: str | None = Field(default=None, description="Orders and limits clusters; never changes gates.")
    terms: Path | None = Field(default=None, description="A house's own term map, TOML, on top of ours.")
    decisions: Path | None = Field(default=None, description="What an editor decided, YAML.")
    since: Path | None = Field(default=None, description="An earlier brief, JSON: tell what changed.")
    on_mixed: Literal["split", "refuse"] = Field(default="split", description="When inputs report different events.")

    # the model
    model: str | None = Field(default=None, description="Model name at the endpoint.")
    base_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("base_url", "EVENHAND_BASE_URL", "OPENAI_BASE_URL"),
        description="OpenAI-compatible endpoint, ending in /v1.",
    )
    api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("api_key", "EVENHAND_API_KEY", "OPENAI_API_KEY"),
        description="Key for the endpoint.",
    )
    local_model: Path | None = Field(default=None, description="GGUF file to serve inside this process.")
    local_threads: int | None = Field(
        default=None,
        ge=1,
        le=256,
        description="For the local model. None: as the machine has cores, see service/llm/local.py.",
    )
    temperature: float = Field(default=0.0, ge=0, le=2, description="Sampling temperature.")
    seed: int = Field(default=7, description="Sampling seed, where the endpoint honours it.")
    context_tokens: int = Field(default=8192, ge=512, description="Window of the model.")
    max_output_tokens: int = Field(default=200, ge=16, description="Ceiling for one answer.")

    # limits
    call_deadline_s: float = Field(default=120.0, gt=0, description="Total time for one answer, retries included.")
    connect_timeout_s: float = Field(default=5.0, gt=0, description="To open a connection.")
    max_attempts: int = Field(default=6, ge=1, le=20, description="Requests for one answer.")
    retry_after_cap_s: float = Field(default=120.0, ge=0, description="A longer Retry-After is not waited for.")
    requests_per_minute: int | None = Field(default=None, ge=1, description="None: no limit.")
    tokens_per_minute: int | None = Field(default=None, ge=1, description="None: no limit.")
    concurrency: int = Field(default=4, ge=1, le=64, description="Requests under way at once.")
    max_cost: float | None = Field(default=None, ge=0, description="US dollars for one run.")
    prices: Path | None = Field(default=None, description="A price file, TOML, on top of ours.")

    # memory
    cache_dir: Path = Field(default_factory=default_cache_dir, description="Folder of the response cache.")
    cache: bool = Field(default=True, description="Use the response cache.")
    replay: Path | None = Field(default=None, description="Recorded completions; a miss is an error.")
    record: Path | None = Field(default=None, description="Append completions to this file.")

    # sizes of inputs
    max_documents: int = Field(default=1_000, ge=1, description="More inputs are refused.")
    max_bytes: int = Field(default=20_000_000, ge=1_000, description="A larger input is refused; counted decompressed.")
    max_total_bytes: int = Field(default=100_000_000, ge=1_000, description="Inputs beyond this sum are refused.")
    max_page_bytes: int = Field(default=5_000_000, ge=1_000, description="A larger HTML page is refused.")
    max_line_bytes: int = Field(default=5_000_000, ge=1_000, description="A longer line of JSON lines is refused.")
    max_lines_bytes: int = Field(default=200_000_000, ge=1_000, description="A file of JSON lines is read up to here.")
    max_pdf_pages: int = Field(default=500, ge=1, description="A PDF with more pages is refused.")
    max_decompressed_bytes: int = Field(
        default=75_000_000, ge=1_000, description="A PDF with a stream that unpacks to more is refused."
    )
    max_document_chars: int = Field(default=400_000, ge=1_000, description="A longer document is cut, with a notice.")
    max_document_sentences: int = Field(default=2_000, ge=1, description="A longer document is cut, with a notice.")

    # time and memory for inputs
    parse_deadline_s: float = Field(default=8.0, gt=0, description="Total time to parse one input.")
    parse_memory_mb: int = Field(default=320, ge=128, description="MiB for the process that parses one input.")
    parse_processes: int = Field(default=2, ge=1, le=16, description="Parser processes at once.")

    # addresses as inputs
    allow_urls: bool = Field(default=True, description="Fetch http and https inputs.")
    fetch_deadline_s: float = Field(default=20.0, gt=0, description="Total time for one URL, redirects included.")
    fetch_ports: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset({80, 443}), description="Ports that are fetched, separated by commas."
    )
    fetch_allow_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Only these hosts and their subdomains are fetched, separated by commas; empty: all public ones. "
        "It narrows, and opens nothing: loopback and other inner addresses are never fetched, whatever stands here.",
    )
    fetch_deny_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="These hosts and their subdomains are never fetched; stronger than the hosts allowed."
    )
    fetch_robots: bool = Field(default=True, description="Leave out what a site's robots.txt closes to programs.")

    @field_validator("focus")
    @classmethod
    def _said(cls, value: str | None) -> str | None:
        """Blanks are no question: a variable of a script that is empty asks for nothing."""
        return (value or "").strip() or None

    @field_validator("fetch_ports", "fetch_allow_hosts", "fetch_deny_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """A list from the environment is written with commas."""
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    def effective_writer(self) -> Literal["llm", "extractive"]:
        """What `auto` means here."""
        if self.writer != "auto":
            return self.writer
        return "llm" if self.model or self.local_model or self.replay else "extractive"


def default_data_dir() -> Path:
    """Where the service keeps its ledger, by the XDG rule."""
    import os

    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "evenhand"


class ServeSettings(BaseSettings):
    """Of ``evenhand serve`` alone. Frozen. Each field can be set as ``EVENHAND_SERVE_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix="EVENHAND_SERVE_", frozen=True, extra="ignore")

    # where
    host: str = Field(default="127.0.0.1", description="Address to listen on; beyond loopback only with a key.")
    port: int = Field(default=8750, ge=0, le=65_535, description="0: any that is free; it is said at the start.")
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Names that a request may call us by, separated by commas; empty: see docs/deployment.md.",
    )
    data_dir: Path = Field(default_factory=default_data_dir, description="Folder of the ledger of jobs and briefs.")

    # who
    keys: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="NAME:SHA256 of each key, separated by commas; `evenhand serve --new-key NAME` makes one.",
    )
    share_briefs: bool = Field(default=False, description="A brief's id is enough to read it, without a key.")

    # how much
    max_body_bytes: int = Field(default=5_000_000, ge=1_000, description="A larger request is refused.")
    max_documents: int = Field(default=50, ge=1, description="More in one request are refused.")
    max_chars: int = Field(default=2_000_000, ge=1_000, description="More text in one request is refused.")
    max_queue: int = Field(default=64, ge=1, description="Jobs waiting or running; more are refused.")
    max_streams: int = Field(default=256, ge=1, description="Event streams open at once; more are refused.")
    briefs_per_minute: int = Field(default=60, ge=0, description="For each key; 0: no limit.")
    requests_per_minute: int = Field(default=1_200, ge=0, description="Other requests, for each key; 0: no limit.")

    # how long
    workers: int = Field(default=2, ge=1, le=64, description="Processes that make briefs.")
    job_deadline_s: float = Field(default=300.0, gt=0, description="A job that takes longer is ended.")
    drain_s: float = Field(default=7.0, ge=0, description="At the end, how long running work may go on.")
    keep_days: float = Field(default=30.0, gt=0, description="Finished jobs and briefs are kept so long.")

    @field_validator("hosts", "keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """A list from the environment is written with commas."""
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
