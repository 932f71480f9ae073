"""Ways to tamper with a brief, for the tests of whatever looks for tampering.

Enters: a brief that is in order. Leaves: one in which exactly one thing is not. Never: a change of what enters.
"""

from __future__ import annotations

from collections.abc import Callable

from service.records import Brief, BriefSentence, Citation, Outcome, Phrase, Reason, Term, Withheld

Tamper = Callable[[Brief], Brief]


def with_sentence(change: Callable[[BriefSentence], BriefSentence], *, edited: bool = False) -> Tamper:
    """Change the first sentence, or the first that has edits."""

    def tamper(made: Brief) -> Brief:
        at = next(n for n, s in enumerate(made.sentences) if s.edits or not edited)
        changed = change(made.sentences[at])
        return made.model_copy(update={"sentences": (*made.sentences[:at], changed, *made.sentences[at + 1 :])})

    return tamper


def misquote(citation: Citation) -> Citation:
    return citation.model_copy(update={"quote": citation.quote.replace("e", "a")})


def one_more_word(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"text": f"{s.text} Indeed."})


def another_quote(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"citations": (misquote(s.citations[0]), *s.citations[1:])})


def beyond_the_text(s: BriefSentence) -> BriefSentence:
    far = s.citations[0].model_copy(update={"start": 99_000, "end": 99_010})
    return s.model_copy(update={"citations": (*s.citations, far)})


def another_document(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"citations": (*s.citations, s.citations[0].model_copy(update={"doc": "S9"}))})


def no_support(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"citations": tuple(c.model_copy(update={"role": "context"}) for c in s.citations)})


def failed_gate(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": (s.checks[0].model_copy(update={"outcome": Outcome.FAIL}), *s.checks[1:])})


def unscored_gate(s: BriefSentence) -> BriefSentence:
    return s.model_copy(
        update={"checks": (s.checks[0].model_copy(update={"outcome": Outcome.UNSCORED}), *s.checks[1:])}
    )


def no_checks(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": ()})


def one_gate_left_out(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": s.checks[:-1]})


def edit_left_out(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"edits": ()})


def foreign_bracket(s: BriefSentence) -> BriefSentence:
    first = s.edits[0]
    words = first.replacement.split("[")[0] + "[Mara Vance]"
    text = s.text[: first.start] + words + s.text[first.end :]
    edit = first.model_copy(update={"replacement": words, "end": first.start + len(words)})
    return s.model_copy(update={"text": text, "edits": (edit,)})


def edit_moved(s: BriefSentence) -> BriefSentence:
    first = s.edits[0]
    return s.model_copy(update={"edits": (first.model_copy(update={"start": first.start + 1}), *s.edits[1:])})


def edit_of_nowhere(s: BriefSentence) -> BriefSentence:
    source = s.edits[0].source.model_copy(update={"doc": "S9"})
    return s.model_copy(update={"edits": (s.edits[0].model_copy(update={"source": source}), *s.edits[1:])})


def edit_beyond_the_text(s: BriefSentence) -> BriefSentence:
    source = s.edits[0].source.model_copy(update={"end": 99_000})
    return s.model_copy(update={"edits": (s.edits[0].model_copy(update={"source": source}), *s.edits[1:])})


def said_by(words: str) -> Callable[[BriefSentence], BriefSentence]:
    def change(s: BriefSentence) -> BriefSentence:
        return s.model_copy(update={"attribution": s.attribution.model_copy(update={"text": words})})

    return change


def slot_filled(s: BriefSentence) -> BriefSentence:
    slots = {"source": s.attribution.slots["source"], "outlet": "a reliable paper"}
    text = "{source} ({outlet})".format(**slots)
    return s.model_copy(update={"attribution": Phrase(text=text, template="by_source_outlet", slots=slots)})


def with_title(made: Brief) -> Brief:
    return made.model_copy(update={"title": Phrase(text="The truth about Ystad")})


def with_label(made: Brief) -> Brief:
    event = made.events[0]
    label = event.label.model_copy(update={"text": "A plot", "template": None})
    return made.model_copy(update={"events": (event.model_copy(update={"label": label}), *made.events[1:])})


def with_cell(made: Brief) -> Brief:
    row = made.overview[0]
    return made.model_copy(
        update={"overview": (row.model_copy(update={"where": (Phrase(text="Berlin"),)}), *made.overview[1:])}
    )


def with_reason(made: Brief) -> Brief:
    at = next(n for n, e in enumerate(made.events) if e.maybe_same_as)
    event = made.events[at]
    same = event.maybe_same_as[0].model_copy(update={"evidence_for": (Phrase(text="everybody knows"),)})
    changed = event.model_copy(update={"maybe_same_as": (same,)})
    return made.model_copy(update={"events": (*made.events[:at], changed, *made.events[at + 1 :])})


def with_withheld(made: Brief) -> Brief:
    first = brief_withheld(made)
    return first.model_copy(
        update={"withheld": (first.withheld[0].model_copy(update={"text": "Nothing to see."}), *first.withheld[1:])}
    )


def brief_withheld(made: Brief) -> Brief:
    """The brief with at least one withheld sentence that is in order."""
    cited = made.sentences[0].citations[0]
    row = Withheld(text=cited.quote, stage="check", reason=Reason.NOT_ENTAILED, event="E1", citations=(cited,))
    return made.model_copy(update={"withheld": (row, *made.withheld)})


def with_term(change: Callable[[Term], Term]) -> Tamper:
    def tamper(made: Brief) -> Brief:
        return made.model_copy(update={"terms": (change(made.terms[0]), *made.terms[1:])})

    return tamper


def another_wording(term: Term) -> Term:
    return term.model_copy(update={"variants": (term.variants[0].model_copy(update={"wording": "junta"}),)})


def misquoted_variant(term: Term) -> Term:
    variant = term.variants[0]
    return term.model_copy(
        update={"variants": (variant.model_copy(update={"citations": (misquote(variant.citations[0]),)}),)}
    )


def another_neutral(term: Term) -> Term:
    return term.model_copy(update={"neutral": "a fine government"})


def another_speaker(term: Term) -> Term:
    return term.model_copy(update={"variants": (term.variants[0].model_copy(update={"speaker": "Everybody"}),)})


def with_note(made: Brief) -> Brief:
    first = made.differences[0]
    note = first.note.model_copy(update={"text": "S1 is wrong"})
    return made.model_copy(update={"differences": (first.model_copy(update={"note": note}), *made.differences[1:])})


def with_side(made: Brief) -> Brief:
    first = made.differences[0]
    side = first.positions[0].model_copy(update={"value": Phrase(text="900 people")})
    changed = first.model_copy(update={"positions": (side, *first.positions[1:])})
    return made.model_copy(update={"differences": (changed, *made.differences[1:])})


def with_normal(made: Brief) -> Brief:
    first = made.differences[0]
    cited = misquote(first.positions[0].citations[0])
    side = first.positions[0].model_copy(update={"citations": (cited,)})
    changed = first.model_copy(update={"positions": (side, *first.positions[1:])})
    return made.model_copy(update={"differences": (changed, *made.differences[1:])})


def without_coverage(made: Brief) -> Brief:
    return made.model_copy(update={"coverage": made.coverage[1:]})


def source_rewritten(made: Brief) -> Brief:
    first = made.sources[0].model_copy(update={"text": made.sources[0].text.replace("Vienna", "Berlin")})
    return made.model_copy(update={"sources": (first, *made.sources[1:])})
