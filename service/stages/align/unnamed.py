"""Speakers whom no source names and who may be one person: the texts do not decide it.

Enters: the statements of one story. Leaves: a difference of two such speakers and more. Pure. Only insiders (whoever
belongs or belonged to a body, or asked not to be named) can be meant: bystanders are many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.folding import fold

_SAYS = (
    r"(?:said|says|told|tells|called|calls|spoke|speaks|warned|had\swarned|described|describes|added|confirmed|claimed|put|has\stold|recalled"
    r"|recalls|admitted|insisted|explained|revealed|suggested|hinted)"
)
_PERSON = (
    r"(?:officials?|figures?|executives?|managers?|employees?|staff(?:er|\smembers?)?|workers?|insiders?|diplomats?|aides?|advis[eo]rs?"
    r"|negotiators?|persons?|people|man|woman|sources?|members?|civil\sservants?|ministers?|lawmakers?|colleagues?|investigators?"
    r"|directors?|clerks?|players?|officers?|agents?|analysts?|consultants?|[a-z]+(?:ers?|ors?|ists?|ians?|ants?|ees?))"
)
_OF = r"(?:of|at|in|from|with|inside|within|close\sto|near|familiar\swith|briefed\son|involved\sin|on)"
_WORKS = (
    r"(?:who\s(?:\w+\s){0,2}(?:work(?:s|ed)?|served?|attended|knows?|took\spart|sits?|sat|was"
    r"|were|is|had)|working|employed)"
)
_BELONGS = rf"\s(?:{_OF}|{_WORKS})\b[^,.;\u201c\"]{{2,60}}?"
_HIDDEN = (
    r",?\s(?:who\s(?:spoke|asked|declined|wished|wanted|did\snot\swish|did\snot\swant|requested|insisted)"
    r"|speaking\son|on\scondition)\b[^.;\u201c\"]{3,60}?,?"
)
# a body may stand in front: "a company official", "a senior government figure"
_BODY = (
    r"(?:(?:former|ex-?|senior|high-ranking|top|leading|unnamed|anonymous|retired|long-time|junior|second|western|european|local)\s){0,2}"
    r"(?:(?:government|company|city|union|military|intelligence|security|official|party|bank|club|council|ministry|state|army|police|court"
    r"|county|palace|federation|airline|hospital|school|team|board)\s)?"
)
_WHO = (
    rf"(?:(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?P<body>{_BODY}){_PERSON}"
    r"|[Ss]ome(?:one|body)|[Pp]eople|[Ss]ources|[Tt]hose|[Tt]wo\speople)"
)
UNNAMED = re.compile(
    rf"(?:^|(?<=[\s\u201c\"]))(?P<who>{_WHO}(?P<belongs>{_BELONGS})?(?P<hidden>{_HIDDEN})?)\s(?={_SAYS}\b)"
)
FORMER = re.compile(r"\b(?:former|ex-?|retired|used\sto|once|until\srecently)\b|\bwho\shad\b", re.I)
# many of them, or seen by chance
BYSTANDER = re.compile(
    r"\b(?:resident|passenger|neighbou?r|witness|passer|customer|visitor|shopkeeper|villager|driver|survivor|mourner|demonstrator|protester"
    r"|marcher|commuter|supporter|viewer|reader|caller|trader|fisher|farmer|teacher|mother|father|sister|brother|daughter)",
    re.I,
)
MOST = 4  # articles with such a speaker, above which they are many


def unnamed_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """One difference of those who belong to a body, one of those who did; nothing where many are quoted."""
    found: defaultdict[bool, dict[str, Span]] = defaultdict(dict)
    for statement in statements:
        if statement.quotation is not None or statement.supposed:
            continue
        for match in UNNAMED.finditer(statement.text):
            if not _is_insider(match):
                continue
            span = statement.span(match.start("who"), match.end("who"))
            found[FORMER.search(match["who"]) is not None].setdefault(statement.doc, span)
    return [
        _difference(list(rows.values()), documents, events)
        for _, rows in sorted(found.items())
        if 2 <= len(rows) <= MOST
    ]


def _is_insider(match: re.Match[str]) -> bool:
    """He belongs to a body, or hides his name."""
    if BYSTANDER.search(match["who"]):
        return False
    body = (match["body"] or "").strip()
    return bool(match["belongs"] or match["hidden"] or body)


def _difference(spans: Sequence[Span], documents: Mapping[str, Document], events: Sequence[Event]) -> Difference:
    positions = []
    for span in spans:
        cited = cite(documents, span)
        positions.append(
            Position(value=slice_phrase(cited), normal=fold(cited.quote), sources=(span.doc,), citations=(cited,))
        )
    event = event_of([s.doc for s in spans], events)
    return make(event, phrase("diff_unnamed"), DifferenceRelation.UNDECIDED, positions)
