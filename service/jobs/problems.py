"""Every problem that a caller can be told of: status, stable code, title. Pure."""

from __future__ import annotations

from service.errors import BudgetReached, EvenhandError, InputError, ModelError, ModelUnavailable
from service.jobs.records import Problem

TITLES: dict[str, tuple[int, str]] = {
    # the request
    "bad_json": (400, "The body is not JSON"),
    "bad_form": (400, "The form cannot be read"),
    "bad_request": (400, "The request cannot be read"),
    "unauthorized": (401, "A key is needed"),
    "cross_site": (403, "Requests of other sites are refused"),
    "not_found": (404, "Not found"),
    "method_not_allowed": (405, "Another method is needed"),
    "not_acceptable": (406, "No such form of a brief"),
    "too_slow": (408, "The request took too long to arrive"),
    "idempotency_conflict": (409, "The Idempotency-Key belongs to another request"),
    "job_finished": (409, "The job has ended"),
    "body_too_large": (413, "The request is too large"),
    "unsupported_media_type": (415, "Another content type is needed"),
    "unknown_host": (421, "Not served under this name"),
    "invalid_request": (422, "The request does not say what it must"),
    "too_many_documents": (422, "Too many documents"),
    "too_much_text": (422, "Too much text"),
    "no_model": (422, "No language model is set up here"),
    "unusable_input": (422, "The inputs cannot be used"),
    "nothing_supported": (422, "No sentence could be supported"),
    "too_many_requests": (429, "Too many requests"),
    # the service
    "internal_error": (500, "Something went wrong here"),
    "gave_up": (500, "The work could not be finished"),
    "model_failed": (502, "The language model gave no usable answer"),
    "not_ready": (503, "The service is starting"),
    "too_many_streams": (503, "Too many event streams are open"),
    "queue_full": (503, "Too much work is waiting"),
    "draining": (503, "The service is about to stop"),
    "ledger_unavailable": (503, "Jobs cannot be stored"),
    "model_unavailable": (503, "The language model is not available"),
    "deadline_reached": (503, "The work took too long"),
    "budget_reached": (503, "The ceiling on cost is reached"),
    "cancelled": (409, "The job was cancelled"),
}


def problem(code: str, detail: str, errors: tuple[dict[str, str], ...] = ()) -> Problem:
    """The problem of that code."""
    status, title = TITLES[code]
    return Problem(status=status, code=code, title=title, detail=detail, errors=errors)


def problem_of(error: EvenhandError) -> Problem:
    """What a caller is told of an error of the pipeline; its message is made for readers."""
    from service.jobs.faults import UnusableInput
    from service.jobs.work import NothingSupported

    if isinstance(error, UnusableInput):
        return problem("unusable_input", str(error), error.faults)
    if isinstance(error, InputError):
        return problem("unusable_input", str(error))
    if isinstance(error, NothingSupported):
        return problem("nothing_supported", str(error))
    if isinstance(error, BudgetReached):
        what = "the ceiling on the cost of models is reached; use the extractive writer, or ask who runs this service"
        return problem("budget_reached", what)
    if isinstance(error, ModelUnavailable):
        return problem("model_unavailable", "the model gave no answer; try again later, or use the extractive writer")
    if isinstance(error, ModelError):
        return problem("model_failed", "the model's answers cannot be used; try again, or use the extractive writer")
    return unexpected()


def unexpected() -> Problem:
    """A fault of ours."""
    return problem("internal_error", "an unexpected error; tell who runs this service the request id")
