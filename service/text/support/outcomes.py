"""An outcome that a sentence reports and its passages only have under negotiation.

Enters: two readings. Leaves: a fault with words, or None. Pure. "The two sides agreed on a ceasefire" is not carried by
words on progress, efforts, calls or proposals for one, however much they share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Reason
from service.text.sought import Sought
from service.text.support.fault import Fault
from service.text.support.lexicon import lemma
from service.text.support.reading import Reading

# Verbs that say that something under discussion was settled, won, or brought to its end
SETTLED = Sought(
    r"(?<!\bto\s)(?<!\bnot\s)\b(?P<verb>agreed|signed|sealed|clinched|finali[sz]ed|ratified|adopted|approved|brokered"
    r"|(?:reached|secured)(?=\s(?:an?|the|full|final|broad)\s(?:\w+\s){0,2}?(?:agreement|deal|accord|pact|settlement|truce|ceasefire|cease-fire)))\b(?!-upon|\sto\s(?:meet|talk|discuss|continue|resume|hold))"
    r"|\bcame\sto\s(?P<came>an?\sagreement|terms)\b",
    re.I,
)
AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|if|unless|until|before|once|to\sbe|being|nearly|almost|yet|hop\w+|expect\w*"
    r"|plan\w*|seek\w*|want\w*|urg\w+|call\w*|demand\w*|possib\w+|likely|no|nothing|nobody|neither|without|never|fail\w*)\b",
    re.I,
)
# Words under which an outcome is talked about and not reported
OPEN = Sought(
    r"\b(?:talks?|discuss\w*|negotiat\w+|mediat\w+|consult\w+|efforts?|progress|propos\w+|initiatives?|calls?\sfor|called\sfor|towards?"
    r"|demand\w*|urg\w+|seek\w*|sought|plans?|planned|hop\w+|bid|offer\w*|draft\w*|path|steps?|ways?\sto|aim\w*|draft|consider\w*|push\w*)\b",
    re.I,
)
# What settles the same as one of the verbs
DONE = frozenset(
    lemma(w)
    for w in """agree agreement sign signing signature accord deal pact settle settlement reach secure clinch conclude
    finalise finalize ratify ratification adopt adoption approve approval win achieve broker treaty complete seal back
    pass endorse accept nod authorise authorize clear vote truce contract""".split()
)
AFTER = re.compile(r"\b(?:after|following|upon|by|on)\s$", re.I)
IF = re.compile(r"\b(?:if|unless|once|until)\b[^.;]*$", re.I)
REACH = 48  # characters before the verb in which a condition or hedge may stand


def outcome_fault(claim: Reading, passages: Sequence[Reading]) -> Fault | None:
    """The verb of an outcome that no passage reports, where the passages only talk about one; None: nothing found."""
    mine = list(SETTLED.all_in(claim.text))
    if not mine or any(_is_settled(p) for p in passages) or not any(OPEN.first_in(p.text) for p in passages):
        return None
    for match in mine:
        before = claim.text[max(0, match.start() - REACH) : match.start()]
        if not AHEAD.search(before) and not IF.search(claim.text, 0, match.start()):
            return Fault(Reason.OUTCOME_INVENTED, (match.group(),))
    return None


def _is_settled(passage: Reading) -> bool:
    """Whether a word for the outcome stands in the passage outside what is only talked about.

    "agreed-upon proposal", "reaching a ceasefire": an attribute or a participle reports nothing.
    """
    for word in passage.words:
        if word.kind != "word" or word.key not in DONE:
            continue
        before = passage.text[max(0, word.start - REACH) : word.start]
        if passage.text[word.end : word.end + 5] == "-upon" or (
            word.text.casefold().endswith("ing") and not AFTER.search(before)
        ):
            continue
        clause = re.split(r"[,;:.—–]", before)[-1]
        is_told = SETTLED.match(passage.text, word.start) is not None
        if not AHEAD.search(clause) and (is_told or not OPEN.search(clause)):
            return True
    return False
