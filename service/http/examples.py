"""Examples of requests for the description of the interface; the tests send each of them. Pure data.

The town and the people are invented.
"""

from __future__ import annotations

from typing import Any

from service.jobs.requests import BriefRequest, CheckRequest

TRAM = (
    "Council of Larkmoor approves new tram line\n\n"
    "The council of Larkmoor approved a tram line to the harbour on Monday."
    " The line will cost 84 million crowns and will have 11 stops, the council said in a statement.\n"
    "Mayor Odile Brandt said that construction will begin in September.\n"
)
RUSK = (
    "Tram line to harbour approved\n\nLarkmoor's council approved a tram line to the harbour on Monday. "
    "The vote was 29 to 14.\n"
    "Councillor Pavel Rusk voted against the plan and said that the estimate of 84 million crowns"
    " was too low.\n"
)
ARTICLES = [
    {"text": TRAM, "outlet": "The Harbour Post", "published": "2025-03-03"},
    {"text": RUSK, "title": "Tram line to harbour approved", "published": "2025-03-04"},
]
BRIEFS: dict[str, dict[str, Any]] = {
    "two texts": {"summary": "Two articles as text", "value": {"documents": ARTICLES}},
    "focus": {
        "summary": "A focus, a page as HTML, at most eight sentences",
        "value": {
            "documents": [*ARTICLES, {"html": f"<html><body><article><p>{TRAM}</p></article></body></html>"}],
            "settings": {"writer": "extractive", "sentences": 8, "focus": "cost of the tram line"},
        },
    },
    "decisions": {
        "summary": "What an editor decided",
        "value": {
            "documents": ARTICLES,
            "decisions": {
                "author": "A. Editor",
                "decisions": [{"out": {"document": "S2", "words": "The vote was 29 to 14"}}],
            },
        },
    },
}
CHECKS: dict[str, dict[str, Any]] = {
    "text": {
        "summary": "Anybody's text with [n]",
        "value": {
            "text": "The line will cost 84 million crowns [1]. The vote was 30 to 14 [2].",
            "documents": ARTICLES,
        },
    },
}


def body(kind: type[BriefRequest | CheckRequest], examples: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The description of a body that comes as JSON, or as a form with files."""
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    form = {
        "type": "object",
        "properties": {
            "request": {"type": "string", "description": "The same JSON; documents may name files by `upload`."},
            "file": {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "Articles."},
        },
    }
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": schema, "examples": examples},
                "multipart/form-data": {"schema": form},
            },
        }
    }


BRIEF_BODY = body(BriefRequest, BRIEFS)
CHECK_BODY = body(CheckRequest, CHECKS)
