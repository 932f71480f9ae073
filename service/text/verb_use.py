"""Whether a form of a reporting verb is used as one: noun or verb, with or without words that are said.

In: tokens and the index of the form. Out: True or False. Never: more than the next few tokens are read.
"""

from __future__ import annotations

from service.text.clauses import Token
from service.text.reporting_verbs import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, VerbForm, lexicon


def is_noun_use(tokens: list[Token], i: int, verb: VerbForm, before: Token | None) -> bool:
    """True where "reports", "claims", "demand" is a noun: another verb follows, or no subject can stand before it."""
    low = tokens[i].low
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    # the infinitive is an intention, no act of speech: "to call for", "will announce"
    if verb.form == "base" and before is not None and before.low == "to":
        return True
    if low not in lexicon().nouns:
        return False
    if following is not None and (following.low in AUXILIARIES or following.low in lexicon().forms):
        return True
    if following is not None and following.low in ("that", "of") and verb.form != "ing":
        return following.low == "of"
    if before is None or before.mark or following is None or following.mark or following.low in PREPOSITIONS:
        return True
    if before.low in PRONOUNS:
        return False
    if verb.form == "third":
        return not before.word[0].isupper()
    if before.word[0].isupper() and following.low not in DETERMINERS | PRONOUNS:
        return True  # "the Herald Times state desk": a name in -s is no plural
    return not before.low.endswith("s") or before.low.endswith("'s")


def has_clause(tokens: list[Token], i: int, verb: VerbForm) -> bool:
    """True where words are said: "that" or a pronoun follows, or a mark stands on one side of the verb."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.mark or following.low == "that" or following.low in PRONOUNS:
        return True
    return verb.form == "past" and i > 0 and bool(tokens[i - 1].mark)


def has_auxiliary(tokens: list[Token], first: int) -> bool:
    """True where a verb form of be, have or do, or a modal, stands before the next mark."""
    for token in tokens[first : first + 30]:
        if token.mark:
            return False
        if token.low in AUXILIARIES:
            return True
    return False
