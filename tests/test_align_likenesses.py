"""Words that may stand for each other: the table of a story holds what pair by pair is found."""

from __future__ import annotations

from service.stages.align.likenesses import likenesses
from service.stages.align.questions import Term, likeness_of
from service.text.entail.lexicon import stem
from service.text.support.lexicon import lemma

WORDS = (
    "fire fires blaze burned burning rose fell rise increase increased dropped bought sold resign resignation resigned"
    " dead died killed people residents mayor council voted vote rejected refused accepted house houses homes flat"
    " euros metres kilometres Tuesday tanker ship vessel sank sinking xqzzt a"
).split()


def term(word: str, *, is_name: bool = False) -> Term:
    return Term(0, stem(word), word, lemma(word), 1.0, is_name)


def test_the_table_holds_what_pair_by_pair_is_found() -> None:
    terms = [term(word) for word in WORDS]
    table = likenesses(terms)
    pairs = {(a.low, b.low): (table[a.key].get(b.key, 0.0), likeness_of(a, b)) for a in terms for b in terms}
    assert {words: found for words, found in pairs.items() if found[0] != found[1]} == {}
    assert sum(1 for told, _ in pairs.values() if told) > len(terms) + 10


def test_names_are_left_out_and_nothing_is_no_fault() -> None:
    assert likenesses([term("Tarn", is_name=True)]) == {}
    assert likenesses([]) == {}
    assert likenesses([term("xqzzt")]) == {"xqzzt xqzzt": {"xqzzt xqzzt": 1.0}}
