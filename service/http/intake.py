"""Reads a request for a brief or a check: JSON, or a form with files. Enters: a stream of strangers. Leaves: a Package.

Raises Refused. Nothing is written to the disk here, and nothing is kept of a body that is too large.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import TypeVar

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from service.http.answers import invalid_body, refuse
from service.jobs.faults import place
from service.jobs.requests import BriefRequest, CheckRequest, File, GivenDocument, Package
from service.settings import ServeSettings

MAX_NAME = 200
# A caller that still sends hears the answer only at the end; one that sends far too much is cut off.
READ_ON_FACTOR = 10
BODY_DEADLINE_S = 30
Body = TypeVar("Body", BriefRequest, CheckRequest)


async def read_request(request: Request, kind: type[Body], limits: ServeSettings) -> tuple[Body, Package]:
    """The checked request and its bytes."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in {"application/json", "multipart/form-data"}:
        raise refuse("unsupported_media_type", "send application/json, or multipart/form-data where files come along")
    body = await _read(request, limits.max_body_bytes)
    files: tuple[File, ...] = ()
    if media == "multipart/form-data":
        body, files = await _form(request, body, limits)
    try:
        found = kind.model_validate_json(body)
    except ValidationError as error:
        raise invalid_body(error) from None
    _refuse_too_much(found.documents, files, limits)
    return found, Package(body, files)


async def _read(request: Request, limit: int) -> bytes:
    what = f"more than {limit:,} bytes; send fewer or shorter articles"
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > READ_ON_FACTOR * limit:
        raise refuse("body_too_large", what)
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(BODY_DEADLINE_S):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= limit:
                    body += chunk
                elif size > READ_ON_FACTOR * limit:
                    break
    except TimeoutError:
        raise refuse("too_slow", f"the body was not complete after {BODY_DEADLINE_S} s; send it again") from None
    except ClientDisconnect:
        raise refuse("bad_request", "the connection ended before the body did") from None
    if size > limit:
        raise refuse("body_too_large", what)
    return bytes(body)


async def _form(request: Request, body: bytes, limits: ServeSettings) -> tuple[bytes, tuple[File, ...]]:
    async def once() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    try:
        parser = MultiPartParser(
            request.headers, once(), max_files=limits.max_documents, max_fields=4, max_part_size=limits.max_body_bytes
        )
        parser.spool_max_size = limits.max_body_bytes + 1  # in memory: it is there already
        form = await parser.parse()
    except (MultiPartException, HTTPException, KeyError, ValueError) as error:
        what = getattr(error, "message", "no boundary, or a part without a name")
        raise refuse("bad_form", f"{what}; send parts named request (JSON) and file") from None
    said, files = b"{}", list[File]()
    for name, value in form.multi_items():
        if name == "file" and isinstance(value, UploadFile):
            files.append(File((value.filename or f"file {len(files) + 1}")[:MAX_NAME], await value.read()))
        elif name == "request":
            said = await value.read() if isinstance(value, UploadFile) else value.encode("utf-8", "surrogatepass")
        else:
            raise refuse("bad_form", "a form has parts named request (JSON) and file (with a file name), no others")
    return said, tuple(files)


def _refuse_too_much(documents: Sequence[GivenDocument], files: Sequence[File], limits: ServeSettings) -> None:
    named = {document.upload for document in documents if document.upload is not None}
    missing = [
        n for n, document in enumerate(documents) if document.upload is not None and document.upload > len(files)
    ]
    if missing:
        what = f"no such file: {len(files)} files came; count them from 1"
        faults = tuple(place(("documents", n, "upload")) | {"what": what} for n in missing)
        raise refuse("invalid_request", f"a document names a file that did not come; {what}", faults)
    count = len(documents) + len(files) - len(named)
    if not count:
        raise refuse("invalid_request", "no document; give at least one with text, html, url or a file")
    if count > limits.max_documents:
        raise refuse("too_many_documents", f"{count} documents, at most {limits.max_documents}; send fewer")
    chars = sum(len(document.text or document.html or "") for document in documents)
    if chars > limits.max_chars:
        raise refuse("too_much_text", f"{chars:,} characters of text, at most {limits.max_chars:,}; send less")
