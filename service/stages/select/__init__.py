"""select: Sentences -> Claims and the event mentions they tell."""

from service.stages.select.claims import Selected, run, weigh

__all__ = ["Selected", "run", "weigh"]
