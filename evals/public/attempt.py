"""One step of the product under examination, which may fail. An examination counts what fails and goes on. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from service.errors import BudgetReached, ModelError

T = TypeVar("T")


class Attempt(NamedTuple, Generic[T]):
    """What came of it: a result, or the reason why there is none."""

    result: T | None
    failure: str | None


def attempt(work: Callable[[], T]) -> Attempt[T]:
    """Run `work`; an exception becomes a reason that names its kind.

    Raises:
        ModelError: there is no model to examine.
        BudgetReached: nothing more may be spent.
    """
    try:
        return Attempt(work(), None)
    except (ModelError, BudgetReached):
        raise
    except Exception as error:  # noqa: BLE001  a defect of the product must not end its examination
        return Attempt(None, f"the product failed ({type(error).__name__})")
