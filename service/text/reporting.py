"""Who says what in one sentence: speaker, reporting verb, its class, and the words that are said.

In: one sentence. Out: speech in text order; offsets are code points, half-open.
Never: a speaker that is not certain (None instead); never a speech verb inside quotation marks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from service.text.clauses import (
    Span,
    Token,
    in_name,
    parenthesis_left,
    relative_subject,
    skip_adverbs_left,
    subject_left,
    subject_right,
    tokenize,
)
from service.text.reporting_verbs import (
    BE,
    DETERMINERS,
    INVERTIBLE,
    LABELLING,
    NEGATIONS,
    TAG_TAILS,
    TIME_WORDS,
    VerbForm,
    lexicon,
)
from service.text.speech_content import Tag, contents_of, with_parents
from service.text.verb_use import has_auxiliary, has_clause, is_noun_use

_QUOTES = '"“”„«»'
_MARKS_BEFORE_TAG = frozenset(",?!—–" + _QUOTES)
_MARKS_AFTER_TAG = frozenset(',.;!?\n"“')


class Speech(NamedTuple):
    """One act of speech; `text` is the slice of the tag, which holds the verb and, where they adjoin, the speaker."""

    start: int
    end: int
    text: str
    speaker: Span | None
    verb: Span
    lemma: str
    cls: str  # neutral, evaluative, denial, directive
    form: str  # direct, indirect
    content: tuple[Span, ...]
    negated: bool = False
    passive: bool = False
    parent: int | None = None  # index of the speech that cites this source, or whose speaker goes on


_LETTERS = re.compile(r"[^\W\d_]+")


def find_speech(text: str) -> tuple[Speech, ...]:
    """Every act of speech that the sentence reports in its own voice."""
    low = text.casefold()
    if _openers().isdisjoint(_LETTERS.findall(low)):
        return ()
    tokens = tokenize(text)
    tags: list[Tag] = []
    for i, token in enumerate(tokens):
        if token.mark or token.quoted:
            continue
        tag = _tag(tokens, i, tags)
        if tag is not None:
            tags.append(tag)
    tags = with_parents(tags)
    contents = contents_of(text, tokens, tags)
    return tuple(_speech(text, tokens, tag, content) for tag, content in zip(tags, contents, strict=True))


@cache
def _openers() -> frozenset[str]:
    """Cheap test before any token is made: the first run of letters of every form."""
    forms = {*lexicon().forms, "citing", "quoting", "according"}
    return frozenset(found[0] for form in forms if (found := _LETTERS.findall(form)))


def _tag(tokens: list[Token], i: int, earlier: list[Tag]) -> Tag | None:
    """The reporting tag whose verb is token `i`, or None."""
    low = tokens[i].low
    if in_name(tokens, i):
        return None
    if low == "according" and i + 1 < len(tokens) and tokens[i + 1].low == "to":
        speaker = subject_right(tokens, i + 2)
        return Tag("according", speaker, (i, i + 2), VerbForm("according to", "neutral", "base")) if speaker else None
    if low in ("citing", "quoting"):
        speaker = subject_right(tokens, i + 1)
        parent = len(earlier) - 1 if earlier else None
        verb = VerbForm("cite" if low == "citing" else "quote", "neutral", "ing")
        return Tag("citing", speaker, (i, i + 1), verb, parent=parent) if speaker else None
    verb_form = lexicon().forms.get(low)
    if verb_form is None:
        return None
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    particle = lexicon().particles.get((verb_form.lemma, following))
    last = i + 2 if particle else i + 1
    if verb_form.lemma in lexicon().clausal and not has_clause(tokens, i, verb_form):
        return None
    if particle:
        verb_form = verb_form._replace(cls=particle, lemma=f"{verb_form.lemma} {following}")
    return _verb_tag(tokens, i, last, verb_form, earlier)


def _verb_tag(tokens: list[Token], i: int, last: int, verb: VerbForm, earlier: list[Tag]) -> Tag | None:
    j, passed = skip_adverbs_left(tokens, i)
    before = tokens[j] if j >= 0 else None
    negated = any(word in NEGATIONS or word.endswith("n't") for word in passed)
    if before is not None and before.low == "without":
        return None
    if verb.form == "past" and BE & set(passed):
        return _passive(tokens, i, last, verb, negated)
    if verb.form == "ing" and not BE & set(passed):
        return _participle(before, i, last, verb, earlier)
    if before is not None and not before.mark and (before.low in DETERMINERS - {"and"} or before.low.endswith("'s")):
        return None
    if is_noun_use(tokens, i, verb, before):
        return None
    if before is not None and before.low in ("who", "which"):
        speaker = relative_subject(tokens, j)
        return Tag("relative", speaker, (i, last), verb, negated) if speaker else None
    if before is not None and before.mark == ",":
        named = parenthesis_left(tokens, j)
        if named:
            post = _is_post_tag(tokens, named[0], last, verb)
            return Tag("post" if post else "pre", named, (i, last), verb, negated)
    continues = before is None or before.low in ("and", "but", "or") or bool(before.mark)
    if continues:
        return _without_subject(tokens, i, last, verb, earlier, negated)
    speaker = subject_left(tokens, j)
    if speaker is None:
        return None
    post = _is_post_tag(tokens, speaker[0], last, verb)
    return Tag("post" if post else "pre", speaker, (i, last), verb, negated)


def _passive(tokens: list[Token], i: int, last: int, verb: VerbForm, negated: bool) -> Tag | None:
    """In "was accused by X of Y" the agent speaks; without one nobody is named."""
    agent = None
    for k in range(last, min(last + 10, len(tokens))):
        if tokens[k].mark:
            break
        if tokens[k].low == "by":
            agent = subject_right(tokens, k + 1)
            of = next((at for at in range(*agent) if tokens[at].low == "of"), None) if agent else None
            # "accused by X of Y": Y is what was said, not part of X
            agent = (agent[0], of) if agent and of and verb.lemma == "accuse" else agent
            break
    if agent is None and verb.lemma in lexicon().weak:
        return None
    return Tag("passive", agent, (i, last), verb, negated)


def _participle(before: Token | None, i: int, last: int, verb: VerbForm, earlier: list[Tag]) -> Tag | None:
    """In "..., adding that Y" the speaker before it goes on; without one it stays open."""
    if before is None or not (before.mark in tuple(",;—–") or before.low == "and") or verb.lemma == "name":
        return None
    parent = len(earlier) - 1 if earlier else None
    speaker = earlier[-1].speaker if earlier else None
    return Tag("participle", speaker, (i, last), verb, parent=parent, inherited=True)


def _without_subject(
    tokens: list[Token], i: int, last: int, verb: VerbForm, earlier: list[Tag], negated: bool
) -> Tag | None:
    """As in "Y," said X; or a further verb of the same speaker: X denied A and accused B."""
    before = tokens[i - 1] if i else None
    bare = verb.lemma.split(" ")[0]
    if before is not None and before.mark in _MARKS_BEFORE_TAG:
        plain = verb.form in ("past", "third") and bare in INVERTIBLE
        speaker = subject_right(tokens, last) if plain and not has_auxiliary(tokens, last) else None
        if speaker is not None and _ends_tag(tokens, speaker[1]):
            return Tag("inverted", speaker, (i, last), verb, negated)
    active = _active(earlier)
    if before is None or active is None or verb.form == "base":
        return None
    if tokens[i].low in lexicon().nouns and verb.form != "past":
        return None
    if before.mark in tuple(_QUOTES) and earlier[active].verb.lemma not in LABELLING:
        return None
    return Tag("coordinated", earlier[active].speaker, (i, last), verb, negated, active, inherited=True)


def _active(earlier: list[Tag]) -> int | None:
    """Index of the tag whose subject may go on to a further verb."""
    for index in range(len(earlier) - 1, max(-1, len(earlier) - 9), -1):
        if earlier[index].kind in ("pre", "coordinated", "relative"):
            return index
    return None


def _ends_tag(tokens: list[Token], at: int) -> bool:
    """True where nothing but a tail of time or place can follow at `at`."""
    if at >= len(tokens) or tokens[at].mark:
        return True
    return tokens[at].low in TAG_TAILS | TIME_WORDS | {"to", "who", "of", "for"}


def _is_post_tag(tokens: list[Token], first: int, last: int, verb: VerbForm) -> bool:
    """True for "Y, X said": a comma or mark before the subject, and no content after the verb."""
    if first == 0 or tokens[first - 1].mark not in _MARKS_BEFORE_TAG:
        return False
    at = last
    if verb.lemma == "tell" and at < len(tokens) and not tokens[at].mark:
        addressee = subject_right(tokens, at)
        at = addressee[1] if addressee else at
    if at >= len(tokens) or tokens[at].mark in _MARKS_AFTER_TAG:
        return True
    if tokens[at].mark or not (
        tokens[at].low in TAG_TAILS or tokens[at].low in TIME_WORDS or tokens[at].low.endswith("ly")
    ):
        return False
    # "he said in Paris that Y" has its content behind it
    tail = next((k for k in range(at, min(at + 10, len(tokens))) if tokens[k].mark or tokens[k].low == "that"), None)
    return tail is None or bool(tokens[tail].mark)


def _speech(text: str, tokens: list[Token], tag: Tag, content: tuple[Span, ...]) -> Speech:
    verb = tokens[tag.verb_at[0]].start, tokens[tag.verb_at[1] - 1].end
    speaker = (tokens[tag.speaker[0]].start, tokens[tag.speaker[1] - 1].end) if tag.speaker else None
    start, end = verb
    if speaker and not tag.inherited:
        start, end = min(start, speaker[0]), max(end, speaker[1])
    direct = any(text[a : a + 1] in _QUOTES for a, _ in content if a < len(text))
    return Speech(
        start,
        end,
        text[start:end],
        speaker,
        verb,
        tag.verb.lemma,
        tag.verb.cls,
        "direct" if direct else "indirect",
        content,
        tag.negated,
        tag.kind == "passive",
        tag.parent,
    )
