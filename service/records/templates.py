"""The closed set of sentences and labels that are not slices and not checked sentences.

Pure data and one function. A model never fills these: slots are slices of sources, ids, numbers, or values of a
closed vocabulary. The validator (``service.stages.validate``) renders each again and compares.
"""

from __future__ import annotations

from service.records.base import Citation, Phrase

TEMPLATES: dict[str, str] = {
    # attribution of a sentence
    "by_source": "{source}",
    "by_source_outlet": "{source} ({outlet})",
    "by_source_unsourced": "{source}, which names no source for the figures",
    "by_source_outlet_unsourced": "{source} ({outlet}), which names no source for the figures",
    "same_in": "{sources} says the same",
    "same_in_many": "{sources} say the same",
    "agreed": "{count} independent sources say this in full: {sources}",
    # titles and labels
    "title_one": "Brief of 1 article",
    "title": "Brief of {documents} articles: {events} reported events",
    "title_single_event": "Brief of {documents} articles: 1 reported event",
    "event_with": "{who} and {whom}",
    "event_with_place": "{who} and {whom}, {where}",
    "event_who": "{who}",
    "event_what": "{what}",
    "event_background": "Background reported by the sources",
    # overview cells
    "qualified": "{value} ({source})",
    "by_speaker": "{value}, according to {speaker}",
    "not_stated": "not stated",
    "not_stated_by": "not stated by {speaker}",
    "not_named": "not named",
    "undated": "{value} (date not given)",
    "resolved_date": "{value} ({date})",
    "same_day_earlier": "{value} (the same day as {event}: {anchor}, date not given)",
    "decided_date": "{value} ({date}, by the decision of an editor)",
    "same_day_dated": "{value} (the same day as {event}: {anchor}, {date})",
    # may be the same
    "may_be_same": "may be the same as {event}; the texts do not decide it",
    "may_be_same_weak": "may be the same as {event}, on weaker grounds; the texts do not decide it",
    "for_same_actor": "same {role}: {a} / {b}",
    "for_same_time_words": "same words for the time, neither dated: {a} / {b}",
    "for_same_date": "same date: {a} / {b}",
    "for_same_place": "same place: {a} / {b}",
    "for_compatible_place": "places do not exclude each other: {a} / {b}",
    "for_shared_topic": "shared topic: {a} / {b}",
    "for_similar_text": "similar text (cosine {value})",
    "for_shared_name": "a rare name in both: {a} / {b}",
    "for_shared_figure": "the same figure in both: {a} / {b}",
    "for_shared_quote": "same quotation: {a}",
    "for_copy": "near copies of each other",
    "against_place": "different places: {a} / {b}",
    "against_actor": "different {role}: {a} / {b}",
    "against_date": "different dates: {a} / {b}",
    "against_same_article": "one article reports them as two: {a}",
    "against_dissimilar": "little text in common (cosine {value})",
    "against_names": "each names what the other does not: {a} / {b}",
    "missing_name": "named by one side only: {a}",
    "doubt": "may report another event than the rest of {event}, and is left out: little in common with them",
    "doubt_alone": (
        "may report another event than the rest of {event}, and is left out: it names {a}, as few of them do"
    ),
    "doubt_lacked": (
        "may report another event than the rest of {event}, and is left out: most of them name {b}, which it does not"
    ),
    "doubt_names": (
        "may report another event than the rest of {event}, and is left out: it names {a}, as few of them do; "
        "most of them name {b}, which it does not"
    ),
    "decided_apart": "two events, by the decision of an editor",
    "missing_place": "place stated by one side only: {a}",
    "missing_place_both": "place stated by neither",
    "missing_time": "no date on either side",
    "missing_time_one": "a date is known on one side only: {a}",
    "missing_actor": "{role} named by one side only: {a}",
    # differences
    "diff_who": "who is named: {label}",
    "diff_title": "title of {label}",
    "diff_when": "time of the meeting: {label}",
    "diff_when_told": "when: {label}",
    "diff_where": "place of the meeting: {label}",
    "diff_figure": "figure: {label}",
    "diff_figure_of": "figure: {label} ({whom})",
    "diff_figure_beside": "figure: {label}: {a} / {b}",
    "diff_result": "result: {a} / {b}",
    "diff_age": "age of {label}",
    "diff_fact": "whether: {label}",
    "diff_fact_beside": "whether: {a} / {b}",
    "diff_cause": "cause of what happened",
    "diff_unnamed": "who spoke without a name",
    "diff_slot": "{label}",
    "diff_thing": "what was seen: {label}",
    "diff_spelling": "spelling of {label}",
    "diff_term": "words for {label}",
    "diff_blame": "who is said to hold up {label}",
    "note_conflict": "the values differ; the sources do not agree",
    "note_update": "a later figure of the same count, by what the texts say of its time",
    "note_update_inferred": "may be a later figure of the same count; inferred, no source gives both dates",
    "note_update_published": (
        "may be a later figure of the same count; inferred from the days on which the articles were published"
    ),
    "note_update_state": "may be a later state of the same matter; inferred, no source gives both times",
    "note_conflict_said": "the sides exclude each other; the sources do not agree",
    "note_attribution_said": "one side says it, another denies it or leaves it open",
    "note_attribution_figure": "each figure is another speaker's; the texts do not say whether they count the same",
    "note_scope": "not the same quantity: the sides count different things or periods",
    "note_scope_state": "not the same quantity: one side counts the dead and the injured together, another does not",
    "note_scope_whom": "not the same quantity: the sides name different people or things that they count",
    "note_scope_where": "not the same quantity: the sides count in different places",
    "note_scope_when": "not the same quantity: the sides count over different times",
    "note_scope_part": "not the same quantity: one side counts in what another leaves out or does not mention",
    "note_precision": "one side is more precise; they do not exclude each other",
    "note_attribution": "the sides rest on different speakers",
    "note_wording": "different words for the same; quoted, not adopted",
    "note_spelling": "two spellings of one name",
    "note_undecided_undated": "undated on every side; the texts do not say whether they speak of the same talks",
    "note_undecided_talks": "the texts do not say whether the sides speak of the same talks",
    "note_title": "the texts do not say whether these are one office or several",
    "note_undecided": "the texts do not decide whether these agree",
    # context inserted in brackets into a sentence
    "meeting_of": "the meeting of {who} with {whom}",
    "meeting_of_in": "the meeting of {who} with {whom} in {where}",
    "and": "{a} and {b}",
    # figures
    "figure_speaker": "{speaker}",
    "figure_no_source": "{source} names no source",
    "speaker_not_named": "a speaker not named",
    "several_voices": "several voices",
    "figure_no_date": "date not given",
    # since an earlier brief
    "compared": "Compared with the earlier brief (sources: {sources}, sentences: {sentences}).",
    "no_change": "No change since the earlier brief (sources: {sources}, sentences: {sentences}).",
    # coverage
    "used": "{used} of {claims} claims used",
    "nothing_used_copy": "a copy of {source}: counts as the same origin",
    "nothing_used_none": "no sentence could be used",
    "nothing_used_limit": "left out by the limit on sentences or by the focus",
    "nothing_used_role": "holds no body sentence",
}


def phrase(name: str, citations: tuple[Citation, ...] = (), **slots: str) -> Phrase:
    """Fill the template `name`; raises KeyError for an unknown template or a missing slot."""
    return Phrase(text=TEMPLATES[name].format(**slots), template=name, slots=slots, citations=citations)


def slice_phrase(citation: Citation) -> Phrase:
    """A phrase that is exactly the cited words."""
    return Phrase(text=citation.quote, citations=(citation,))
