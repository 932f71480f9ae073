"""Offline entailment: does a passage carry the whole of a sentence? Weights and how they were made: the model card."""

from service.text.entail.scorer import Entailment, is_copy, score, threshold

__all__ = ["Entailment", "is_copy", "score", "threshold"]
