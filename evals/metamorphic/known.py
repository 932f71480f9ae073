"""Relations that the product is known to break, each with the reason. An entry goes when its relation holds."""

from __future__ import annotations

KNOWN: dict[str, str] = {
    "swap/rio/differences": "the table of names tells Georgians from Britons, while the names in the seeds are in"
    " no table: tolls that are set side by side there are told apart as scopes here",
}
