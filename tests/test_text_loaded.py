"""Loaded wording: in whose voice it stands, what replaces it, and a house's own list."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from service.errors import InputError
from service.text.loaded import find_loaded, load_rules, parse_rules
from service.text.terms import RuleBook

RULES = load_rules()
Row = list[tuple[str, str]]

NARRATOR: list[tuple[str, Row]] = [
    ("The regime closed the port of Ystad.", [("regime", "government")]),
    ("Thugs broke into two shops.", [("Thugs", "people")]),
    ("An angry mob stormed the court.", [("angry mob", "crowd")]),
    ("The terror group struck Elm.", [("terror group", "group")]),
    ("Norvane slammed the verdict.", [("slammed", "criticised")]),
    ("The party touted its poll lead.", [("touted", "presented")]),
    ("The dictator and his regime fled.", [("dictator", "leader"), ("regime", "government")]),
    ("A brutal storm hit Elm.", [("brutal ", "")]),
    ("The so-called expert spoke.", [("so-called ", "")]),
    ("It was an important milestone.", [("important ", "")]),
    ("A news agency reported that thugs broke in.", [("thugs", "people")]),
    ("Otto Lind, the leader of the terror group, said Elm was safe.", [("terror group", "group")]),
    ("The flood claimed 12 lives before the regime sent help.", [("regime", "government")]),
    ("A storm called Ada hit the port before thugs broke in.", [("thugs", "people")]),
]


@pytest.mark.parametrize(("text", "expected"), NARRATOR)
def test_the_narrators_labels(text: str, expected: Row) -> None:
    assert [(h.text, h.replacement) for h in find_loaded(text, RULES) if not h.spoken] == expected


SPOKEN = [
    ("“The regime must go,” Otto Lind said.", ["regime"]),
    ("Otto Lind said the regime must go.", ["regime"]),
    ("The police said thugs broke in.", ["thugs"]),
    ("Otto Lind called the verdict a massacre of justice.", ["massacre"]),
    ("He described the owners as thugs.", ["thugs"]),
    ("The fans were “thugs”, a judge ruled.", ["thugs"]),
    ("The regime must go, according to Otto Lind.", ["regime"]),
]


@pytest.mark.parametrize(("text", "words"), SPOKEN)
def test_labels_in_somebodys_words(text: str, words: list[str]) -> None:
    hits = find_loaded(text, RULES)
    assert [h.text for h in hits] == words
    assert all(h.spoken for h in hits)


NEUTRAL = [
    "The government closed the port of Ystad.",
    "The regime of sanctions was extended.",
    "A crowd stood before the court.",
    "Two attackers fled.",
    "Radio stations in Elm were silent.",
    "The group, founded in 1990, left Elm.",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_plain_words_are_left_alone(text: str) -> None:
    assert find_loaded(text, RULES) == ()


def test_hits_do_not_overlap_and_stand_in_order() -> None:
    text = "The brutal regime and its angry mob staged a massacre, an important milestone."
    hits = find_loaded(text, RULES)
    assert len(hits) >= 4
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(text[h.start : h.end] == h.text for h in hits)


def test_ids_of_the_list_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


ENTRY = """[[term]]
id = "{id}"
referent = "a fan"
pattern = '{pattern}'
neutral = "{neutral}"
handling = "{handling}"
"""


def entry(id: str, pattern: str, neutral: str = "", handling: str = "replace") -> str:  # noqa: A002 - the file's own key
    return ENTRY.format(id=id, pattern=pattern, neutral=neutral, handling=handling)


def house(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_house_adds_its_own_terms(tmp_path: Path) -> None:
    rules = load_rules(house(tmp_path, entry("ultras", r"\bultras\b", "fans")))
    assert [(h.text, h.replacement) for h in find_loaded("The ultras and thugs left.", rules)] == [
        ("ultras", "fans"),
        ("thugs", "people"),
    ]


def test_a_house_entry_takes_the_place_of_ours(tmp_path: Path) -> None:
    rules = load_rules(house(tmp_path, entry("thugs", r"\bthugs\b", "suspects")))
    assert [h.replacement for h in find_loaded("The thugs left.", rules)] == ["suspects"]
    assert len(rules) == len(RULES)


def test_a_house_may_keep_a_word(tmp_path: Path) -> None:
    rules = load_rules(house(tmp_path, entry("kept", r"\bthugs\b", handling="keep")))
    assert find_loaded("The thugs left.", rules) == ()


BROKEN = [
    ("term = [", "not a TOML file"),
    ('[[term]]\nid = "x"\n', "term 'x' needs handling, neutral, pattern, referent"),
    ('[[term]]\nreferent = "x"\n', "term '?' needs"),
    (entry("x", "(", "y"), "term 'x' has a pattern that is no regular expression"),
    (entry("x", "y", "z", "delete"), "handling = replace, drop, attribute or keep"),
    ('[term]\nid = "x"\n', "term"),
    (entry("x", "y").replace("'y'", "3"), "term 'x'"),
    (entry("x", "y", "{gone}"), "term 'x'"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_names_file_and_entry(tmp_path: Path, text: str, message: str) -> None:
    path = house(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_rules(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.toml: cannot read the term file"):
        load_rules(tmp_path / "gone.toml")


def test_a_misspelt_table_is_no_empty_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown key 'terms'"):
        load_rules(house(tmp_path, entry("ultras", r"\bultras\b", "fans").replace("[[term]]", "[[terms]]")))


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        load_rules(path)


def test_rules_are_matched_without_regard_to_case() -> None:
    (rule,) = parse_rules(entry("x", r"\bultras\b", "fans"), "x")
    assert find_loaded("ULTRAS left.", [rule])[0].text == "ULTRAS"


def published(text: str) -> str:
    """What the brief says for a narrator's sentence; `@` marks what stays with its outlet."""
    for hit in reversed([h for h in find_loaded(text, RULES) if not h.spoken]):
        text = f"{text[: hit.start]}{hit.replacement}{'@' if hit.attributed else ''}{text[hit.end :]}"
    return text


EDITED = [
    # verbs of speech
    ("Lind claimed that Elm had lied.", "Lind said that Elm had lied."),
    ("“We won,” Lind boasted.", "“We won,” Lind said."),
    ("Lind conceded that the plan was late.", "Lind said that the plan was late."),
    ("Lind insists the bridge is safe.", "Lind says the bridge is safe."),
    ("Lind pointed out that the bridge was old.", "Lind said that the bridge was old."),
    ("Lind lashed out at the council.", "Lind criticised the council."),
    ("Lind vowed to rebuild Elm.", "Lind promised to rebuild Elm."),
    ("Norvane refused to comment on the fine.", "Norvane declined to comment on the fine."),
    # what is left out, and with it what it hangs on
    ("A long and brutal war began.", "A long war began."),
    ("A brutal and bloody war began.", "A war began."),
    ("The most controversial mayor left.", "The mayor left."),
    ("It will be very difficult to win.", "It will be difficult to win."),
    # what the sentence cannot do without stays with its outlet
    ("The raid was brutal and lasted an hour.", "The raid was brutal@ and lasted an hour."),
    ("The talks showed Elm’s reluctance to sign.", "The talks showed Elm’s reluctance@ to sign."),
    ("The talks showed Elm’s constructive approach.", "The talks showed Elm’s constructive approach@."),
    ("The “expert” left Elm.", "The “expert”@ left Elm."),
    # other fields
    ("A flood of migrants has reached Elm.", "The arrival of migrants has reached Elm."),
    ("Two illegal immigrants left.", "Two immigrants without legal status left."),
    ("He committed suicide in May.", "He died by suicide in May."),
    ("Kestrel slashed 40 jobs.", "Kestrel cut 40 jobs."),
    ("Sales soared 40 percent in May.", "Sales rose 40 percent in May."),
    ("Rovers thrashed City 5-0.", "Rovers beat City 5-0."),
    ("Storm Ada spared Elm.", "Storm Ada did not hit Elm."),
    ("Gunmen invaded the town of Elm.", "Gunmen crossed into the town of Elm."),
    ("Pro-life groups met.", "Anti-abortion groups met."),
]


@pytest.mark.parametrize(("text", "expected"), EDITED)
def test_what_the_brief_says_for_it(text: str, expected: str) -> None:
    made = published(text)
    assert (made[:1].upper() + made[1:]) == expected


KEPT = [
    # names, law and ordinary senses
    "The Islamic Resistance Movement left Elm.",
    "Representative Louise M. Slaughter left Elm.",
    "He was convicted on terrorism charges.",
    "Parliament passed the Terror Act.",
    "Two states designated it a foreign terrorist organisation.",
    "A new inspection regime began.",
    "A flood of water filled the mine.",
    "A bomb attack hit Elm.",
    "Sales soared in May.",
    "He slashed two tyres.",
    "The abattoir closed after the slaughter of animals.",
    "The Norvane-run health ministry counted 12 dead.",
    "The army of Norvane invaded Elm.",
    # verbs that are the fact
    "Lind admitted murder.",
    "Lind conceded defeat.",
    "Norvane claimed responsibility for the blast.",
    "The flood claimed 12 lives.",
    "Prosecutors alleged that Lind took bribes.",
    "Lind denied that he had left.",
    "Lind insisted on a new vote.",
    "Hurricane Ada slammed Elm.",
    "The party's claims that Elm fell were new.",
    "Lind falsely asserted election fraud, and left.",
    # quoted, but named or spoken
    "The film, called “winter”, opened.",
    "The men were “thugs”, a judge ruled.",
    "Not a single “no” vote was counted.",
]


@pytest.mark.parametrize("text", KEPT)
def test_names_law_ordinary_senses_and_acts_stay(text: str) -> None:
    assert published(text) == text


INDIRECT = [
    "Lind left what the ministry called a terrorist group.",
    "The Front, which the ministry considers a terrorist group, left.",
    "Lind denounced the men as a terrorist group.",
    "Lind accused the Front of running a terrorist group.",
]


@pytest.mark.parametrize("text", INDIRECT)
def test_a_label_in_indirect_speech_stays_with_its_speaker(text: str) -> None:
    assert [(h.text, h.spoken) for h in find_loaded(text, RULES)] == [("terrorist group", True)]


def test_a_word_given_back_to_its_outlet_is_attributed() -> None:
    assert all(h.spoken for h in find_loaded("The raid was brutal [according to S1].", RULES))


def test_the_list_is_broad_and_says_why() -> None:
    raw = tomllib.loads(files("service.text").joinpath("data/terms.toml").read_text("utf-8"))["term"]
    assert len(raw) >= 80
    assert sum(entry["domain"] == "Middle East conflict" for entry in raw) < len(raw) / 4
    assert len({entry["domain"] for entry in raw}) >= 14
    assert [entry["id"] for entry in raw if len(entry["why"]) < 20] == []


def test_the_cheap_test_before_a_pattern_hides_nothing() -> None:
    slow = RuleBook(rule._replace(hints=None) for rule in RULES)
    for text, *_ in [*NARRATOR, *SPOKEN, *EDITED]:
        assert [h[:3] for h in find_loaded(text, RULES)] == [h[:3] for h in find_loaded(text, slow)]
    assert sum(rule.hints is not None for rule in RULES) > len(RULES) * 0.9


UNUSABLE = [
    (entry("x", "elm", ""), "term 'x' has an empty neutral wording; give one, or set handling = drop"),
    (entry("x", "elm", "oak", "drop"), "term 'x' drops its words and has a neutral wording"),
    (entry("x", "elm", "{keep}"), "no (?P<keep>...) in its pattern"),
    (entry("x", "elm", "an {0}"), "a name other than {keep}"),
    (entry("x", "elm", "<b>oak</b>"), "no plain text"),
    (entry("x", "elm", "oak [1]"), "no plain text"),
    (entry("x", "elm", "thugs"), "is loaded itself: 'thugs' is what entry 'thugs' is about"),
    (entry("x", "e*", "oak"), "matches no word at all"),
    (entry("x", "elm", "oak") + entry("x", "ash", "oak"), "term 'x' stands there twice"),
    (entry("x", "elm", "oak") + 'voice = "loud"\n', "voice = any, speech or quoted"),
    (entry("x", "elm", "oak") + "words = { elm = 1 }\n", "`words` as a table"),
]


@pytest.mark.parametrize(("text", "message"), UNUSABLE)
def test_a_neutral_wording_must_be_plain_and_neutral(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(house(tmp_path, text))
    assert message in str(caught.value)


def test_a_house_may_give_a_form_for_each_word(tmp_path: Path) -> None:
    text = entry("fan", r"\b(?P<word>{words})\b", "fan") + 'words = { ultra = "fan", ultras = "fans" }\n'
    rules = load_rules(house(tmp_path, text))
    assert [h.replacement for h in find_loaded("Ultras met an ultra.", rules)] == ["fans", "fan"]
