"""Long work that survives its process: requests become jobs in a ledger, worker processes make the briefs.

Enters: the bytes of a request. Leaves: jobs, their events, stored briefs. Never happens here: a word of HTTP, or a
stage of the pipeline in the process that serves requests.
"""

from service.jobs.ledger import Ledger
from service.jobs.records import Conflict, Event, Job, NewJob, Problem, QueueFull, State, StoredBrief

__all__ = ["Conflict", "Event", "Job", "Ledger", "NewJob", "Problem", "QueueFull", "State", "StoredBrief"]
