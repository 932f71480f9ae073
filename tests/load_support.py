"""Real files for the tests of load, tables of those that cannot be used, and a real web server on this machine."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from service.records import Document, NoticeCode
from service.settings import Settings
from service.stages.load import Loaded, load

DATA = Path(__file__).parent / "data" / "load"
ROOT = Path(__file__).parent.parent
ARTICLE = (
    "The ferry company said on Friday that it would buy two electric ships, which should sail between the islands from"
    " next spring. The ships carry 300 people each, and the company paid 40 million euros for them."
)


BAD_INPUTS = {
    "empty.txt": "empty; give a file with the article's text",
    "binary.txt": "not a text file (it looks like a PNG image); give text, Markdown, HTML, PDF or JSON",
    "stub.txt": "only 6 words of running text; it was left out",
    "german.txt": "the text does not look like English (0% of its words are common English words); it was left out",
    "missing.txt": "no such file; check the path",
}


# Every spelling of this machine, of its network and of a cloud's metadata service; and schemes that are none of ours.
REFUSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://0.0.0.0/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::]/",
    "http://[::1]/",
    "http://localhost./",
    "http://①②⑦.⓪.⓪.①/",
    "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.100.100.200/",
    "http://10.0.0.1/",
    "http://user@127.0.0.1/",
    "http://user:secret@example.com/",
    "file:///etc/passwd",
    "ftp://example.com/",
    "https://example.com:8443/",
    "http://",
]


BROKEN_JSON = [
    ('{"text": ', "", "not valid JSON (Expecting value at line 1, column 10)"),
    ("[" * 100_000, "", "not valid JSON (nested too deeply)"),
    ("[1]", "[0]", "not a JSON object"),
    ("7", "", "not a JSON object"),
    ('{"text": 7}', "", "holds neither text nor html"),
]


OTHER_LANGUAGES = {
    "de": "Der Minister sagte am Montag in Berlin, dass die Regierung in diesem Jahr mehr Geld für Schulen ausgeben"
    " will und dass die Opposition den Plan nicht ablehnen sollte, weil er allen hilft.",
    "fr": "Le ministre a déclaré lundi à Paris que le gouvernement allait dépenser plus d'argent pour les écoles cette"
    " année et que l'opposition ne devrait pas rejeter le plan, car il aide tout le monde.",
    "es": "El ministro dijo el lunes en Madrid que el gobierno va a gastar más dinero en las escuelas este año y que la"
    " oposición no debería rechazar el plan, porque ayuda a todos los que viven en el país.",
    "it": "Il ministro ha detto lunedì a Roma che il governo spenderà più soldi per le scuole quest'anno e che"
    " l'opposizione non dovrebbe respingere il piano, perché aiuta tutti quelli che vivono nel paese.",
    "nl": "De minister zei maandag in Den Haag dat de regering dit jaar meer geld aan scholen wil uitgeven en dat de"
    " oppositie het plan niet moet afwijzen, want het is er voor ons allemaal en we hebben het nodig.",
    "tr": "Bakan pazartesi günü Ankara'da yaptığı açıklamada hükümetin bu yıl okullara daha fazla para ayıracağını ve"
    " muhalefetin planı reddetmemesi gerektiğini, çünkü planın herkese yardım edeceğini ve on yıl süreceğini söyledi.",
    "sv": "Ministern sade i måndags i Stockholm att regeringen vill ge mer pengar till skolor i år och att oppositionen"
    " inte borde avvisa planen, för den hjälper alla som bor i landet och är till för oss.",
    "pl": "Minister powiedział w poniedziałek w Warszawie, że rząd wyda w tym roku więcej pieniędzy na szkoły i że"
    " opozycja nie powinna odrzucać planu, ponieważ pomaga on wszystkim ludziom, którzy mieszkają w kraju.",
}


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


PDF_LINES = [
    "Two electric ships for the islands",
    "The ferry company said on Friday that it would buy two electric ships, which",
    "should sail between the islands from next spring. A cease-",
    "fire in the dispute with the crews has held since May, and the govern-",
    "ment pays a third of the price.",
    "The ships carry 300 people each, and the company paid 40 million euros for both",
]


def encrypted(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password="secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BAD_PDFS = [
    (encrypted(pdf_of([PDF_LINES])), "the PDF is encrypted; save a copy without a password"),
    (pdf_of([[], []]), "the PDF holds pictures of text but no text (a scan?); run OCR on it first"),
    (pdf_of([PDF_LINES])[:200], "not a readable PDF"),
    (b"%PDF-1.4 and nothing else", "not a readable PDF"),
    (b"no PDF at all", "not a readable PDF"),
]
