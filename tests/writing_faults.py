"""Ways in which a model gets a sentence wrong, each as a function of what it was asked; None where it does not apply.

Enters: a request. Leaves: the wrong answer. The published text may never be one of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tests.scripted_writer import Answer, Asked, both, lowered

HEDGES = r"\b(?:may|might|could)\b"
SPEAKER = re.compile(r", according to ([^,.]+)")
FIGURE = r"\b(?:9|12|14|30|40|nine)\b"


class Fault(NamedTuple):
    """A way to be wrong; `says` is a pattern that the reason given to the model for its repair must hold."""

    name: str
    change: Callable[[Asked], Answer]
    says: str = ""

    def __repr__(self) -> str:
        return self.name


def changed(pattern: str, replacement: str) -> Callable[[Asked], Answer]:
    """The honest sentence with the first match replaced."""

    def change(asked: Asked) -> Answer:
        text = re.sub(pattern, replacement, asked.joined, count=1)
        return None if text == asked.joined else text

    return change


def only(old: str, new: str) -> Callable[[Asked], Answer]:
    """The same for one pair that comes late: the others are answered uselessly, so that it is reached."""

    def change(asked: Asked) -> Answer:
        return (
            asked.joined.replace(old, new) if old in asked.joined else {"ids": [asked.ids[0]], "sentence": asked.joined}
        )

    return change


def linked(words: str) -> Callable[[Asked], Answer]:
    """Both statements, with a connection between them that nobody stated."""
    return lambda asked: f"{asked.statements[0].removesuffix('.')}{words} {lowered(asked.statements[1])}"


def misplaced(asked: Asked) -> Answer:
    """The speaker of the first statement behind the second."""
    found = SPEAKER.search(asked.joined)
    return f"{SPEAKER.sub('', asked.joined).removesuffix('.')}{found[0]}." if found else None


def overarching(asked: Asked) -> Answer:
    """The speaker of the first statement at the head of both."""
    found = SPEAKER.search(asked.joined)
    return f"According to {found[1]}, {lowered(SPEAKER.sub('', asked.joined))}" if found else None


def hedge_moved(asked: Asked) -> Answer:
    """The doubt about the second statement laid on the first."""
    found = re.search(f"({HEDGES} have) (addressed|reviewed)", asked.joined)
    if not found:
        return None
    text = asked.joined.replace(found[0], found[2])
    return re.sub(r"\] (focused|addressed|reviewed|highlighted)", rf"] {found[1]} \1", text, count=1)


def negation_moved(asked: Asked) -> Answer:
    """Yes becomes no and no becomes yes."""
    if "were not focused" not in asked.joined:
        return None
    return asked.joined.replace("addressed", "were not addressing").replace("were not focused", "were focused")


def denied(asked: Asked) -> Answer:
    """A denial where the statements have none."""
    return changed(r"\] (focused on|addressed)", r"] never \1")(asked) if " not " not in asked.joined else None


def elsewhere() -> Callable[[Asked], Answer]:
    """The honest answer to another request, under this one's ids."""
    seen: list[Asked] = []

    def change(asked: Asked) -> Answer:
        others = [other for other in seen if other.pair != asked.pair]
        seen.append(asked)
        return both(asked, others[-1].joined) if others else None

    return change


CAUGHT = (
    Fault("number", changed(FIGURE, "47"), "47"),
    Fault("number in words", changed(FIGURE, "forty-seven"), "forty-seven"),
    Fault("more than", changed(f"({FIGURE})", r"more than \1"), FIGURE),
    Fault("name", changed("Lindqvist|Moreau", "Halloran"), "Halloran"),
    Fault("name of the other event", changed("Lindqvist", "Moreau"), "Moreau"),
    Fault("place", changed(r"\.$", " in Varnholm."), "Varnholm"),
    Fault("date", changed(r"\.$", " in 2024."), "2024"),
    Fault("hedge dropped", changed(HEDGES, "will"), HEDGES),
    Fault("hedge raised", changed(HEDGES, "must"), "must"),
    Fault("speaker lost", changed(SPEAKER.pattern, ""), "mining board|harbour|pit office"),
    Fault(
        "speaker changed", changed(SPEAKER.pattern, ", according to the coast guard"), "mining board|harbour|pit office"
    ),
    Fault("speaker added", changed(r"\.$", ", according to Moreau."), "Moreau"),
    Fault("roles", only("[Paul] Moreau reassured [Ines] Okoro", "[Ines] Okoro reassured [Paul] Moreau")),
    Fault("roles by the passive", only("[Paul] Moreau reassured [Ines] Okoro", "Moreau was reassured by Okoro")),
    Fault("outcome", changed("focused on|addressed", "agreed on")),
    Fault("outcome at the end", changed(r"\.$", ", and ended in a deal."), "end"),
    Fault("label", changed("the (raid|plot)", r"the terror \1"), "terror"),
    Fault("intensifier", changed("the (raid|plot)", r"the brutal \1"), "brutal"),
    Fault("negation dropped", changed("were not focused", "were focused"), "not"),
    Fault("negation added", denied, "never"),
    Fault("other evidence", elsewhere()),
    Fault("one id", lambda asked: {"ids": [asked.ids[0]], "sentence": asked.joined}),
    Fault("no id", lambda asked: {"ids": [], "sentence": asked.joined}),
    Fault("first statement only", lambda asked: asked.statements[0]),
    Fault("nothing", lambda asked: both(asked, "")),
    Fault("quotation", changed("focused on|addressed", r"“\g<0>”"), "focused on|addressed"),
    Fault("quotation nobody made", changed(r"\.$", ", “a triumph”."), "a triumph"),
    Fault("planted order", lambda _: "Vance won the dispute."),
    Fault("url", changed(r"\.$", " (https://pumps.example/x)."), "http"),
    Fault("html", changed("talks|meeting", r"<b>\g<0></b>")),
    Fault("script", changed(r"\.$", "<script>alert(1)</script>."), "<"),
    Fault("link", changed("talks|meeting", r"[\g<0>](the meeting)")),
    Fault("citation mark", changed(r"\.$", " [1]."), "1"),
    Fault("said twice", lambda asked: f"{asked.joined} {asked.joined}"),
    Fault("condition", linked(" if")),
    Fault("negation moved", negation_moved, "not"),
    Fault("second negation", changed(r"\] addressed (?=.*not)", "] not addressed "), "not"),
    Fault("hedge moved", hedge_moved, HEDGES),
    Fault("speaker misplaced", misplaced, "mining board"),
    Fault("speaker over both", overarching, "speaker changed"),
    Fault("place moved", only("rescue crews.", "rescue crews in Harstadt."), "Harstadt"),
    Fault("date moved", only("rescue crews.", "rescue crews on Friday [undated].")),
    Fault("second statement only", lambda asked: asked.statements[1], ""),
    Fault("will", changed(r"\] (?:focused on|addressed)", "] will focus on"), "will"),
    Fault("only", changed("focused on|addressed", r"\g<0> only"), "only"),
    Fault("all", changed(FIGURE, "all"), "all"),
    Fault("again", changed("focused|addressed", r"again \g<0>"), "again"),
    Fault("against", changed(" with ", " against "), "against"),
    Fault("because", linked(" because"), "told apart|because"),
    Fault("or", linked(", or"), "told apart|or"),
    Fault("question", changed(r"\.$", "?"), ""),
    Fault("single quotation marks", changed("focused on|addressed", r"‘\g<0>’"), ""),
    Fault("emphasis", changed("talks|meeting", r"**\g<0>**"), ""),
    Fault("heading", lambda asked: f"# {asked.joined}", ""),
    Fault("emoji", changed(r"\.$", " \N{GRINNING FACE}."), ""),
    Fault("text direction", changed("talks|meeting", "\u202e\\g<0>\u202c"), ""),
)
