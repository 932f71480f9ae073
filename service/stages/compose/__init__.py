"""compose: Clusters -> Drafts. Extractive: verbatim slices with recorded edits, attributed."""

from service.stages.compose.extract import extract_draft
from service.stages.compose.overview import overview

__all__ = ["extract_draft", "overview"]
