"""decide: an editor's decisions -> what they mean for these documents, mentions and claims. Pure.

An author points with words of a document, so that a decision outlives ids, which change with the inputs. What fits
nothing here, or more than one thing, is kept and shown as not used, with what would fit: a decision is never dropped in
silence, and never stretched.
"""

from service.stages.decide.days import Carried, carry
from service.stages.decide.outcome import on_events, on_sentences
from service.stages.decide.pointing import Texts, claims_of, mention_of
from service.stages.decide.rulings import Decisions, dated, decide, kept

__all__ = [
    "Carried",
    "Decisions",
    "Texts",
    "carry",
    "claims_of",
    "dated",
    "decide",
    "kept",
    "mention_of",
    "on_events",
    "on_sentences",
]
