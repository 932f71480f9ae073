"""How English orders to a language model are worded: one table of patterns, and the words around them. Pure data.

Enters: nothing. Leaves: compiled patterns for ``lookout.py``. Never: a verdict.
"""

from __future__ import annotations

import re

_EARLIER = r"(?:previous|prior|preceding|earlier|above|foregoing|former|existing|original|system|your)"
_ORDERS = (
    r"(?:instructions?|prompts?|directions?|directives?|rules?|guidelines?|guardrails?|context|messages?|commands?"
    r"|training|programming|restrictions?)"
)
DROP = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|pay no (?:attention|heed) to|set aside"
    r"|do not (?:follow|obey)|don't (?:follow|obey)|stop (?:following|obeying))"
)
# An order stands at the start, after a mark of pause, or after a word of address; in a report a subject precedes it.
_OPENS = (
    r"(?:^\W*|[.!?:;,>\])\"'“‘—–-]\s*"
    r"|\b(?:please|kindly|now|must|should|you|and|then|note|attention|important|hey|ai|assistant)\s+)"
)
_STARTS = r"(?:^\W*|[.!?:;>\]\"'“‘—–]\s*|\b(?:please|kindly|now|then|instead|you must|you should|you will),?\s+)"
# "assistant coach" and "AI company" are no models: behind the word comes a small word or a mark, or nothing.
_SMALL = r"who|that|which|with|without|and|or|so|now|for|to|in|on|from|of|by|whose|made|trained|built|designed"
_ALONE = rf"(?! (?!(?:{_SMALL})\b)\w)"
_KINDS = (
    r"(?:models?|assistants?|systems?|agents?|bots?|tools?|readers?|crawlers?|engines?|software|writers?|editors?"
    r"|summari[sz]ers?)"
)
AI = (
    rf"\b(?:(?:ai|a\.i\.|artificial intelligence) (?:language )?{_KINDS}\b|(?:large )?language models?\b|llms?\b"
    rf"|chatbots?\b|chat ?gpt\b|gpt-?\d*\b|(?:ai|artificial intelligence)\b{_ALONE}|a\.i\.{_ALONE})"
)
_ASSISTANT = rf"(?:helpful |virtual |digital |automated |writing |research )?assistant\b{_ALONE}"
_MACHINES = r"(?:automat(?:ed|ic)|machine|robot) (?:readers?|summari[sz]ers?|systems?|writers?)\b"
_MODEL = rf"(?:{AI}|{_ASSISTANT}|{_MACHINES})"
_SUMMARIZERS = r"(?:summari[sz]ers?|summari[sz]ation (?:models?|tools?|engines?|systems?)|news summary tools?)\b"
_ANY = r"(?:(?:the|any|all|every|each|an?) )?"
OUTPUT = (
    r"(?:output|print|write|reply|respond|answer|return|say|repeat|include|add|insert|append|state|mention|report"
    r"|describe|conclude|note|claim|emit|produce|generate|summari[sz]e|portray|present|call)"
)
_PARTS = r"(?:source|document|article|evidence|data|text|context|untrusted|system|prompt|instruction|statement|user)s?"
_TEXTS = r"(?:article|story|text|page|document|report|passage|piece|post|message|file)"
SUMMARY = r"(?:summar(?:y|ies)|brief(?:ing)?s?|synops[ie]s|digests?|abstracts?)"
_MUST = r"(?:must|should|shall|may not|have to|has to|needs? to|(?:are|is) to)"
_READING = (
    r"(?:preparing|reading|writing|summari[sz](?:ing|es?)|process(?:ing|es)|condens(?:ing|es)|brief(?:ing|s)|reads?"
    r"|digesting)"
)
_TOLD = r"(?:asked|advised|requested|instructed|told|reminded) to"
_LEAVE = r"(?:omit|leave out|avoid|rank|treat|follow|ignore|prefer|hide)"
_REPORTED = r"(?!.*\b(?:said|says|told|argued|wrote|urged|according to|added|warned|believes?|think)\b)"

_TABLE = {
    "drop_orders": rf"{_OPENS}{DROP} (?:(?:all|any|every|each|of|the|these|those|my|everything) )*"
    rf"(?:{_EARLIER},? )+(?:and |or )?(?:\w+ ){{0,2}}{_ORDERS}\b",
    "drop_all": rf"{_STARTS}{DROP} (?:the |any |all |your )*(?:safety|content|system) "
    r"(?:rules|filters|guidelines|policies)\b"
    rf"|{_OPENS}{DROP} what(?:ever)? you (?:were|have been|are) (?:told|taught|asked|instructed)\b"
    rf"|{_OPENS}{DROP} (?:all|everything|anything|whatever)(?: (?:of )?(?:the|that))?"
    r" (?:above|before|previously|written above|(?:came|comes|stands|was said|said) (?:above|before)|you were told"
    r"|you have been told|instructions)\b",
    "you_are": r"\byou(?: are|'re| will be| will act as| must act as| should act as) (?:now )?"
    rf"(?:an?|the|my|our)? ?(?:[\w-]+,? ){{0,3}}(?:{_MODEL}|{_SUMMARIZERS})"
    rf"|{_STARTS}(?:act|behave|respond|answer|speak) as (?:if you (?:are|were) )?an? (?:[\w-]+,? ){{0,3}}{_MODEL}",
    "as_a_model": rf"{_OPENS}as an? (?:\w+ ){{0,2}}(?:{AI}|(?:helpful|virtual|digital|ai) assistant),? (?:i|you|your)\b"
    rf"|{_OPENS}as an? assistant,? (?:you|your)\b",
    "if_you_are": rf"\bif (?:you(?: are|'re)|this is being read by) (?:an?|the) (?:\w+ ){{0,3}}{_MODEL}"
    rf"|\bif (?:an?|any|the|some) (?:\w+ )?{_MODEL} (?:is|are) (?:reading|summari[sz]ing|processing|briefing)\b",
    "address": r"^\W*(?:attention|note|notice|message|instructions?|dear|hey|hello|hi|memo|reminder),?\s*"
    rf"(?:to|for|all)?\s*{_ANY}(?:{_MODEL}|{_SUMMARIZERS})\s*(?:[:,.!—–-]|$)"
    rf"|^\W*(?:to |for )?{_ANY}(?:{_MODEL}|{_SUMMARIZERS})\s*[:,—–]+\s*(?:\w+ )?"
    rf"(?:please|your|do|don't|{DROP}|{OUTPUT})\b|,\s*(?:assistant|chatbot|gpt)\W*$",
    "reader_model": rf"\b(?:to|for|by|attention of|dear) {_ANY}(?:\w+ )?"
    rf"(?:{_MODEL}|{_SUMMARIZERS}|assistants?|models?|bots?|algorithms?|programs?|software|systems?|tools?),? "
    rf"(?:(?:that|which|who) (?:is |are )?)?(?:now |currently )?{_READING} "
    rf"(?:this|these|the (?:above|present|following)|our) (?:\w+ )?(?:{_TEXTS}|{SUMMARY}|words|lines)s?\b"
    rf"|(?:{_MODEL}|{_SUMMARIZERS}) (?:(?:that|which|who) (?:is |are )?)?(?:now |currently )?{_READING} this {_TEXTS}\b"
    r"|\b(?:whoever|whatever|anyone|anything|those|anybody) (?:is |are )?"
    r"(?:summari[sz]ing|processing|condensing|briefing) (?:this|these)\b",
    "told_models": rf"(?:^\W*|[.:;!?] ?)(?:{_ANY}(?:{_MODEL}|{_SUMMARIZERS})) "
    rf"(?:{_MUST}|are {_TOLD}|may only|will please|please)"
    rf" (?:always |only |never |not |also |please )*(?:{OUTPUT}|{_LEAVE})\b{_REPORTED}",
    "prompt_words": r"\b(?:your|this|reveal the|print the|show the|repeat the|new|updated) system"
    r" (?:prompt|message|instruction)s?\b"
    r"|^\W*system (?:prompt|message|instruction|override|note|notice)s?\b(?! (?:was|is|are|were|has|have|that|of)\b)",
    "new_orders": r"(?:^\W*|[.!?:>\]]\s*)(?:here (?:are|is) )?"
    rf"(?:your (?:new |updated |real |actual |revised |true |next )+(?:{_ORDERS}|task|goal|objective|job|mission)"
    r"|(?:new|updated|real|actual|revised|begin new|additional) "
    r"(?:instructions?|prompts?|directives?|task|system message))\s*(?:[:—–-]|is to\b|are to\b|is:|$)"
    r"|\byour (?:task|job|role|instructions?|mission|goal) (?:has|have) changed\b"
    r"|\b(?:instructions?|prompts?|guidelines) (?:above|before this|(?:that )?you (?:were given|received|got|have))\b"
    r".{0,12}\b(?:are|is|were|was|do|does|no longer)\b",
    "output": rf"{_STARTS}{OUTPUT} (?:only |exactly |just |verbatim )*(?:with )?(?:only |exactly |just )*"
    r"(?:the (?:following|words?|phrase|sentence|text)|this (?:sentence|text|phrase|json)|in json)\b"
    r"(?=.{0,40}(?:[:\"'“‘]|$))",
    "dictated": r"^\W*(?:(?:and|then|instead|so|please|kindly|simply|just|always|only),? )*"
    r"(?:say|state|write|mention|report|conclude|claim|assert|answer|reply|respond|output|describe)"
    r" (?:only |clearly |simply )?that (?:the|an?|all|no|every|it|he|she|they|(?-i:[A-Z])\w+)\b",
    "dictated_summary": r"\b(?:correct|right|proper|only|official|approved|best|ideal|expected|accurate|required|valid)"
    rf" (?:\w+ )?{SUMMARY} (?:of (?:this|the (?:above|present)) {_TEXTS} )?"
    r"(?:is|reads|must|should|shall|says)(?: be| read| say)?\s*(?::|that\b|[\"'“‘])"
    rf"|\b{SUMMARY} of this {_TEXTS} {_MUST}\b"
    rf"|\bthis {_TEXTS} (?:must|should|shall|is to|has to) be (?:summari[sz]ed|briefed|condensed)\b",
    "summary_orders": rf"{_OPENS}(?:when|while|if|before|after) (?:you )?(?:are )?"
    r"(?:summari[sz]e|summari[sz]ing|brief|briefing|rewrite|rewriting|translate|translating|condensing)"
    r"\b.{0,60}\b(?:include|say|state|mention|omit|do not|don't|never|always|add|write|leave out)\b",
    "in_your_output": r"\b(?:in|of|to|from|into) your (?:\w+ )?"
    r"(?:(?:summary|output|completion)\b"
    rf"|(?:brief|briefing|response|reply|answer)\b(?=.*\b(?:{OUTPUT}|{_LEAVE}|only|put)\b))"
    rf"|{_STARTS}(?:translate|rewrite|turn|put) .{{0,60}}\bin your (?:response|reply|answer)\b"
    rf"|{_STARTS}(?:{OUTPUT}|omit|leave out|do not mention|put)\b.{{0,80}}"
    r"\b(?:in|from|of) (?:your (?:\w+ )?(?:briefing|brief|response|reply)"
    r"|(?:the|any|every) (?:\w+ )?(?:summary|output))\b"
    rf"|{_STARTS}(?:your|the) (?:summary|briefing|output) {_MUST} (?:only |always |never |not |also )*"
    r"(?:say|state|include|mention|begin|end|start|contain|omit|read|call|use)\b",
    "role_switch": r"\b(?:developer|jailbreak|dan|god|debug|maintenance) mode (?:enabled|activated|on)\b"
    r"|\bdo anything now\b|\bfrom now on,? (?:you )?(?:only )?(?:answer|respond|reply|write|output)\b"
    r"|\bpretend (?:to be|that you are|you are) an? (?:\w+ ){0,3}(?:ai|model|assistant|bot)\b"
    r"|\byou are (?:now )?(?:dan\b|in (?:developer|debug|admin|god|maintenance) mode|no longer bound by)"
    r"|\b(?:let's|let us|we will|we'll) (?:play|role-?play)\b.{0,60}\byou (?:are|play|will be|act)\b"
    r"|\b(?:play|take|assume|adopt) the (?:role|persona|part) of an? .{0,40}"
    r"\b(?:ai|model|assistant|bot|without (?:any )?(?:rules|filters|limits|restrictions))\b",
    "leak": rf"{_STARTS}(?:reveal|print|repeat|show|output|list|send|leak|disclose|quote) (?:me |us )?"
    r"(?:all |the |any |of )*(?:your|its) (?:\w+ ){0,2}"
    r"(?:instructions?|prompts?|api keys?|configuration|guidelines|system message)\b",
    "json": r"\{\s*[\"'“”]\w+[\"'“”]\s*:",
    "chat_marks": r"<\|\s*(?:im_start|im_end|system|user|assistant|end(?:oftext|ofprompt)?|eot_id|begin_of_text"
    r"|start_header_id)|\[/?(?:INST|SYS)\]|<</?SYS>>|^\W{0,6}(?:###\s*)?(?:system|assistant|human|user)\s*:\s"
    r"|\[\s*(?:system|assistant|developer|admin)\b[^\]]{0,40}\]|^\W*#{2,}\s*(?:instructions?|response|system|assistant)\b",
    "fence": rf"<\s*/?\s*(?:{_PARTS})(?:\s[^>]{{0,80}})?/?\s*>"
    rf"|[-=#*<\[]{{3,}}\s*(?:begin|end|start|stop)(?: of)?(?: the)? ?{_PARTS}\b|<<<\s*(?:source|end)\b",
}
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _TABLE.items()}
# No pattern but "dictated" matches without one of these; most sentences hold none, and the table costs them nothing.
HINTS = (
    "ignor disregard forget overrid overrul bypass discard neglect obey follow aside attention heed your "
    "model assistant chatbot gpt llm summar brief synops digest abstract prompt instruction system software "
    "algorithm bot reader tool program artificial a.i. role persona mode anything everything now "
    "phrase sentence json task goal objective mission directive message { < [ ### --- === *** "
    "whatever whoever rewrit translat condens report article story"
).split()
HINTS += [
    "do anything",
    "the part",
    "the word",
    "the text",
    "this text",
    " ai",
    "ai ",
    "ai,",
    "ai:",
    "you are",
    "you're",
]
# Where an order to drop orders is given to people: a judge to a jury, an officer to a crew.
TO_PEOPLE = re.compile(
    r"\b(?:told|instructed|ordered|directed|asked|urged|advised|reminded|warned|tells|instructs|orders|urges)\s"
    r"(?:(?:the|his|her|their|all|its|members of the) )*(?:\w+ )?(?:jury|jurors|panel|residents|drivers|pilots|crews?"
    r"|troops|soldiers|officers|staff|workers|employees|nurses|doctors|teachers|students|pupils|voters|passengers"
    r"|players|members|ministers|lawmakers|police|firefighters|fans|people|customers|citizens|court)\b",
    re.IGNORECASE,
)
# Unless it goes on about a text or a program.
OF_A_TEXT = re.compile(
    r"\b(?:write|output|print|respond|reply|summar\w+|brief|(?:say|state|mention|report) (?:that|only)|prompts?)\b"
    rf"|{AI}",
    re.IGNORECASE,
)
# The words themselves, named in a report: a quotation inside the sentence that holds the order and nothing else.
MENTIONED = re.compile(rf"(?<=\w )[\"'“‘]{DROP} [\w ]{{3,40}}{_ORDERS}[,.]?[\"'”’]", re.IGNORECASE)
SQUEEZED = re.compile(
    r"(?:ignore|disregard|forget)(?:all|any|the|of|your|my|these)*(?:previous|prior|above|earlier|preceding)"
    r"(?:instructions?|prompts?|rules|orders|directions|guidelines|messages)"
)
# How a sentence behind an order goes on giving orders.
GOES_ON = re.compile(
    r"^\W*(?:(?:instead|then|also|and|next|finally|first|second|third|please|now|rather|so|thereafter),? )*"
    rf"(?:{OUTPUT}|{DROP}|do not|don't|never|always|omit|leave out|keep|use|treat|avoid|replace|tell|end|begin|start"
    r"|praise|stress|emphasi[sz]e|mark|rate|give|set|copy|follow|obey|comply|remember|act|make|put|refer|decode"
    rf"|translate|stop)\b|\b(?:you|your)\b|\b{SUMMARY}\b|{AI}|[{{}}\[\]<>]",
    re.IGNORECASE,
)
