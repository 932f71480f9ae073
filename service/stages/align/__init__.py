"""align: claims of one event -> clusters, differences and terms."""

from service.stages.align.clusters import carries, run
from service.stages.align.differences import find_differences
from service.stages.align.plan import choose, plan_for
from service.stages.align.terms import find_terms

__all__ = ["carries", "choose", "find_differences", "find_terms", "plan_for", "run"]
