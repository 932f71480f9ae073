"""Who says it, and what is said to cause what. Pure.

Enters: an aligned pair. Leaves: named counts, and signs that a speaker was lost or moved, a cause or outcome invented.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.text.entail.align import Evidence
from service.text.entail.clauses import Parsed
from service.text.entail.lexicon import kinship, stems, words
from service.text.entail.pairs import SURE, Pair, Sign

BEFORE = 90  # tokens before a sentence in which its `he` may be named


def cause_values(pair: Pair, signs: list[Sign]) -> dict[str, float]:
    """Causes and outcomes that the used sentences do not tell."""
    cause, outcome = stems("cause") | words("cause"), stems("outcome")
    source = {w for s in pair.used for t in pair.evidence.parsed[s].tokens for w in (t.stem, t.low)}
    mine = [t for t in pair.claim.tokens if t.low in cause or (t.stem in cause and t.kind == "content")]
    has = bool(source & cause)
    added = [t.text for t in mine if t.stem not in source and t.low not in source] if not has else []
    invented = [
        t.text
        for t in pair.claim.tokens
        if t.stem in outcome and t.stem not in source and not any(kinship(t.stem, s) >= SURE for s in source)
    ]
    if added or invented:
        signs.append(Sign("outcome_invented", 1.0, tuple(added + invented)))
    return {
        "cause": float(bool(mine)),
        "cause_added": float(len(added)),
        "cause_new": float(sum(t.stem not in source and t.low not in source for t in mine)),
        "cause_lost": float(has and not mine),
        "outcome_added": float(len(invented)),
    }


def _speaker(parsed: Parsed, speaker: Sequence[int]) -> set[str]:
    return {parsed.tokens[i].stem for i in speaker}


def _speakers(evidence: Evidence, sentence: int) -> tuple[set[str], bool]:
    """The speakers of a sentence; one that is only `he` may be anybody named before. And whether one is named."""
    parsed = evidence.parsed[sentence]
    found = {w for s in parsed.speeches for w in _speaker(parsed, s.speaker)}
    named = bool(found)
    if any(s.pronoun for s in parsed.speeches) or any(t.quoted for t in parsed.tokens):
        before = evidence.tokens[max(0, evidence.starts[sentence] - BEFORE) : evidence.starts[sentence]]
        found |= {t.stem for t in before if t.kind == "name"} | {t.stem for t in parsed.tokens if t.kind == "name"}
        named = named and not any(s.pronoun for s in parsed.speeches)
    return found, named


def speech_values(pair: Pair, signs: list[Sign]) -> dict[str, float]:
    """Words that somebody says in the evidence and nobody or somebody else in the claim."""
    claim, evidence = pair.claim, pair.evidence
    speaking = {i for s in claim.speeches for i in (*s.speaker, s.verb)}
    body = [p for at, p in pair.place.items() if at not in speaking]
    reported = distant = direct = 0
    for sentence in pair.used:
        parsed, start = evidence.parsed[sentence], evidence.starts[sentence]
        covered: set[int] = set()
        for speech in parsed.speeches:
            inside = {p for p in body if start + speech.content[0] <= p < start + speech.content[1]}
            covered |= inside
            distant += len(inside) if speech.is_distant else 0
        reported += len(covered)
        direct += sum(evidence.tokens[p].quoted for p in body if evidence.sentence_of[p] == sentence)
    counts = [evidence.sentence_of[p] for p in body]
    main = max(set(counts), key=lambda s: (counts.count(s), -s), default=-1)
    theirs, named = _speakers(evidence, main) if main >= 0 else (set(), False)
    speakers = {w for s in claim.speeches for w in _speaker(claim, s.speaker)}
    names = {t.stem for t in claim.tokens if t.kind == "name"}
    held = {t.stem for t in evidence.parsed[main].tokens} if main >= 0 else set()
    lost = bool(reported) and not claim.speeches
    moved = bool(speakers & names) and named and not speakers & theirs
    if lost or moved:
        text = tuple(t.text for t in claim.tokens if t.stem in speakers) if moved else ()
        signs.append(Sign("not_entailed", 0.8, text))
    total = len(body) or 1
    return {
        "said_share": reported / total,
        "said_distant": distant / total,
        "said_quoted": direct / total,
        "said_lost": reported / total if lost else 0.0,
        "said_distant_lost": distant / total if lost else 0.0,
        "said_mine": float(len(claim.speeches)),
        "said_new": float(bool(claim.speeches) and not reported),
        "speaker_moved": float(moved),
        "speaker_known": len(speakers & theirs) / len(speakers) if speakers else 1.0,
        "speaker_far": float(bool(speakers & names) and not speakers & held),
    }
