"""Gates 0 to 2: can the sentence be understood alone, do its spans exist, are its quotations verbatim. Pure."""

from __future__ import annotations

import re

from service.records import Check, Gate, Outcome, Reason, Role, Sentence
from service.stages.check.places import Places
from service.stages.check.view import GIVEN_NAME, View, squeezed
from service.text.pointers import find_pointers
from service.text.sentences import sentence_spans

MARKS = re.compile(r"[“”«»\"]")
SINGLE = re.compile(r"(?<!\w)[‘'][^‘’']{2,80}[’'](?!\w)")
# What plain prose of one sentence holds; markup, emoji, invisible and turning characters are none of it.
SIGNS = re.compile(
    r"[^\w\s.,;:()\[\]%$€£'’“”\"–—/&+-]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|^[#*>-]\s?|[?!]$|https?:"
)
# "The mayor noted in a post on Monday.", "Mr Lee asked his daughters.": somebody speaks, and the words stand elsewhere
UNSAID = re.compile(
    r"(?:[\w.’'-]+\s){1,6}?(?P<verb>said|noted|wrote|added|remarked|replied|tweeted|posted|quipped|joked|exclaimed|asked)"
    r"(?:\s(?:so\s)?\w+ly)?"
    r"(?:\s(?:in|on|at|to|during|after|before|from|via)\s(?:an?\s|the\s|his\s|her\s|their\s|its\s)?[\w’'-]+(?:\s[\w’'-]+)?"
    r"|(?<=asked)\s(?:his|her|their|its|the)\s[\w’'-]+|\s(?:early\s|late\s)?[A-Z]\w+day(?:\s(?:morning|afternoon|evening|night))?"
    r"|\s\[[^\[\]]+\]){0,4}\.$"
)
# "Don't make faces", "And never forget", "For more details, see ...": somebody is told to do something, and neither is
# named
ORDERED = re.compile(
    r"For\s(?:more|further|full|additional)\s(?:information|details|news|stories|coverage|updates|results)\b"
    r",?\s(?:[a-z]+\s){0,2}?(?:see|visit|call|click|check|go|contact|read|follow|email|write|log)\b"
    r"|(?:(?:Please\s)?[Cc]lick|[Cc]heck\sout|[Rr]ead\smore|[Ss]ign\sup|[Ss]ubscribe|[Ss]croll|[Ff]ollow\sus|[Ss]tay\stuned)\b"
    r"|(?:(?:And|But|So|Please|Certainly|Just|Above\sall),?\s)?(?:(?:certainly|please|just)\s)?"
    r"(?:[Dd]on[’']t|[Dd]o\snot|[Ll]et[’']s|[Nn]ever\sforget|[Rr]emember\sto)\b"
)
QUOTED = re.compile(r"“(?P<a>[^“”]+)”|\"(?P<b>[^\"]+)\"|«(?P<c>[^«»]+)»")


def _fail(gate: Gate, reason: Reason, *words: str) -> Check:
    return Check(gate=gate, outcome=Outcome.FAIL, reason=reason, words=words)


def _ok(gate: Gate) -> Check:
    return Check(gate=gate, outcome=Outcome.PASS)


def cited_sentences(view: View) -> list[Sentence]:
    """The sentences that the support citations lie in."""
    places = view.places or Places(view.sentences.values())
    return places.under(view.support)


def context_gate(view: View) -> Check:
    """Body sentences only, whole quotations only, and nothing that points outside."""
    gate = Gate.CONTEXT
    for sentence in cited_sentences(view):
        if sentence.role != Role.BODY:
            return _fail(gate, Reason.ROLE_NOT_BODY, sentence.text)
        if sentence.quote_of is not None and not sentence.quote_of.closed:
            return _fail(gate, Reason.UNPAIRED_QUOTE, sentence.text[:80])
        if sentence.quote_of is not None and not _quoted_with_speaker(view):
            return _fail(gate, Reason.INSIDE_QUOTATION, sentence.text[:80])
    if not view.is_verbatim and (signs := SIGNS.findall(view.draft.text)):
        return _fail(gate, Reason.UNEXPECTED_SIGNS, *dict.fromkeys(signs))
    spans = [] if view.is_verbatim else sentence_spans(view.draft.text)
    if len(spans) > 1:
        return _fail(gate, Reason.NOT_ONE_SENTENCE, *(view.draft.text[start:end][:40] for start, end in spans[1:]))
    pointers = find_pointers(view.draft.text, view.known, view.people)
    if pointers:
        return _fail(gate, Reason.POINTS_OUTSIDE, *(view.draft.text[p.start : p.end] for p in pointers))
    ordered = ORDERED.match(view.draft.text)
    if ordered:
        return _fail(gate, Reason.POINTS_OUTSIDE, ordered.group())
    unsaid = UNSAID.match(GIVEN_NAME.sub(r"\g<name> ", view.draft.text))
    return _fail(gate, Reason.POINTS_OUTSIDE, unsaid["verb"]) if unsaid else _ok(gate)


def _quoted_with_speaker(view: View) -> bool:
    return bool(QUOTED.search(view.draft.text)) and any(len(c.speakers) > 1 for c in view.own_claims)


def pointer_gate(view: View) -> Check:
    """Every cited span exists, its quote equals its slice, and at least one supports."""
    for citation in view.draft.citations:
        document = view.documents.get(citation.doc)
        if (
            document is None
            or citation.end > len(document.text)
            or document.text[citation.start : citation.end] != citation.quote
        ):
            return _fail(Gate.POINTER, Reason.SPAN_MISMATCH, f"{citation.doc}[{citation.start}:{citation.end}]")
    if not view.support:
        return _fail(Gate.POINTER, Reason.NO_SUPPORT)
    return _ok(Gate.POINTER)


def quotation_gate(view: View) -> Check:
    """Words in quotation marks stand in the cited spans, in quotation marks there too; no mark without its partner."""
    text = view.undone if view.is_verbatim and view.undone is not None else view.draft.text
    quoted = [next(g for g in m.groups() if g is not None) for m in QUOTED.finditer(text)]
    if MARKS.search(QUOTED.sub("", text)):
        return _fail(Gate.QUOTATION, Reason.UNPAIRED_QUOTE, *MARKS.findall(QUOTED.sub("", text)))
    inside = [
        squeezed(next(g for g in m.groups() if g is not None)).strip(" ,.")
        for words in view.cited
        for m in QUOTED.finditer(words)
    ]
    if not view.is_verbatim:
        quoted += [q for q in SINGLE.findall(text) if not any(q in words for words in view.cited)]
    missing = [q for q in quoted if not any(squeezed(q).strip(" ,.") in source for source in inside)]
    return _fail(Gate.QUOTATION, Reason.QUOTE_NOT_IN_SOURCE, *missing) if missing else _ok(Gate.QUOTATION)
