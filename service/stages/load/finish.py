"""A parsed article becomes a Document, or the notice that says why it is left out. Pure.

Enters: Parsed text, metadata, limits. Leaves: one Document with its notices. Never happens here: a guess of a date; one
that the text itself gives is taken with a notice of the words that give it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from itertools import islice

from service.records import Document, Notice, NoticeCode, PageSpan
from service.settings import Settings
from service.stages.load.case import unusual_case
from service.stages.load.decode import clean
from service.stages.load.hidden import shown
from service.stages.load.inputs import Metadata, Parsed, Raw
from service.stages.load.language import ENGLISH_SHARE, english_share, words_of
from service.stages.load.outlet import outlet_in
from service.text.own_date import own_date

# Less is a headline, a teaser or a paywall: nothing that can be briefed.
RUNNING_WORDS = 25
# A line with fewer words is running text only if it ends as a sentence does.
LINE_WORDS = 8
# A text is cut at a paragraph end within this last share of the limit, else at a blank.
CUT_SHARE = 0.8
# Ends of sentences as a reader counts them, roughly: a ceiling for the time that the rules take, not a split.
_SENTENCE = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|[^\s.!?…][ \t]*+(?=\n)")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def finish(doc: str, raw: Raw, parsed: Parsed, given: Metadata, settings: Settings) -> Document | Notice:
    """Clean, cut, judge and describe one article; `given` is the caller's own metadata, stronger than the text's."""
    text, dropped = clean(parsed.text)
    text, invisible = (text, 0) if parsed.pages else shown(text)
    notices = _reading_notices(doc, parsed, dropped, parsed.hidden + invisible)
    text, limit = _within(text, settings)
    if limit is None and parsed.is_cut:
        limit = len(text)
    if limit is not None:
        notices.append(Notice(code=NoticeCode.TRUNCATED, doc=doc, params={"limit": str(limit)}))
    stronger = raw.metadata.under(given)
    refused = refusal(doc, raw.label, text, stronger.language)
    if refused is not None:
        return refused
    known = parsed.metadata.under(stronger)
    outlet = known.outlet or outlet_in(text)
    if outlet is not None and _gives_orders(outlet):
        # It would stand beside every sentence of its article, as a name that the brief gives it.
        notices.append(Notice(code=NoticeCode.ADDRESSES_A_MODEL, doc=doc))
        outlet = None
    published, undated = _published(doc, text, known)
    notices += undated
    if outlet is None:
        notices.append(Notice(code=NoticeCode.NO_OUTLET, doc=doc))
    return Document(
        id=doc,
        label=raw.label,
        text=text,
        title=known.title,
        outlet=outlet,
        url=known.url,
        published=published,
        retrieved=raw.retrieved,
        language=stronger.language or "en",
        sha256_bytes=hashlib.sha256(raw.data).hexdigest(),
        sha256_text=hashlib.sha256(text.encode()).hexdigest(),
        pages=_pages_within(parsed.pages, len(text)),
        notices=tuple(notices),
    )


def _published(doc: str, text: str, known: Metadata) -> tuple[datetime | None, list[Notice]]:
    """The date of publication: of the metadata, else in the text's own words; and what a reader should know of it."""
    if known.published is not None:
        return known.published, []
    own = own_date(text)
    if own is None:
        return None, [Notice(code=NoticeCode.NO_DATE, doc=doc)]
    if own.published is None:
        code = NoticeCode.DATE_OF_ANY_ORDER if own.is_any_order else NoticeCode.DATE_WITHOUT_YEAR
        code = NoticeCode.DATE_OF_UPDATE if own.is_of_update else code
        return None, [Notice(code=code, doc=doc, params={"words": own.words})]
    day = own.published.date().isoformat()
    return own.published, [Notice(code=NoticeCode.DATE_FROM_TEXT, doc=doc, params={"date": day, "words": own.words})]


def _gives_orders(outlet: str) -> bool:
    # The table of orders takes longer to import than a plain text to read.
    from service.text.lookout import addresses_a_model

    return addresses_a_model(outlet)


def _within(text: str, settings: Settings) -> tuple[str, int | None]:
    """The text within the limits on characters and sentences, and after how many characters it was cut."""
    limit = None
    if len(text) > settings.max_document_chars:
        limit = settings.max_document_chars
        text = cut(text, limit)
    ends = islice(_SENTENCE.finditer(text), settings.max_document_sentences - 1, settings.max_document_sentences)
    last = next((found.end() for found in ends), len(text))
    # What stands behind the last sentence allowed may be blank lines only.
    return (text, limit) if not text[last:].strip() else (text[:last], last)


def cut(text: str, limit_chars: int) -> str:
    """The text up to the last paragraph end, else the last blank, before the limit."""
    head = text[:limit_chars]
    for mark in ("\n", ". ", " "):
        at = head.rfind(mark)
        if at >= limit_chars * CUT_SHARE:
            return head[: at + (mark == ". ")]
    return head


def refusal(doc: str, where: str, text: str, language: str | None) -> Notice | None:
    """Why this text cannot be briefed; None where it can. The caller's own word on the language is believed."""
    words = words_of(text)
    running = running_words(text)
    share = english_share(words)
    params = {"where": where, "share": f"{share:.0%}"}
    if language is not None and language.split("-")[0].lower() != "en":
        return Notice(code=NoticeCode.UNSUPPORTED_LANGUAGE, doc=doc, params=params)
    # Scripts without blanks between words have few "words", and long ones.
    is_judged = running >= RUNNING_WORDS or _foreign_script(text)
    if language is None and is_judged and share < ENGLISH_SHARE:
        return Notice(code=NoticeCode.UNSUPPORTED_LANGUAGE, doc=doc, params=params)
    if running < RUNNING_WORDS:
        return Notice(code=NoticeCode.TOO_SHORT, doc=doc, params={"where": where, "words": str(running)})
    if how := unusual_case(text):
        return Notice(code=NoticeCode.UNUSUAL_CASE, doc=doc, params={"where": where, "how": how})
    return None


def running_words(text: str) -> int:
    """Words in lines that are sentences or long enough to be part of one."""
    count = 0
    for line in text.split("\n"):
        words = len(words_of(line))
        if words >= LINE_WORDS or _SENTENCE_END.search(line.rstrip()):
            count += words
    return count


def _foreign_script(text: str) -> bool:
    """True where most letters are beyond Latin and its accents."""
    letters = [c for c in text[:2_000] if c.isalpha()]
    return len(letters) >= RUNNING_WORDS and sum(c > "\u024f" for c in letters) > len(letters) / 2


def _reading_notices(doc: str, parsed: Parsed, dropped: int, hidden: int) -> list[Notice]:
    counts: tuple[tuple[NoticeCode, int, dict[str, str]], ...] = (
        (NoticeCode.REPLACED_BYTES, parsed.replaced, {"encoding": parsed.encoding.upper()}),
        (NoticeCode.DROPPED_CONTROL, dropped, {}),
        (NoticeCode.HIDDEN_TEXT, hidden, {}),
    )
    found = [Notice(code=code, doc=doc, params={"count": str(n)} | extra) for code, n, extra in counts if n]
    if not parsed.assumed:
        return found
    return [Notice(code=NoticeCode.ASSUMED_ENCODING, doc=doc, params={"encoding": parsed.assumed}), *found]


def _pages_within(pages: tuple[PageSpan, ...], end: int) -> tuple[PageSpan, ...]:
    return tuple(page.model_copy(update={"end": min(page.end, end)}) for page in pages if page.start < end)
