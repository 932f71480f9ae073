"""What a meeting was about: the objects of verbs such as discuss, focus on, address, call for, condemn.

Enters: one sentence. Leaves: slices with offsets, cut before relative clauses, attributions and loaded words. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from service.text.loaded import find_loaded, load_rules
from service.text.names import tokens


class Topic(NamedTuple):
    """``text[start:end]`` is what was talked about."""

    start: int
    end: int
    text: str


BEFORE = re.compile(
    r"\b(?:to\sdiscuss|discussing|discuss(?:e[sd])?(?!\s(?:in|on|at|by|with|during|when|as)\b)"
    r"|(?:focus(?:ed|ing|es)?|cent(?:er(?:ed|s)?|re[ds]?))\son|(?:also\s)?address(?:ed|ing)|talks\s(?:about|on)"
    r"|along\swith\sways\sto|(?<=,\s)as\swell\sas(?=\sthe\b)|spoke\s(?:of|about)|emphasi[sz](?:ed|ing)"
    r"|highlight(?:ed|ing)|underlin(?:ed|ing)|stress(?:ed|ing)|call(?:ed|ing)\sfor|condemn(?:ed|ing)|concerns?\s(?:over|about)|agenda\swas"
    r"|oppose|reassured\s\w+\sof|reaffirmed|review(?:ed|ing)|acknowledging|warned\s(?:of|about)|exchanged\sviews\son|covered|covering|dealt\swith|touched\s(?:up)?on|turned\sto|looked\sat"
    r"|considered|tackled|took\sup)\s"
)
AFTER = re.compile(
    r"\s(?:(?:were|was)\s(?:also\s)?(?:on\sthe\sagenda|discussed|raised|addressed|on\sthe\stable)|was\sa\s(?:major|central|key|main)\s(?:concern|topic))\b"
)
CUT = re.compile(
    r",?\s(?:according\sto|who|which|where|while|whose|(?<!described\s)as\s(?=[A-Z])|along\swith|to\sensure\sthat|that\s(?:have|has)|after|because|amid|particularly|including)\b|[;:]|\.$|,\s(?=(?:and\s\w+ed|with|[A-Z][^,]*\s(?:said|reported))\b)"
)
WEIGHTLESS = re.compile(r"(?:growing|mounting|rising)\s")  # counts for no word of its topic
NOT_A_TOPIC = re.compile(
    r"(?:this|that|these|the)\s(?:meeting|talks|discussions|issue|matter|agenda|situation)\b(?!\s(?:in|of|with))|it\b|them\b"
)
DANGLING = re.compile(
    r"(?:,?\s(?:as\swell(?:\sas)?|and|or|with|to|of|for|the|a|an|in|on|by|that|their|its|his|they(?:\salso)?|also|said|firmly|would|while|should|will))+$"
)
DANGLING_CHARS = 200  # looked at from the end; the loop goes on where there is more
NEW_SUBJECT = re.compile(
    r",\s(?:they|he|she|it|we)\b|\sand\s(?:said|reaffirmed|warned|stressed|added|condemned|emphasi[sz]ed|agreed|thanked)\b|,\sas\swell\sas\b"
)
DETERMINER = re.compile(r"[\s,]*(?:and\s)?(?:(?:the|an?|this|that|these|those|his|her|its|their)\s)?", re.I)
HEADLESS = re.compile(r"(?:of|on|in|at|by|for|to|from|with|against|over|and|or|that|who|which)\s")
MAX_WORDS = 20
# They stay in the topic, for what was talked about is known by them; the overview leaves such a topic out
JUDGEMENTS = frozenset({"verdict", "verb", "quote"})
MIN_WORDS = 2  # a topic of one word ("growing", "steps") tells nothing


@lru_cache(maxsize=4096)
def find_topics(text: str) -> tuple[Topic, ...]:
    """Topics of one sentence in order; empty where it names none."""
    found: list[Topic] = []
    last = 0
    for match in BEFORE.finditer(text):
        if match.end() < last:
            continue
        if NOT_A_TOPIC.match(text, match.end()):
            continue
        following = BEFORE.search(text, match.end())
        limit = following.start() if following else len(text)
        limit = _before_conjunction(text, match.end(), limit) if following else limit
        topic = _trim(text, match.end(), limit)
        if topic:
            found.append(topic)
            last = topic.end
    after = AFTER.search(text)
    if after and not found:
        topic = _trim(text, 0, after.start())
        if topic:
            found.append(topic)
    return tuple(found)


def _before_conjunction(text: str, start: int, limit: int) -> int:
    head = text[start:limit].rstrip()
    for tail in (", while also", " and", ", and", ", while", " while"):
        if head.endswith(tail):
            return start + len(head) - len(tail)
    return start + len(head)


def _trim(text: str, start: int, limit: int) -> Topic | None:
    cuts = [m.start() for m in (CUT.search(text, start + 1, limit), NEW_SUBJECT.search(text, start, limit)) if m]
    end = min(cuts, default=limit)
    head = first = start
    for hit in find_loaded(text[start:end], load_rules()):
        if hit.spoken or hit.rule.kind in JUDGEMENTS:
            continue
        if not DETERMINER.fullmatch(text, head, start + hit.start):
            end = _before_phrase(text, head, start + hit.start)
            break
        head = start + hit.end
    start = head + len(text[head:end]) - len(text[head:end].lstrip(" ,"))
    words = tokens(text[start:end])
    if len(words) > MAX_WORDS:
        end = _before_phrase(text, start, start + words[MAX_WORDS].start)
    while end > start:
        last = max(start, end - DANGLING_CHARS)
        dangling = DANGLING.search(text[last:end])
        if text[end - 1] in " ,.;:":
            end -= 1
        elif dangling:
            end = last + dangling.start()
        else:
            break
    if head > first and HEADLESS.match(text, start):
        return None
    words = tokens(WEIGHTLESS.sub("", text[start:end]))
    return Topic(start, end, text[start:end]) if len(words) >= MIN_WORDS else None


def _before_phrase(text: str, start: int, position: int) -> int:
    """The end of what stands before the prepositional phrase or clause that holds `position`."""
    lead = list(
        re.finditer(r",?\s(?:to|in|of|for|on|by|with|from|and|as|over|at|against|that)\s", text[start:position])
    )
    return start + lead[-1].start() if lead else position
