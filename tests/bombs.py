"""Files made to take time and memory, by name; each is small beside what it makes of itself."""

from __future__ import annotations

import gzip
import zlib

from tests.load_support import ARTICLE

PARAGRAPHS = f"{ARTICLE} " * 3


def stacked_pdf(content: bytes, filters: bytes) -> bytes:
    """One page whose content is `content`, packed as `filters` say."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
    ]
    body, table = b"%PDF-1.4\n", b""
    for number, words in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    end = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def blanks(megabytes: int) -> bytes:
    """As many blanks, packed."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)), packer.flush()])


def page(inner: str) -> bytes:
    return f"<html><body><article>{inner}</article></body></html>".encode()


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
BOMBS: dict[str, bytes] = {
    "packed.txt": gzip.compress(b" " * 50_000_000),
    "layers.pdf": stacked_pdf(zlib.compress(blanks(300), 9), b"[/FlateDecode /FlateDecode]"),
    "operators.pdf": stacked_pdf(zlib.compress(b"BT /F1 9 Tf " + b"(a) Tj\n" * 3_000_000 + b"ET"), b"/FlateDecode"),
    "attributes.html": page(f"<p {' '.join(f'a{n}=x' for n in range(200_000))}>{PARAGRAPHS}</p>"),
    "laughs.html": f'<!DOCTYPE html [<!ENTITY a0 "lol">{ENTITIES}]><html><body><p>{PARAGRAPHS} &a10;</p>'.encode(),
    "nested.html": page("<div>" * 100_000 + PARAGRAPHS + "</div>" * 100_000),
    "structured.html": page(f"<p>{PARAGRAPHS}</p>").replace(
        b"<body>", b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script><body>"
    ),
    "brackets.md": ("[" * 100_000 + PARAGRAPHS + "]" * 100_000).encode(),
    "quotes.md": ("> " * 100_000 + PARAGRAPHS).encode(),
    "hidden.md": ("x " + "<b hidden>" * 50_000 + PARAGRAPHS + "</i>" * 100_000).encode(),
    "blanks.txt": (PARAGRAPHS + " " * 1_000_001 + ARTICLE).encode(),
    "lines.txt": b"a\n" * 1_000_000,
    "brackets.json": b"[" * 200_000 + b"]" * 200_000,
    "lists.json": b"[" + b"[]," * 3_000_000 + b"[]]",
    "number.json": b'{"text": "x", "n": ' + b"9" * 4_000_000 + b"}",
    "brackets.jsonl": b"[" * 200_000 + b"\n",
    "comments": b"<!-- --> " * 400 + b"<",
}
