"""Real files for the tests of load: a hand-written PDF, and a real web server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from service.records import Document, NoticeCode
from service.settings import Settings
from service.stages.load import Loaded, load

DATA = Path(__file__).parent / "data" / "load"
ROOT = Path(__file__).parent.parent
ARTICLE = (
    "The ferry company said on Friday that it would buy two electric ships, which should sail between the islands from"
    " next spring. The ships carry 300 people each, and the company paid 40 million euros for them."
)


def settings(**values: object) -> Settings:
    return Settings.model_validate(values)


async def load_data(*names: str) -> Loaded:
    """Files of tests/data/load by name."""
    return await load([str(DATA / name) for name in names], settings=settings())


async def only(*names: str) -> Document:
    """The one document of files that load without a failure."""
    loaded = await load_data(*names)
    assert not loaded.failures
    (document,) = loaded.documents
    return document


def codes(document: Document) -> set[NoticeCode]:
    return {notice.code for notice in document.notices}


def pdf_of(pages: Sequence[Sequence[str]], title: str | None = None) -> bytes:
    """A PDF 1.4 with one text line for each string; no library has a hand in it."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    info = len(objects) + 1
    objects.append(f"<< /Title ({_escaped(title)}) >>" if title else "<< >>")
    return _assembled(objects, info)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[str], info: int) -> bytes:
    body = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    start = len(body)
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}".encode()
    body += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(body)


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def web_server(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """A real server on loopback; gives its address and the list of paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            # A client that has had enough closes the connection; that is what some tests are about.
            with suppress(OSError):
                answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, content_type: str, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
