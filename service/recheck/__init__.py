"""Checks a finished text against its articles: a brief of ours, or anybody's text with [n] citations.

Enters: a Brief or a string, and the documents it should rest on. Leaves: a Recheck with a verdict for each sentence.
Pure. Never happens here: a sentence called supported because it could not be checked.
"""

from service.recheck.brief import recheck_brief
from service.recheck.cited import CitedSentence, CitedText, read_cited
from service.recheck.report import Recheck, SentenceVerdict, Totals, Verdict
from service.recheck.spans import SpanExaminer
from service.recheck.text import recheck_text

__all__ = [
    "CitedSentence",
    "CitedText",
    "Recheck",
    "SentenceVerdict",
    "SpanExaminer",
    "Totals",
    "Verdict",
    "read_cited",
    "recheck_brief",
    "recheck_text",
]
