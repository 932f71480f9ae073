"""What is wrong with a sentence, in the closed vocabulary of reasons. Pure data."""

from __future__ import annotations

from typing import NamedTuple

from service.records import Reason


class Fault(NamedTuple):
    """Why a sentence is not carried, with the words."""

    reason: Reason
    words: tuple[str, ...]
