"""compose: Clusters -> Drafts. Extractive: verbatim slices with recorded edits, attributed."""

from service.stages.compose.extract import extract_draft
from service.stages.compose.join import (
    Pair,
    compose_request,
    pair_up,
    parse_veto,
    repair_request,
    to_draft,
    veto_request,
)
from service.stages.compose.overview import overview
from service.stages.compose.timeline import figure_series, timeline
from service.stages.compose.trim import trims

__all__ = [
    "Pair",
    "compose_request",
    "extract_draft",
    "figure_series",
    "overview",
    "pair_up",
    "parse_veto",
    "repair_request",
    "timeline",
    "to_draft",
    "trims",
    "veto_request",
]
