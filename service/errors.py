"""The one error tree of the product.

    EvenhandError                exit code 1
    ├── InputError               2   a caller's file, URL, option or metadata
    ├── ModelError               3   the language model or its endpoint
    │   ├── ModelUnavailable         no answer within retries and deadline
    │   ├── ModelRefused             refusal or content filter
    │   └── ModelOutputInvalid       an answer of the wrong shape, even after one repair
    ├── BudgetReached            4   a ceiling on money or tokens
    └── InstallError             2   a part of this installation is missing or damaged

Every message says what, where (which id, file or line) and what to do.
"""

from __future__ import annotations


class EvenhandError(Exception):
    """Root of all expected errors; ``exit_code`` is the command line's."""

    exit_code = 1


class InputError(EvenhandError):
    """A document, option or metadata value that cannot be used."""

    exit_code = 2


class ModelError(EvenhandError):
    """Anything that went wrong between us and a language model."""

    exit_code = 3


class ModelUnavailable(ModelError):
    """The endpoint did not give an answer: connection, time, status, or a permanent refusal of the request."""


class ModelRefused(ModelError):
    """The model declined, or a content filter cut the answer."""


class ModelOutputInvalid(ModelError):
    """The answer is cut off, empty, not JSON, or not of the asked shape."""


class BudgetReached(EvenhandError):
    """The ceiling on money or tokens would be passed by the next call."""

    exit_code = 4


class InstallError(EvenhandError):
    """A package or file that came with the installation cannot be loaded."""

    exit_code = 2
