"""Relations that the product is known to break, each with the reason. An entry goes when its relation holds."""

from __future__ import annotations

KNOWN: dict[str, str] = {
    "swap/rio/differences": "the heading of a difference in wording is one of the labels, chosen by its spelling: where"
    " the labels trade places it is the other one",
}
