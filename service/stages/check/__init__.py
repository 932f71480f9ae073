"""check: Drafts -> BriefSentences or Withheld. One code path for drafts, repairs and extracts."""

from service.stages.check.gates import GATES, check
from service.stages.check.minimal import minimal_citations
from service.stages.check.places import Places
from service.stages.check.verdict import failed, is_publishable, to_sentence, to_withheld
from service.stages.check.view import View

__all__ = [
    "GATES",
    "Places",
    "View",
    "check",
    "failed",
    "is_publishable",
    "minimal_citations",
    "to_sentence",
    "to_withheld",
]
