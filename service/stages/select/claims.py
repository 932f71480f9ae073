"""Claims: what each body sentence states, by whom, of which event mention, and whether it can stand alone.

Pure. The whole sentence is the claim: cutting clauses is left to whoever can prove that nothing is lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Claim, Document, Event, Mention, NeedKind, Role, Sentence, Slot, Span, Speaker
from service.stages.select.mentions import find_all
from service.text.figures import find_figures
from service.text.names import tokens
from service.text.reporting import find_speech
from service.text.similarity import content_tokens
from service.text.whole import incomplete

NO_GAPS = frozenset({NeedKind.SHORT_NAME, NeedKind.DEICTIC_TIME, NeedKind.ACRONYM, NeedKind.LEAD})
MIN_WORDS, MAX_WORDS = 5, 65  # a shorter line says nothing alone; a longer one is no brief sentence
PAST = re.compile(
    r"\b(?:last\s(?:month|year|season|decade)|(?:the\s)?(?:month|year)\sbefore|(?:years|months|decades)\sago|previously|formerly|in\s(?:19|20)\d\d"
    r"|since\s(?:19|20)\d\d|in\sthe\spast|historically|for\s(?:years|decades|months))\b",
    re.I,
)


class Selected(NamedTuple):
    """Claims in document order, and the mentions that they tell."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]


def run(documents: Sequence[Document], sentences: Sequence[Sentence], focus: str | None = None) -> Selected:
    """Claims of every body sentence, with what their salience owes to the sentence and to `focus`; see ``weigh``."""
    mentions = find_all(documents)
    told = {sentence_id: mention for mention in mentions for sentence_id in mention.sentences}
    texts = {document.id: document for document in documents}
    body = [s for s in sentences if s.role == Role.BODY]
    weights = _weights(body, focus)
    claims = [_claim(n, s, texts[s.span.doc], told.get(s.id), weights[s.id]) for n, s in enumerate(body, start=1)]
    return Selected(tuple(claims), mentions)


def _claim(number: int, sentence: Sentence, document: Document, mention: Mention | None, weight: float) -> Claim:
    obstacle = _obstacle(sentence)
    slots = (*_figures(sentence), *(s for s in (mention.slots if mention else ()) if sentence.span.contains(s.span)))
    tells = mention
    lead = mention is not None and sentence.id == mention.sentences[0]
    if mention and mention.kind == "report" and not lead and PAST.search(sentence.text):
        tells = None  # an earlier event told as background
    return Claim(
        id=f"C{number}",
        sentence=sentence.id,
        span=sentence.span,
        text=sentence.text,
        speakers=_speakers(sentence, document),
        slots=slots,
        mention=tells.id if tells else None,
        kind=tells.kind if tells else "background",
        salience=weight + (1.0 if lead else 0.0) + (0.6 if any(s.name == "figure" for s in slots) else 0.0),
        standalone=obstacle is None,
        obstacle=obstacle,
    )


def _obstacle(sentence: Sentence) -> str | None:
    """The words that keep a sentence from being published alone; None where nothing does."""
    if sentence.quote_of is not None:
        return "quotation"
    unresolved = next((n for n in sentence.needs if n.replacement is None), None)
    if unresolved is not None:
        start = unresolved.span.start - sentence.span.start
        return sentence.text[start : start + len(unresolved.span)]
    words = len(tokens(sentence.text))
    if not MIN_WORDS <= words <= MAX_WORDS or sentence.text.rstrip("\"”’' ")[-1:] not in {".", "!"}:
        return "length" if words < MIN_WORDS or words > MAX_WORDS else "no end mark"
    return incomplete(sentence.text)


def _speakers(sentence: Sentence, document: Document) -> tuple[Speaker, ...]:
    """Outlet first, then whom the sentence itself names as its source, outermost first."""
    chain = [Speaker(name=document.id)]
    for speech in find_speech(sentence.text):
        if speech.speaker is None:
            continue
        start, end = speech.speaker[0], speech.speaker[1]
        span = Span(doc=document.id, start=sentence.span.start + start, end=sentence.span.start + end)
        chain.append(Speaker(name=sentence.text[start:end], span=span))
    return tuple(chain)


def _figures(sentence: Sentence) -> tuple[Slot, ...]:
    found = []
    for figure in find_figures(sentence.text):
        offset = sentence.span.start
        speaker = figure.speaker
        found.append(
            Slot(
                name="figure",
                text=sentence.text[figure.start : figure.end],
                span=Span(doc=sentence.span.doc, start=offset + figure.start, end=offset + figure.end),
                normal=figure.normal,
                unit=figure.kind,
                as_of=sentence.text[figure.as_of[0] : figure.as_of[1]] if figure.as_of else None,
                speaker=sentence.text[speaker[0] : speaker[1]] if speaker else None,
                speaker_span=Span(doc=sentence.span.doc, start=offset + speaker[0], end=offset + speaker[1])
                if speaker
                else None,
            )
        )
    return tuple(found)


def _weights(body: Sequence[Sentence], focus: str | None) -> Mapping[str, float]:
    """Early position, few gaps to fill, and nearness to the words of `focus`, of each sentence."""
    wanted = set(content_tokens(focus)) if focus else set()
    first: dict[str, int] = {}
    weights = {}
    for sentence in body:
        position = first.setdefault(sentence.span.doc, 0)
        first[sentence.span.doc] = position + 1
        near = len(set(content_tokens(sentence.text)) & wanted) / max(1, len(wanted)) if wanted else 0.0
        gaps = sum(n.kind not in NO_GAPS for n in sentence.needs)
        gaps += any(n.kind == NeedKind.STORY for n in sentence.needs)  # without its article it tells little
        weights[sentence.id] = near + 1.0 / (1 + 0.35 * position) - 0.05 * gaps
    return weights


def weigh(claims: Sequence[Claim], documents: Sequence[Document], events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims, each with nearness to what all articles of its story talk about added to its salience.

    Articles are of one story where their events are one, or may be. What another story says weighs nothing, and a copy
    counts with its origin.
    """
    origin = {d.id: d.duplicate_of or d.id for d in documents}
    story = _stories(documents, events)
    stems = [set(content_tokens(claim.text)) for claim in claims]
    sharing: dict[tuple[str, str], set[str]] = {}
    for claim, own in zip(claims, stems, strict=True):
        for stem in own:
            sharing.setdefault((story[claim.span.doc], stem), set()).add(origin[claim.span.doc])
    weighed = []
    for claim, own in zip(claims, stems, strict=True):
        shared = (len(sharing[story[claim.span.doc], stem]) for stem in sorted(own))
        near = math.fsum(math.log1p(count - 1) for count in shared) / max(6, len(own))
        weighed.append(claim.model_copy(update={"salience": round(claim.salience + near, 6)}))
    return tuple(weighed)


def _stories(documents: Sequence[Document], events: Sequence[Event]) -> dict[str, str]:
    """For each document the first document of its story."""
    told = {event.id: {mention.doc for mention in event.mentions} for event in events}
    story = {d.id: d.id for d in documents}
    for event in events:
        linked = told[event.id].union(*(told[same.event] for same in event.maybe_same_as))
        stories = {story[doc] for doc in linked}
        first = next((d.id for d in documents if d.id in stories), None)
        story = {doc: first if first and head in stories else head for doc, head in story.items()}
    return story
