"""The two entries of load: from what a caller names, and from texts in memory.

Enters: paths, addresses, "-", TextInputs. Leaves: Loaded. One input's trouble is one notice, and the rest goes on;
InputError only for options that cannot be used, and where nothing is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from service.errors import InputError
from service.records import Document, Notice, NoticeCode
from service.settings import Settings
from service.stages.load import jsonl
from service.stages.load.beside import Beside
from service.stages.load.copies import mark_copies
from service.stages.load.finish import finish
from service.stages.load.formats import parse
from service.stages.load.given import described, from_memory, shown_name, uploaded
from service.stages.load.inputs import (
    Address,
    Fault,
    Given,
    Kind,
    Lines,
    Loaded,
    Metadata,
    NothingUsable,
    Raw,
    Rejected,
    TextInput,
    Upload,
)
from service.stages.load.metadata import parse_overrides
from service.stages.load.parser import Parser
from service.stages.load.places import STDIN, expand, read, read_stdin, sniff, too_many, within
from service.stages.load.robots import Robots
from service.stages.load.web import Fetcher, check_address, fetch, fetch_in_thread

# Addresses fetched at once; a caller with hundreds of them should not look like an attack.
FETCHES_AT_ONCE = 8
# A shorter plain text is read without a thread of its own.
SMALL_BYTES = 100_000

_Read = TypeVar("_Read", Raw, Raw | Lines)
NO_META: Mapping[str, Mapping[str, str]] = MappingProxyType({})


async def load(
    inputs: Sequence[str | Given],
    *,
    settings: Settings,
    meta: Mapping[str, Mapping[str, str]] = NO_META,
    stdin: bytes | None = None,
    fetcher: Fetcher | None = None,
) -> Loaded:
    """Read everything named or given, in order; a string is a path, an address or "-".

    Raises:
        InputError: bad `meta`, too many inputs, or no usable input.
    """
    overrides = parse_overrides(meta)
    gate = asyncio.Semaphore(settings.parse_processes)
    with Parser(settings) as parser:
        items, origins = await _read_all(inputs, _Reading(settings, parser, stdin, fetcher, Robots()))
        _check_ids(overrides, len(items))

        async def one(position: int) -> _Outcome:
            async with gate:
                # Out of the list, so that the bytes of an article go when its text is there.
                item, items[position] = items[position], Fault("", "")
                doc = f"S{position + 1}"
                arguments = (doc, item, overrides.get(doc, Metadata()), parser, settings)
                # Plain text is read at once; a thread for it would cost more than the text.
                if isinstance(item, Fault) or (len(item.data) < SMALL_BYTES and item.kind is Kind.TEXT):
                    return _outcome(*arguments)
                return await asyncio.to_thread(_outcome, *arguments)

        outcomes = await asyncio.gather(*map(one, range(len(items))))
    return _loaded(outcomes, origins)


def load_texts(items: Sequence[TextInput], *, settings: Settings | None = None) -> Loaded:
    """The same for articles in memory; HTML still goes through the parser child. Raises InputError as `load` does."""
    settings = settings or Settings()
    _refuse_too_many(len(items), settings)
    with Parser(settings) as parser:
        outcomes = [
            _outcome(f"S{number}", from_memory(item, f"text {number}", settings), Metadata(), parser, settings)
            for number, item in enumerate(items, start=1)
        ]
    return _loaded(outcomes, range(len(items)))


def failure_line(failure: Notice) -> str:
    """One line for a reader: the input's id and label, what is wrong and what to do."""
    where = failure.params.get("where", "")
    message = failure.message
    named = message if message.startswith(where) else f"{where}: {message}"
    return f"{failure.doc} {named}" if failure.doc else named


class _Reading(NamedTuple):
    """What every read of one load shares."""

    settings: Settings
    parser: Parser
    stdin: bytes | None
    fetcher: Fetcher | None
    robots: Robots


async def _read_all(inputs: Sequence[str | Given], reading: _Reading) -> tuple[list[Raw | Fault], list[int]]:
    """One item for each article, JSON files opened up, and of which input it comes; the order is the caller's."""
    settings, beside, gate = reading.settings, Beside(), asyncio.Semaphore(FETCHES_AT_ONCE)
    _refuse_too_many(len(inputs), settings)
    places = expand(inputs, settings.max_documents)
    _refuse_too_many(len(places), settings)
    total = _Total(settings.max_total_bytes)

    async def one(position: int, place: str | Path | Given | Fault) -> Raw | Lines | Fault:
        if isinstance(place, Fault):
            return place
        try:
            if isinstance(place, TextInput):
                found = from_memory(place, f"text {position + 1}", settings)
                return found if isinstance(found, Fault) else total.add(found)
            if isinstance(place, Upload):
                return total.add(uploaded(place, settings))
            if isinstance(place, Address):
                return total.add(described(await _fetch(place.url, reading, gate), place))
            if isinstance(place, Path):
                return total.add(read(place, settings, beside))
            if place != STDIN:
                return total.add(await _fetch(place, reading, gate))
            if STDIN in places[:position]:
                raise Rejected("standard input can be read only once; name it once")
            return total.add(read_stdin(reading.stdin, settings))
        except Rejected as error:
            return Fault(place.name if isinstance(place, Upload) else shown_name(place), str(error))

    articles: list[Raw | Fault] = []
    origins: list[int] = []
    items = list(await asyncio.gather(*(one(*pair) for pair in enumerate(places))))
    for position, item in enumerate(items):
        items[position] = Fault("", "")
        # Each input still to come keeps a place of its own.
        room = settings.max_documents - len(articles) - (len(items) - position - 1)
        if isinstance(item, Lines) or (isinstance(item, Raw) and item.kind in {Kind.JSON, Kind.JSONL}):
            articles += await asyncio.to_thread(_opened, item, room, reading, total)
        else:
            articles.append(item)
        origins += [position] * (len(articles) - len(origins))
    return articles, origins


def _opened(item: Raw | Lines, room: int, reading: _Reading, total: _Total) -> list[Raw | Fault]:
    """The articles of one JSON file; the file is refused whole where there is no room for them."""
    found: list[Raw | Fault] = []
    for article in jsonl.records(item, reading.parser, reading.settings):
        if len(found) == room:
            return [Fault(item.label, too_many(reading.settings.max_documents))]
        try:
            found.append(total.add(article) if isinstance(article, Raw) else article)
        except Rejected as error:
            found.append(Fault(article.label if isinstance(article, Raw) else article.where, str(error)))
    return found or [Fault(item.label, "empty; give a file with the article's text")]


class _Total:
    """The bytes read so far, all inputs together."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = self._left = limit_bytes

    def add(self, item: _Read) -> _Read:
        """The same value. Raises Rejected where it goes beyond the sum allowed; smaller ones may follow it."""
        size = len(item.data) if isinstance(item, Raw) else 0
        if size > self._left:
            raise Rejected(f"with it the inputs are larger than {self._limit_bytes} bytes; give fewer")
        self._left -= size
        return item


async def _fetch(url: str, reading: _Reading, gate: asyncio.Semaphore) -> Raw:
    settings, fetcher = reading.settings, reading.fetcher
    if not settings.allow_urls:
        raise Rejected("fetching addresses is switched off; give the article as a file or text")
    if fetcher is None:
        check_address(url, settings)
        fetcher = partial(fetch, settings=settings, robots=reading.robots)
    async with gate:
        found = await fetch_in_thread(url, fetcher, settings.fetch_deadline_s)
    data = within(found.data, settings)
    return Raw(
        label=url,
        data=data,
        kind=sniff(data, found.kind),
        charset=found.charset,
        retrieved=found.retrieved,
        metadata=Metadata(url=found.url),
    )


class _Outcome(NamedTuple):
    """What became of one input."""

    document: Document | None
    failures: tuple[Notice, ...]


def _outcome(doc: str, raw: Raw | Fault, given: Metadata, parser: Parser, settings: Settings) -> _Outcome:
    if isinstance(raw, Raw) and given.encoding is not None:
        raw = replace(raw, metadata=raw.metadata.under(Metadata(encoding=given.encoding)))
    parsed = parse(raw, parser, settings)
    faults = [*(raw.faults if isinstance(raw, Raw) else ()), *([parsed] if isinstance(parsed, Fault) else [])]
    failures = tuple(_failed(doc, fault) for fault in faults)
    if isinstance(raw, Fault) or isinstance(parsed, Fault):
        return _Outcome(None, failures)
    found = finish(doc, raw, parsed, given, settings)
    return _Outcome(found, failures) if isinstance(found, Document) else _Outcome(None, (*failures, found))


def _loaded(outcomes: Iterable[_Outcome], origins: Iterable[int]) -> Loaded:
    known = {f"S{number}": origin for number, origin in enumerate(origins, start=1)}
    documents: list[Document] = []
    failures: list[Notice] = []
    for outcome in outcomes:
        failures += outcome.failures
        if outcome.document is not None:
            documents.append(outcome.document)
    if not documents:
        lines = "\n  ".join(map(failure_line, failures)) or "no input was given; name a file, a folder, an address or -"
        raise NothingUsable(f"no input could be used:\n  {lines}", failures, known)
    return Loaded(documents=mark_copies(documents), failures=tuple(failures), origins=known)


def _failed(doc: str, fault: Fault) -> Notice:
    return Notice(code=NoticeCode.INPUT_FAILED, doc=doc, params={"where": fault.where, "what": fault.what})


def _ids(count: int) -> str:
    return "S1" if count == 1 else f"S1 to S{count}"


def _check_ids(overrides: Mapping[str, Metadata], count: int) -> None:
    unknown = [doc for doc in overrides if int(doc[1:]) > count]
    if unknown:
        raise InputError(f"metadata for {', '.join(unknown)}: no such input; given: {_ids(count)}")


def _refuse_too_many(count: int, settings: Settings) -> None:
    if count > settings.max_documents:
        raise InputError(f"more than {settings.max_documents} inputs; give fewer or raise max_documents")
