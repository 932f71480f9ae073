"""Who does what to whom: participants of aligned verbs, and the order of words. Pure.

Enters: an aligned pair. Leaves: named counts, and signs that roles were changed.
"""

from __future__ import annotations

from service.text.entail.clauses import Parsed
from service.text.entail.lexicon import stem
from service.text.entail.pairs import Pair, Sign, local

PERSONS = frozenset("he she they it who which".split())
SAYING = frozenset(map(stem, "say tell add state announce explain note write believe think expect report".split()))
SIDE = 3  # words of each side of a verb that count as its subject or object


def _behind(parsed: Parsed, verb: int) -> list[int]:
    """Names and words behind a verb in its clause; names that an aside adds to the last of them."""
    tokens, clause = parsed.tokens, parsed.clause_of
    found: list[int] = []
    for i in range(verb + 1, min(len(tokens), verb + 13)):
        if clause[i] != clause[verb] and not (clause[i] == clause[verb] + 1 and tokens[i].kind in {"name", "mark"}):
            break
        if tokens[i].kind in {"name", "content"}:
            found.append(i)
    return found[: SIDE + 3]


def _sides(parsed: Parsed, verb: int) -> tuple[list[int], list[int]]:
    """Names and words that do, and those to which it is done, nearest first; turned where the verb is passive."""
    tokens, clause = parsed.tokens, parsed.clause_of
    before = [i for i in range(verb - 1, max(-1, verb - 14), -1) if tokens[i].kind in {"name", "content"}]
    if before and clause[before[0]] == clause[verb]:
        before = [i for i in before if clause[i] == clause[verb]]
    elif before:  # behind a relative clause or an aside: the subject stands before that
        before = [i for i in before if clause[i] <= clause[verb] - 2] + before
    pronoun = any(tokens[i].low in PERSONS for i in range(max(0, verb - 4), verb))
    if pronoun and not any(tokens[i].kind == "name" for i in before[:2]):
        before = [i for i in range(verb) if tokens[i].kind in {"name", "content"}]
        return before, _behind(parsed, verb)
    behind = _behind(parsed, verb)
    if verb not in parsed.passive:
        return before[: SIDE + 2], behind
    lows = [t.low for t in tokens[verb + 1 : verb + 12]]
    if "by" in lows:
        by = verb + 1 + lows.index("by")
        return [i for i in behind if i > by], before[: SIDE + 1]
    return [], before[: SIDE + 1]


def _is_pronoun(parsed: Parsed, verb: int) -> bool:
    return any(t.low in {"he", "she", "it", "they"} for t in parsed.tokens[max(0, verb - 4) : verb])


def role_values(pair: Pair, signs: list[Sign]) -> dict[str, float]:
    """Participants that stand on the other side of an aligned verb, or on the same."""
    values = {"role_kept": 0.0, "role_swapped": 0.0, "role_swapped_names": 0.0, "role_both": 0.0, "role_agent": 0.0}
    claim = pair.claim
    for verb in claim.verbs:
        place = pair.place.get(verb)
        if place is None or claim.tokens[verb].stem in SAYING:
            continue
        source, at = local(pair.evidence, place)
        mine, theirs = _sides(claim, verb), _sides(source, at)
        stand = [{place - at + i for i in side} for side in theirs]
        names = [{source.tokens[i].stem for i in side} for side in theirs]
        if not any(source.tokens[i].kind == "name" for i in theirs[0]) and _is_pronoun(source, at):
            before = pair.evidence.tokens[max(0, place - at - 40) : place - at]
            names[0] |= {t.stem for t in before if t.kind == "name"} - names[1]
        crossed: list[int] = []
        for side in (0, 1):
            for i in mine[side]:
                token, to = claim.tokens[i], pair.place.get(i)
                if to in stand[side] or token.stem in names[side]:
                    values["role_kept"] += 1
                elif to in stand[1 - side] or token.stem in names[1 - side]:
                    values["role_swapped"] += 1
                    values["role_swapped_names"] += token.kind == "name"
                    crossed.append(i)
        left, right = (any(i in side for i in crossed) for side in mine)
        values["role_agent"] += bool(mine[0]) and mine[0][0] in crossed
        if left and right:
            values["role_both"] += 1
            signs.append(Sign("roles_changed", 1.5, tuple(claim.tokens[i].text for i in sorted({*crossed, verb}))))
    return values


def order_values(pair: Pair) -> dict[str, float]:
    """Share of pairs of aligned words of one evidence sentence that stand in another order; names apart."""
    line = sorted(pair.place.items())
    total = turned = names = names_turned = figures_turned = 0
    for n, (at, place) in enumerate(line):
        for other, elsewhere in line[n + 1 :]:
            if pair.evidence.sentence_of[place] != pair.evidence.sentence_of[elsewhere] or place == elsewhere:
                continue
            total += 1
            turned += place > elsewhere
            if pair.claim.tokens[at].kind == "name" and pair.claim.tokens[other].kind == "name":
                names += 1
                names_turned += place > elsewhere
            elif pair.claim.tokens[at].kind == pair.claim.tokens[other].kind == "number":
                figures_turned += place > elsewhere
    return {
        "disorder": turned / total if total else 0.0,
        "disorder_names": names_turned / names if names else 0.0,
        "figures_turned": float(figures_turned),
        "passives": float(bool(pair.claim.passive) != any(pair.evidence.parsed[s].passive for s in pair.used)),
    }
