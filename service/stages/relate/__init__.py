"""relate: event mentions -> events, by evidence; what the texts do not decide stays open."""

from service.stages.relate.doubt import doubted, sure, usable
from service.stages.relate.events import run

__all__ = ["doubted", "run", "sure", "usable"]
