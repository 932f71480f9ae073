"""Speech: who says what, by which verb, of which class; exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.reporting import Speech, find_speech
from service.text.reporting_verbs import inflections, lexicon


def row(text: str, speech: Speech) -> tuple[str | None, str, str, str]:
    speaker = text[slice(*speech.speaker)] if speech.speaker else None
    content = " | ".join(text[start:end] for start, end in speech.content)
    return speaker, text[slice(*speech.verb)], speech.cls, content


Row = tuple[str | None, str, str, str]
FAILED = "talks had failed"
SENTENCES: list[tuple[str, list[Row]]] = [
    ("The minister said that talks had failed.", [("The minister", "said", "neutral", FAILED)]),
    ("The minister said talks had failed.", [("The minister", "said", "neutral", FAILED)]),
    ("Talks had failed, the minister said.", [("the minister", "said", "neutral", "Talks had failed")]),
    ("Talks had failed, said the minister.", [("the minister", "said", "neutral", "Talks had failed")]),
    ("Talks had failed, the minister said on Monday.", [("the minister", "said", "neutral", "Talks had failed")]),
    (
        "Talks had failed, according to the minister.",
        [("the minister", "according to", "neutral", "Talks had failed")],
    ),
    ("According to the minister, talks had failed.", [("the minister", "According to", "neutral", FAILED)]),
    ("The army denied that it fired.", [("The army", "denied", "denial", "it fired")]),
    ("The army has repeatedly denied firing.", [("The army", "denied", "denial", "firing")]),
    ("The court rejected the appeal.", [("The court", "rejected", "denial", "the appeal")]),
    ("The mayor accused the council of lying.", [("The mayor", "accused", "directive", "the council of lying")]),
    ("The mayor called for calm.", [("The mayor", "called for", "directive", "calm")]),
    ("The mayor urged drivers to stay home.", [("The mayor", "urged", "directive", "drivers to stay home")]),
    ("The mayor vowed to return.", [("The mayor", "vowed", "directive", "to return")]),
    ("The firm claimed it was ready.", [("The firm", "claimed", "evaluative", "it was ready")]),
    ("The firm admitted that it was late.", [("The firm", "admitted", "evaluative", "it was late")]),
    ('"We stay," Jane Doe said in May.', [("Jane Doe", "said", "neutral", '"We stay,"')]),
    ("“We stay,” said Jane Doe, the head of the union.", [("Jane Doe", "said", "neutral", "“We stay,”")]),
    ("Jane Doe said: “We stay.”", [("Jane Doe", "said", "neutral", "“We stay.”")]),
    (
        "They met twice, the agency said, citing port officials.",
        [
            ("the agency", "said", "neutral", "They met twice"),
            ("port officials", "citing", "neutral", "They met twice"),
        ],
    ),
    ("Media reports said it was in the north.", [("Media reports", "said", "neutral", "it was in the north")]),
    (
        "These steps, officials said, pose a threat.",
        [("officials", "said", "neutral", "These steps | pose a threat")],
    ),
    (
        "The group called the bill “worse than useless,” said the plan was bad, and likened it to theft.",
        [
            ("The group", "called", "neutral", "the bill “worse than useless,”"),
            ("The group", "said", "neutral", "the plan was bad"),
            ("The group", "likened", "evaluative", "it to theft"),
        ],
    ),
    (
        "He has accused the firm of fraud and demanded an inquiry.",
        [
            ("He", "accused", "directive", "the firm of fraud"),
            ("He", "demanded", "directive", "an inquiry"),
        ],
    ),
    (
        "Rivera and council officials called for more aid.",
        [("Rivera and council officials", "called for", "directive", "more aid")],
    ),
    (
        "Maria Lopez, head of the port, said the road was open.",
        [("Maria Lopez, head of the port", "said", "neutral", "the road was open")],
    ),
    ("The mayor told reporters that it rained.", [("The mayor", "told", "neutral", "it rained")]),
    ("The mayor told the Herald on Friday it rained.", [("The mayor", "told", "neutral", "it rained")]),
    ("The bridge is safe, the mayor told reporters.", [("the mayor", "told", "neutral", "The bridge is safe")]),
    (
        "The firm was accused by prosecutors of fraud.",
        [("prosecutors", "accused", "directive", "The firm was | of fraud")],
    ),
    ("In June, the president said it was over.", [("the president", "said", "neutral", "it was over")]),
    ("On Saturday officials said it was over.", [("officials", "said", "neutral", "it was over")]),
    ("However, the mayor said, the bridge is closed.", [("the mayor", "said", "neutral", "the bridge is closed")]),
    ("Aid agencies report hunger is rising.", [("Aid agencies", "report", "neutral", "hunger is rising")]),
    ("Ms Park, who said she was tired, left.", [("Ms Park", "said", "neutral", "she was tired")]),
    (
        "The firm boasted of sales, adding that growth would go on.",
        [
            ("The firm", "boasted", "evaluative", "of sales"),
            ("The firm", "adding", "neutral", "growth would go on"),
        ],
    ),
    (
        "The police said the driver told them that he was lost.",
        [
            ("The police", "said", "neutral", "the driver told them that he was lost"),
            ("the driver", "told", "neutral", "he was lost"),
        ],
    ),
    ("The leader has been outspoken, claiming it is a plot.", [(None, "claiming", "evaluative", "it is a plot")]),
    ("Police said on Tuesday they had left.", [("Police", "said", "neutral", "they had left")]),
    (
        "A clerk for the court, Ana Ruiz, told reporters it was over.",
        [("A clerk for the court, Ana Ruiz", "told", "neutral", "it was over")],
    ),
    (
        "Local media, citing the fire service, reported that homes burned.",
        [
            ("the fire service", "citing", "neutral", "homes burned"),
            ("Local media", "reported", "neutral", "homes burned"),
        ],
    ),
    ("The opposition disputes that figure.", [("The opposition", "disputes", "denial", "that figure")]),
    ("“It was loud,” recalled Omar Diaz.", [("Omar Diaz", "recalled", "neutral", "“It was loud,”")]),
    ("The mayor said he had not been told.", [("The mayor", "said", "neutral", "he had not been told")]),
    ("It was, he added, “a disgrace”.", [("he", "added", "neutral", "It was | “a disgrace”")]),
    ("The U.S. envoy said it was over.", [("The U.S. envoy", "said", "neutral", "it was over")]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_speech(text: str, expected: list[Row]) -> None:
    assert [row(text, speech) for speech in find_speech(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The reported plan failed.",
        "The government’s claims fell flat.",
        "Demand for orders rose in the states.",
        "Kontinpers state radio was off the air.",
        "The state recalled its envoy.",
        "The club maintains offices in two towns.",
        "They left without saying where.",
        "“He said no”",
        "It rained.",
        "",
    ],
)
def test_no_speech(text: str) -> None:
    assert find_speech(text) == ()


def test_negated_and_passive_are_flagged() -> None:
    assert find_speech("The spokesman did not say where.")[0].negated
    assert not find_speech("The spokesman said where.")[0].negated
    assert find_speech("The attack was condemned.")[0].passive


def test_source_of_a_source_names_its_parent() -> None:
    speech = find_speech("They met twice, the agency said, citing port officials.")
    assert [found.parent for found in speech] == [None, 0]


def test_direct_speech_is_told_from_indirect() -> None:
    assert find_speech("“We stay,” he said.")[0].form == "direct"
    assert find_speech("They stay, he said.")[0].form == "indirect"


@pytest.mark.parametrize(
    ("verb", "irregular", "words"),
    [
        ("deny", None, ["deny", "denies", "denied", "denying"]),
        ("stress", None, ["stress", "stresses", "stressed", "stressing"]),
        ("say", ["said"], ["say", "says", "said", "saying"]),
        ("admit", ["admitted"], ["admit", "admits", "admitted", "admitting"]),
        ("write", ["wrote", "written"], ["write", "writes", "wrote", "written", "writing"]),
        ("accuse", None, ["accuse", "accuses", "accused", "accusing"]),
    ],
)
def test_inflections(verb: str, irregular: list[str] | None, words: list[str]) -> None:
    assert [word for _, word in inflections(verb, irregular)] == words


def test_every_form_knows_its_lemma() -> None:
    forms = lexicon().forms
    assert (forms["denying"].lemma, forms["denying"].cls) == ("deny", "denial")
    assert lexicon().particles["call", "for"] == "directive"


PIECES = st.lists(
    st.sampled_from(
        [
            *"X said , . and that denied according to citing adding who “ ” told reporters was by of reports".split(),
            *["the minister", "On Saturday", "called for", "\n", '"'],
        ]
    )
    | st.text(max_size=3),
    max_size=24,
)


@given(PIECES.map(" ".join) | st.text())
def test_offsets(text: str) -> None:
    at = 0
    for speech in find_speech(text):
        assert text[speech.start : speech.end] == speech.text
        assert speech.start <= speech.verb[0] < speech.verb[1] <= speech.end
        assert speech.verb[0] >= at
        at = speech.verb[1]
        if speech.speaker:
            assert 0 <= speech.speaker[0] < speech.speaker[1] <= len(text)
        for start, end in speech.content:
            assert 0 <= start < end <= len(text)
