"""The fixed wording of the rendered brief: headings and names for every closed vocabulary.

Pure. Never a word about the world: that comes from the records.
"""

from __future__ import annotations

from service.records import DifferenceRelation, EditKind, Gate, Outcome, Reason, WrittenBy
from service.text.voices import PRONOUNS

OVERVIEW = "Overview"
DIFFERENCES = "Where the sources differ"
TERMS = "Wording"
WITHHELD = "Withheld"
EDITS = "Edits"
COVERAGE = "Coverage"
NOTICES = "Notices"
DECISIONS = "Decisions"
TIMELINE = "In order of time"
FIGURES = "Figures in order of time, what has no date last"
CHANGES = "Since the earlier brief"
EARLIER = "earlier"
NOW = "now"
SOURCES = "Sources"
REFERENCES = "References"
HOW_MADE = "How this was made"

WITHHELD_LEAD = "Selected, and not published because a check failed."
EDITS_LEAD = "A narrator's loaded words were replaced by plain ones, left out, or given back to their outlet."
OUTLET_NOT_NAMED = "outlet not named"
NOT_GIVEN = "not given"
NO_SOURCE_NAMED = "no source named"
DECIDED_BY = "decided by"
NO_AUTHOR = "author not named"
NOT_USED = "not used"
NO_WORDS = "words of no input"
TERM_ENTRY = "entry"
NO_SENTENCE = "No sentence was published for this event."
UNKNOWN_SOURCE = "not among the sources"
LEFT_OUT = "left out"
OWN_VOICE = "own voice"
NOT_NAMED = "a speaker not named"

NOTE = "Note"
SIDE_COLUMNS = ["Value", "Counted", "As of", "Speaker", SOURCES]
BESIDE = "{} beside {}"
EACH_TWO = "each two of them"

OVERVIEW_COLUMNS: dict[str, str] = {
    "who": "Who",
    "whom": "Whom",
    "where": "Where",
    "when": "When, as reported",
    "topics": "Topics, quoted",
}
SAME_AS = "May be the same as"
SAME_EVENT = "Same event?"
FOR = "For"
AGAINST = "Against or missing"

ROLE: dict[str, str] = {"support": "supports", "corroborate": "says the same", "context": "gives context"}

GATE: dict[Gate, str] = {
    Gate.CONTEXT: "stands alone",
    Gate.POINTER: "citations exist",
    Gate.QUOTATION: "quotations",
    Gate.NUMBER: "numbers",
    Gate.DATE: "dates",
    Gate.NAME: "names",
    Gate.ATTRIBUTION: "speakers",
    Gate.RELATION: "who did what",
    Gate.LOADED: "loaded words",
    Gate.EVENT: "one event",
    Gate.ENTAILMENT: "entailment",
    Gate.MINIMAL: "no needless citation",
}

OUTCOME: dict[Outcome, str] = {Outcome.PASS: "passed", Outcome.FAIL: "failed", Outcome.UNSCORED: "not scored"}

WRITTEN_BY: dict[WrittenBy, str] = {
    WrittenBy.MODEL: "written by the model",
    WrittenBy.REPAIR: "written by the model, repaired once",
    WrittenBy.EXTRACT: "taken word for word from the source",
}

SUPPORT: dict[str, str] = {"agreed": "independent origins", "single": "one origin"}

EDIT_KIND: dict[EditKind, str] = {
    EditKind.LABEL: "neutral wording",
    EditKind.REFERENT: "who or what is meant",
    EditKind.TIME: "date added",
    EditKind.CASE: "capital letter",
}

RELATION: dict[DifferenceRelation, str] = {
    DifferenceRelation.CONFLICT: "conflict",
    DifferenceRelation.UPDATE: "update",
    DifferenceRelation.SCOPE: "different scope",
    DifferenceRelation.PRECISION: "one side more precise",
    DifferenceRelation.ATTRIBUTION: "different speakers",
    DifferenceRelation.WORDING: "different wording",
    DifferenceRelation.SPELLING: "spelling",
    DifferenceRelation.UNDECIDED: "undecided",
}

HANDLING: dict[str, str] = {
    "replaced": "replaced by the neutral wording",
    "attributed": "only in words attributed to their speaker",
    "kept": "kept as it stands",
    "not used": "not used in the brief",
}

REASON: dict[Reason, str] = {
    Reason.ROLE_NOT_BODY: "the words stand in a title, caption or list, not in running text",
    Reason.POINTS_OUTSIDE: "a word points outside the sentence, and what it means could not be settled",
    Reason.UNEXPECTED_SIGNS: "the model wrote markup or signs that plain prose does not have",
    Reason.NOT_ONE_SENTENCE: "the model wrote more than one sentence",
    Reason.INSIDE_QUOTATION: "the sentence is part of a longer quotation whose speaker or marks are missing",
    Reason.SPAN_MISMATCH: "a cited passage does not match the source",
    Reason.SOURCE_MISSING: "the cited source is not among the inputs",
    Reason.NO_SUPPORT: "no passage supports the sentence",
    Reason.QUOTE_NOT_IN_SOURCE: "words in quotation marks do not occur in the cited passage",
    Reason.UNPAIRED_QUOTE: "a quotation mark in the source has no partner",
    Reason.NUMBER_NOT_IN_SOURCE: "a number does not occur in the cited passage",
    Reason.NUMBER_OF_OTHER: "a number stands in the cited article for something else",
    Reason.DATE_NOT_IN_SOURCE: "a date does not occur in the cited passage",
    Reason.TIME_WITHOUT_ANCHOR: "a relative time has no date to count from",
    Reason.NAME_NOT_IN_SOURCE: "a name does not occur in the cited passage",
    Reason.SPEAKER_LOST: "the speaker of the statement was lost",
    Reason.SPEAKER_CHANGED: "the statement was given to another speaker",
    Reason.DENIAL_LOST: "a denial was turned into a statement",
    Reason.WORDS_NOT_IN_SOURCE: "words do not come from the cited passage",
    Reason.ROLES_CHANGED: "who did what to whom was changed",
    Reason.NEGATION_CHANGED: "a negation was added or lost",
    Reason.HEDGE_CHANGED: "a hedge was added or lost",
    Reason.OUTCOME_INVENTED: "an outcome is stated that the cited passage does not state",
    Reason.LOADED_LABEL: "a loaded word in the source's own voice has no neutral replacement",
    Reason.TWO_EVENTS: "the sentence draws on two events",
    Reason.NOT_ENTAILED: "the sentence does not follow from the cited passage",
    Reason.PARTLY_SUPPORTED: "only a part of the sentence follows from the cited passage",
    Reason.NOT_CHECKED: "the sentence could not be checked",
    Reason.SUPERFLUOUS_CITATION: "a citation adds nothing to the sentence",
    Reason.ADDRESSES_A_MODEL: "the words address a language model",
    Reason.MODEL_FAILED: "the model gave no usable answer, and the source sentence cannot stand alone",
    Reason.BUDGET: "the limit on cost was reached before it could be checked",
}

HINT = "Select a sentence to see its words in the sources. ↑ ↓ move, Esc clears."
INSPECT = "Evidence, edits and checks"

PROVENANCE: dict[str, str] = {
    "version": "Evenhand",
    "pipeline": "Pipeline",
    "writer": "Writer",
    "model": "Model",
    "prompts": "Prompts",
    "settings": "Settings",
    "usage": "Usage",
    "seconds": "Seconds by stage",
    "documents": "Texts (sha256)",
}
WRITER: dict[str, str] = {"extractive": "extractive (no model)", "llm": "language model"}


def voice(speaker: str | None) -> str:
    """Whose a wording is; a speaker of whom the text has no more than a pronoun is not named."""
    if speaker is None:
        return OWN_VOICE
    return NOT_NAMED if speaker.casefold() in PRONOUNS else speaker
