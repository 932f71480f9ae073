"""Gate 9: no citation that neither supports, nor is needed, nor is context of a cited sentence. Pure.

Computed per origin: a corroborating source is never removed. (The idea of leave-one-out precision is ALCE's, Gao et al.
2023; here it acts instead of only scoring.)
"""

from __future__ import annotations

from service.records import Check, Citation, Gate, Outcome, Reason
from service.stages.check.form import cited_sentences
from service.stages.check.view import View
from service.text.similarity import content_tokens


def _is_needed(citation: Citation, view: View) -> bool:
    """A support citation is needed where words of the sentence stand in it and in no other citation."""
    others = {w for c in view.draft.citations if c is not citation for w in content_tokens(c.quote)}
    mine = set(content_tokens(citation.quote))
    words = set(content_tokens(view.draft.text))
    return bool((mine - others) & words) or words <= mine


def _is_context(citation: Citation, view: View) -> bool:
    """A context citation is needed where an edit or a definite phrase of the cited sentence rests on it.

    With written text: where it uses words that no other citation has.
    """
    if not view.is_verbatim:
        others = {w for c in view.support for w in content_tokens(c.quote)}
        return bool((set(content_tokens(citation.quote)) - others) & set(content_tokens(view.draft.text)))
    rests = [e for edit in view.draft.edits for e in edit.evidence]
    rests += [e for s in cited_sentences(view) for need in s.needs for e in need.evidence]
    return any(citation.span.contains(e) for e in rests)


def minimal_citations(view: View) -> tuple[Citation, ...]:
    """The citations that stay; at least one support citation always does."""
    kept: list[Citation] = []
    for citation in view.draft.citations:
        if (
            citation.role == "corroborate"
            or (citation.role == "context" and _is_context(citation, view))
            or (citation.role == "support" and (len(view.support) == 1 or _is_needed(citation, view)))
        ):
            kept.append(citation)
    if not any(c.role == "support" for c in kept):
        kept = [*view.support[:1], *kept]
    return tuple(kept)


def minimal_gate(view: View) -> Check:
    """Passes where nothing is left to remove."""
    kept = minimal_citations(view)
    superfluous = [c.quote[:60] for c in view.draft.citations if c not in kept]
    if superfluous:
        return Check(
            gate=Gate.MINIMAL, outcome=Outcome.FAIL, reason=Reason.SUPERFLUOUS_CITATION, words=tuple(superfluous)
        )
    return Check(gate=Gate.MINIMAL, outcome=Outcome.PASS)
