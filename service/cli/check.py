"""``evenhand check``: a finished text and its articles in, verdicts out.

Enters: options. Leaves: a line for each sentence and the totals, or JSON; an exit code. Never happens here: a verdict.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from service.cli.options import CheckOptions, make_settings
from service.cli.running import run_async
from service.cli.streams import flat, say, write_result
from service.errors import InputError
from service.recheck import Recheck, SentenceVerdict, Verdict, recheck_brief, recheck_text
from service.records import Gate, Reason
from service.records.reading import read_brief
from service.settings import Settings
from service.stages.render.wording import GATE, REASON
from service.text.loaded import load_rules

# Headings that only our own Markdown has together; its [n] are numbers of references, not of inputs.
_OURS = (re.compile(r"^# Brief of \d+ article", re.MULTILINE), re.compile(r"^## How this was made$", re.MULTILINE))
TEXT_COLUMNS = 100
EVIDENCE_COLUMNS = 400


def run(options: CheckOptions) -> int:
    """Check and report. Raises EvenhandError."""
    from service.stages.load import failure_line, load

    settings = make_settings({"terms": options.terms})
    rules = load_rules(settings.terms)
    if options.brief == "-" and "-" in options.inputs:
        raise InputError("standard input can be read only once: give BRIEF or an INPUT as a file")
    text = read_text(options.brief, settings)
    stdin = sys.stdin.buffer.read(settings.max_bytes + 1) if "-" in options.inputs else None
    is_brief = options.brief.lower().endswith(".json") or text.lstrip().startswith("{")
    brief = read_brief(text) if is_brief else None
    if brief is None and all(pattern.search(text) for pattern in _OURS):
        raise InputError(
            f"{options.brief}: this is our own Markdown, whose numbers are not those of inputs; give the brief's JSON"
        )
    loaded = run_async(load(options.inputs, settings=settings, stdin=stdin))
    for failure in loaded.failures:
        say(flat(failure_line(failure)))
    if brief is not None:
        report = recheck_brief(brief, loaded.documents, rules)
    else:
        report = recheck_text(text, loaded.documents, rules)
        if not report.sentences:
            raise InputError(f"{options.brief}: there is no sentence in it; give Markdown, plain text or our JSON")
    write_result(report.model_dump_json(indent=2) + "\n" if options.json else "\n".join([*lines(report), ""]))
    return 0 if report.is_clean else 1


def read_text(name: str, settings: Settings) -> str:
    """The brief's file or standard input as text. Raises InputError."""
    try:
        if not name.strip():
            raise InputError("BRIEF has an empty name; name its file, or - for standard input")
        if name == "-":
            data = sys.stdin.buffer.read(settings.max_bytes + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(settings.max_bytes + 1)
        if len(data) > settings.max_bytes:
            raise InputError(f"{name}: larger than {settings.max_bytes} bytes; give the brief alone")
        if not data.strip():
            raise InputError(f"{name}: empty; give a brief as JSON, Markdown or plain text")
        return _decoded(name, data)
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); check the path") from None


def _decoded(name: str, data: bytes) -> str:
    """Text as articles are read: by its byte order mark, as UTF-8, or in the code page that its letters speak for."""
    from service.stages.load.decode import clean, decode_bytes
    from service.stages.load.inputs import Rejected

    try:
        found = decode_bytes(data)
    except Rejected:
        raise InputError(f"{name}: not text; give a brief as JSON, Markdown or plain text") from None
    if found.assumed:
        say(f"{name}: not UTF-8; read as {found.assumed}, which is a guess: convert it where letters are wrong")
    return clean(found.text)[0]


def lines(report: Recheck) -> list[str]:
    """The report for a reader."""
    found = [line for sentence in report.sentences for line in sentence_lines(sentence)]
    found += [f"missing: no input has the text of {flat(source)}" for source in report.missing]
    if report.missing:
        found.append("give each article as it was when the brief was made, or make the brief again")
    found += [f"problem: {flat(problem)}" for problem in report.problems]
    totals = report.totals
    counts = ", ".join(f"{value} {name}" for name, value in totals)
    found += ["", f"{_many(len(report.sentences), 'sentence')}: {counts}"]
    if any(s.verdict == Verdict.UNSCORED and s.reason != Reason.SOURCE_MISSING for s in report.sentences):
        found.append("unscored: no gate failed, but only a model or a reader can say that the sentence follows")
    for name, share in (("recall", report.citation_recall), ("precision", report.citation_precision)):
        if share is not None:
            value = f"{share.hits / share.of:.2f} ({share.hits} of {share.of} scored)" if share.of else "nothing scored"
            found.append(f"citation {name}: {value}")
    if report.skipped:
        found.append(f"not checked: {_many(len(report.skipped), 'line')} of headings, labels, tables or sources")
    return found


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentence_lines(sentence: SentenceVerdict) -> list[str]:
    """Verdict and cause of one sentence, then its words, and in anybody's text the words that it was held against."""
    where = f" (line {sentence.line})" if sentence.line else ""
    cause = f": {because(sentence)}" if sentence.gate else ""
    said = sentence.reason == Reason.SOURCE_MISSING  # which one, the reason says
    unknown = f"; no usable input for {', '.join(sentence.unknown)}" if sentence.unknown and not said else ""
    read = [f"    read as: {flat(sentence.read_as)}"] if sentence.read_as else []
    held = [f"    {c.doc}: {_cut(c.quote, EVIDENCE_COLUMNS)}" for c in sentence.evidence] if sentence.line else []
    return [
        f"{sentence.id}{where} {sentence.verdict}{cause}{unknown}",
        f"    {_cut(sentence.text, TEXT_COLUMNS)}",
        *read,
        *held,
    ]


def _cut(text: str, columns: int) -> str:
    shown = flat(text)
    return shown if len(shown) <= columns else f"{shown[: columns - 1]}…"


def because(sentence: SentenceVerdict) -> str:
    """Gate, reason and words."""
    if sentence.reason == Reason.SOURCE_MISSING:
        return f"{REASON[sentence.reason]}: {flat(', '.join(sentence.words))}"
    if sentence.verdict == Verdict.UNSCORED and sentence.gate == Gate.ENTAILMENT:
        return f"{sentence.gate} could not be checked without a model"
    if sentence.verdict == Verdict.UNSCORED and sentence.gate == Gate.CONTEXT:
        if sentence.reason == Reason.NOT_CHECKED:
            return "too long to be checked as one sentence"
        return f"unresolved: the text before it does not settle what {flat(', '.join(sentence.words))} means"
    reason = f", {REASON[sentence.reason]}" if sentence.reason else ""
    words = f": {flat('; '.join(sentence.words))}" if sentence.words else ""
    if sentence.gate is None:
        return ""
    label = GATE[sentence.gate]
    explained = "" if label.startswith(sentence.gate) else f" ({label})"  # "numbers" says no more than "number"
    return f"{sentence.gate}{explained}{reason}{words}"
