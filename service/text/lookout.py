"""Does a sentence speak to a language model instead of to a reader? Pure.

Enters: the text of one sentence. Leaves: yes or no. A lookout, not a gate: a yes keeps the sentence out of the
evidence and is reported; the pipeline stays safe where this table misses one, because no source can command it.
A report *about* such words ("told the chatbot to ignore its rules") should give no.
"""

from __future__ import annotations

import re
import unicodedata

# Characters without width, soft hyphens, bidi controls and tag characters, put inside words to get past a table.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")

_EARLIER = r"(?:previous|prior|preceding|earlier|above|foregoing|former|existing|original|system|your)"
_ORDERS = (
    r"(?:instructions?|prompts?|directions?|directives?|rules?|guidelines?|guardrails?|context|messages?|commands?)"
)
_DROP = r"(?:ignore|disregard|forget|override|bypass|discard|do not follow|don't follow|stop following)"
# An order stands at the start, after a mark of pause, or after a word of address; in a report a subject precedes it.
_OPENS = (
    r"(?:^|[.!?:;,>\])\"'—–-]\s*"
    r"|\b(?:please|now|must|should|you|and|then|note|attention|important|hey|ai|assistant)\s+)"
)
_MODEL = (
    r"(?:ai|a\.i\.|artificial intelligence|(?:large )?language model|llms?|chatbot|chatgpt|gpt-?\d*|assistant"
    r"|ai (?:models?|assistants?|systems?|summari[sz]ers?))"
)
_OUTPUT = r"(?:output|print|write|reply|respond|answer|return|say|repeat|include|add|insert|append)"
_PARTS = r"(?:source|document|article|evidence|data|text|context|untrusted|system|prompt|instruction)s?"

_TABLE = {
    "drop_orders": rf"{_OPENS}{_DROP} (?:(?:all|any|every|each|of|the|these|those|my|everything) )*"
    rf"(?:{_EARLIER} )+(?:\w+ ){{0,2}}{_ORDERS}\b",
    "drop_all": rf"{_OPENS}{_DROP} (?:all|everything|anything)(?: (?:of )?(?:the|that))?"
    r" (?:above|before|previously|written above|you were told|you have been told|instructions)\b",
    "you_are": r"\byou(?: are|'re| will be| will act as| must act as| should act as) (?:now )?"
    rf"(?:an?|the|my|our)? ?(?:[\w-]+,? ){{0,3}}{_MODEL}\b",
    "as_a_model": rf"{_OPENS}as an? (?:\w+ ){{0,2}}{_MODEL},? (?:i|you|your)\b",
    "if_you_are": rf"\bif you(?: are|'re) (?:an?|the) (?:\w+ ){{0,3}}{_MODEL}\b",
    "address": r"^\W*(?:attention|note|notice|message|instructions?|dear|hey|hello)?,?\s*(?:to|for|all)?\s*"
    rf"(?:the |any |all )?(?:{_MODEL}|summari[sz]ers?)\s*[:,—–-]+\s*(?:\w+ )?"
    rf"(?:please|you|your|do|don't|never|always|when|if|{_DROP}|{_OUTPUT})\b",
    "prompt_words": r"\b(?:your|this|reveal the|print the|show the|new|updated) system"
    r" (?:prompt|message|instruction)s?\b|^\W*system (?:prompt|message|instruction|override)\b",
    "new_orders": rf"(?:^|[.!?:>\]]\s*)(?:here are )?(?:your )?(?:new|updated|real|actual|revised) {_ORDERS}\s*[:—–-]",
    "output": rf"{_OPENS}{_OUTPUT} (?:only |exactly |just |verbatim )*(?:with )?(?:only |exactly |just )*"
    r"(?:the (?:following|words?|phrase|sentence|text)|this (?:sentence|text|phrase|json)|in json)\b"
    r"(?=.{0,40}(?:[:\"'“‘]|$))",
    "summary_orders": rf"{_OPENS}(?:when|while|if) (?:you )?(?:summari[sz]e|summari[sz]ing|brief|rewrite|translate)"
    r"\w*\b.{0,60}\b(?:include|say|state|mention|omit|do not|don't|never|always|add|write)\b",
    "in_your_output": r"\b(?:in|of|to|from) your (?:summary|brief|output|response|reply|answer|completion)\b"
    rf"(?=.*\b(?:{_OUTPUT}|omit|mention|state|leave out|only)\b)"
    rf"|{_OPENS}(?:{_OUTPUT}|omit|mention|state|do not mention)\b.{{0,80}}"
    r"\bin (?:your|the) (?:summary|brief|output|response|reply)\b",
    "role_switch": r"\b(?:developer|jailbreak|dan|god|debug) mode (?:enabled|activated|on)\b|\bdo anything now\b"
    r"|\bpretend (?:to be|that you are|you are) an? (?:\w+ ){0,3}(?:ai|model|assistant)\b",
    "chat_marks": r"<\|\s*(?:im_start|im_end|system|user|assistant|end(?:oftext|ofprompt)?|eot_id|begin_of_text"
    r"|start_header_id)|\[/?(?:INST|SYS)\]|<</?SYS>>|^\W{0,6}(?:###\s*)?(?:system|assistant|human|user)\s*:\s",
    "fence": rf"<\s*/?\s*(?:{_PARTS})(?:\s[^>]{{0,80}})?/?\s*>"
    rf"|[-=#*<\[]{{3,}}\s*(?:begin|end|start|stop)(?: of)?(?: the)? ?{_PARTS}\b",
}
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _TABLE.items()}


def addresses_a_model(sentence_text: str) -> bool:
    """True where the sentence gives orders to a language model, names its role, or imitates the marks of a prompt."""
    return bool(patterns_in(sentence_text))


def patterns_in(sentence_text: str) -> tuple[str, ...]:
    """Names of the patterns that match, in the order of the table."""
    plain = fold(sentence_text)
    return tuple(name for name, pattern in PATTERNS.items() if pattern.search(plain))


def fold(text: str) -> str:
    """For matching only: compatibility forms, no invisible characters, entities of brackets opened, single blanks."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("’", "'").replace("‹", "<").replace("›", ">")
    return " ".join(shown.split())
