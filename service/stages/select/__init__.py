"""select: Sentences -> Claims and the event mentions they tell."""

from service.stages.select.claims import Selected, run

__all__ = ["Selected", "run"]
