"""What --help says beside the options. Pure data; examples are run by the tests."""

from __future__ import annotations

ABOUT = """Make one neutral brief of several news articles; every sentence cites the exact words it rests on.

Results go to standard output, everything else to standard error."""

ENDING = """\b
Exit codes:
  0    done
  1    nothing could be supported; with check: something is unsupported or uncited
  2    bad input or usage
  3    the model is unavailable
  4    the ceiling on cost was reached; what is finished is written
  130  interrupted

Every setting can also come from the environment as EVENHAND_NAME; options win."""

BRIEF_HELP = """Read articles and write one brief.

INPUT is a file (text, Markdown, HTML, PDF, JSON, JSON lines), a folder of such files, an http or https address, or -
for standard input. Inputs are called S1, S2 ... in the order given; the files of a folder are sorted by name.

An input that fails is named on standard error, and the rest is briefed. A brief without a sentence ends with exit
code 1; it is written only where it can say what was withheld."""

BRIEF_EPILOG = """\b
Examples:
  evenhand brief monday.txt tuesday.html
  evenhand brief articles/ --writer extractive --format json --out brief.json
  evenhand brief a.txt b.txt --meta S1.published=2024-02-04 --meta "S2.outlet=The Harbour Post"
  evenhand brief articles/ --focus "cost of the tram line" --sentences 8
  evenhand brief articles/ --model NAME --base-url http://localhost:8000/v1 --max-cost 0.50
  cat article.txt | evenhand brief - --format md"""

CHECK_HELP = """Check a brief against its articles again.

BRIEF is the JSON of a brief of ours, or anybody's Markdown or plain text whose [n] cites the n-th INPUT; [S2],
[1][3] and [1, 3] are read too. - is standard input.

In a brief of ours documents are matched by their text, not by position, and every gate and every string is checked
again. In other text the best supporting sentences of the cited inputs are looked up, and the same gates are run.
A sentence is supported, unsupported (with the gate, the reason and the words), unscored or uncited. Unscored means
that only a reader or a model can say whether it follows from its source: it could not be checked, so it is not
counted as supported, nor as an error."""

CHECK_EPILOG = """\b
Examples:
  evenhand check brief.json articles/
  evenhand check summary.md first.txt second.txt --json"""

SERVE_HELP = """Serve briefs over HTTP until stopped; needs the packages of evenhand[serve].

POST articles to /v1/briefs; /docs describes the interface. Jobs and briefs are kept in one file of the data folder and
survive a restart. The first Ctrl-C or SIGTERM lets work under way end or puts it back, the second ends at once."""

SERVE_EPILOG = """\b
Examples:
  evenhand serve
  evenhand serve --port 9000 --data-dir jobs/ --workers 4
  evenhand serve --new-key desk"""

PROMPTS_HELP = "The prompt templates that the llm writer uses."

INTERRUPTED = "interrupted"
BRIEF_INTERRUPTED = "interrupted; cached answers are kept, run the same command again to go on"
