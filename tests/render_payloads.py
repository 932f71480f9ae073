"""Words of a hostile author, put wherever a brief carries words of an article."""

from __future__ import annotations

import unicodedata

from service.records import Brief, Citation, Phrase
from tests.brief_example import example_brief

PAYLOADS = (
    "<script>document.title='ran'</script>",
    "</script><script>document.title='ran'</script>",
    "</style><script>document.title='ran'</script>",
    "<img src=http://canary.invalid/x onerror=\"document.title='ran'\">",
    '"><svg onload="document.title=\'ran\'">',
    "' autofocus onfocus='document.title=1",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "&lt;b&gt; &#60;b&#62;",
    "[x](javascript:alert(1))",
    "![x](http://canary.invalid/x)",
    "<http://canary.invalid/>",
    "[1]: http://canary.invalid/",
    "cell | cell",
    "```\ncode\n```",
    "`` ` ``",
    "# Heading",
    "> quote",
    "1. item",
    "- item",
    "---",
    "***bold*** __bold__ ~~gone~~",
    "a  \nb\\\nc",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m\x90q\x9c",
    "\u202etxt.exe\u202c \u2066x\u2069 \u200f",
    "[/] [bold]x[/bold] [link=file:///etc/passwd]y[/link]",
    "javascript:document.title='ran'",
    "JaVa\tScRiPt:document.title='ran'",
    "&#106;avascript:document.title='ran'",
    "data:text/html,<script>document.title='ran'</script>",
    "vbscript:msgbox(1) file:///etc/passwd //canary.invalid/x",
    "https://canary.invalid/\" onmouseover=\"document.title='ran'",
    "HTTPS://CANARY.INVALID/ www.canary.invalid x@canary.invalid",
    "<a href=javascript:document.title='ran' autofocus>x</a>",
    "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
    "<meta http-equiv=refresh content='0;url=http://canary.invalid/'>",
    "<link rel=stylesheet href=http://canary.invalid/x.css><style>@import 'http://canary.invalid/'</style>",
    "<base href=http://canary.invalid/><form action=http://canary.invalid/><button autofocus>x</button></form>",
    "<!-- --><!--[if IE]><script>document.title='ran'</script><![endif]--> ]]> -->",
    "<math><mtext></mtext><style><img src=x onerror=document.title='ran'></style></math>",
    "<javascript:document.title='ran'>",
    "[x]: javascript:document.title='ran' [^1]: note",
    "\\[x\\](http://canary.invalid/) \\<b>",
    "[![x](http://canary.invalid/i)](http://canary.invalid/)",
    "\x1b]8;;http://canary.invalid/\x07link\x1b]8;;\x07",
    "\x1bPq#0\x1b\\ \x1b[6n \x1b]52;c;eA==\x07",
    "shown\rhidden\x08\x08\x7f",
    "a\u2028b\u2029c\x85d\u200be",
    "\U000e0041\U000e0042 \ufff9x\ufffby\ufeff",
    "x\n\n    indented code",
    "<details open ontoggle=document.title='ran'>",
    "x\tjavascript\n:\ndocument.title='ran'",
)


def poisoned(payload: str) -> Brief:
    """The example with `payload` as titles, outlets, labels, addresses, sentences, values, wordings and quotes."""
    brief = example_brief()
    first = brief.sources[0]
    text = f"{payload} {first.text}"
    cited = (Citation(doc="S1", start=0, end=len(payload), quote=payload),)
    said = Phrase(text=payload, citations=cited)
    source = first.model_copy(
        update={
            "text": text,
            "title": payload,
            "outlet": payload,
            "label": payload,
            "url": payload,
            "language": payload,
        }
    )
    side = brief.differences[0].positions[0].model_copy(update={"value": said, "speaker": said, "as_of": said})
    update = {
        "title": said,
        "overview": (brief.overview[0].model_copy(update={"who": (said,), "topics": (said, said)}),),
        "events": (brief.events[0].model_copy(update={"label": said}),),
        "sentences": (
            brief.sentences[0].model_copy(
                update={"event": "E1", "text": payload, "attribution": said, "citations": cited, "edits": ()}
            ),
        ),
        "differences": (
            brief.differences[0].model_copy(update={"attribute": said, "positions": (side, side), "note": said}),
        ),
        "terms": (brief.terms[0].model_copy(update={"referent": payload, "neutral": payload}),),
        "withheld": (brief.withheld[0].model_copy(update={"text": payload, "words": (payload,), "citations": cited}),),
        "sources": (source, *brief.sources[1:]),
    }
    return brief.model_copy(update=update)


CONTROLS = {"Cc", "Cs"}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unsafe_characters(text: str) -> set[str]:
    """What a terminal could obey, by the Unicode data and not by the list of the code under test."""
    return {char for char in text if (unicodedata.category(char) in CONTROLS and char not in "\n\t") or char in BIDI}
