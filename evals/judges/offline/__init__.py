"""A judge that needs no model: words, figures, names and order, weighed by trees trained on labels of people."""

from evals.judges.offline.judge import OfflineJudge

__all__ = ["OfflineJudge"]
