"""What --help says of ``evenhand eval``. Pure data; the examples are run by the tests."""

from __future__ import annotations

EVAL_HELP = """Score briefs, judges and gates against labels that people made by hand.

Run it in a checkout of the source: the articles and labels are no part of an installed package. A score says what
produced it, over how many items, and how many were left unscored."""

RUN_HELP = """Run suites and write what came out to a folder.

seeds: the five seed articles, scored against facts, traps, events, differences and loaded words read out by hand.
planted: sentences with a known verdict, put to the gates and to the judges. pairs: claims that differ or only seem to,
against the differences that are found. readings: sentences of real briefs, the judges against a blind reader.
metamorphic: changed articles whose briefs must change in a known way or not at all. What the folder holds already, made
under the same hashes, is kept.

llm, direct and --judge-model need a model: --replay, --local-model, or --model with --base-url."""

RUN_EPILOG = """\b
Examples:
  evenhand eval run --suite seeds --writer extractive
  evenhand eval run --suite seeds --baselines --out eval-runs/baselines
  evenhand eval run --suite planted --judge-model --model NAME --base-url http://localhost:8000/v1
  evenhand eval run --writer llm --replay evals/recordings/NAME.jsonl"""

REPORT_HELP = """Show a run: its scores, and what is behind them.

Scores have their intervals, the number of items and the judge beside them; then come missed facts, sprung traps,
differences that are none, loaded words, what was withheld, and the tables of the planted sentences. html is one page
that loads nothing and shows each sentence with its cited words; it leaves out the texts of the sealed areas."""

REPORT_EPILOG = """\b
Examples:
  evenhand eval report eval-runs/seeds-extractive
  evenhand eval report eval-runs/seeds-extractive --out report.html"""

COMPARE_HELP = """Compare two runs on the same items.

Each gap comes with its interval and an exact sign test; then what changed: facts, traps, sentences, verdicts.
The exit code is 0 whatever the gaps are; `eval gate` is what fails."""

COMPARE_EPILOG = """\b
Example:
  evenhand eval compare eval-runs/before eval-runs/after"""

GATE_HELP = """Run the suites and compare the scores with the pinned floors.

Exit code 1 where a score fell below its floor, or labels or inputs are no longer those of the pinned scores. With a
recording of a model, the llm writer and the model's verdicts as a judge are scored too."""

GATE_EPILOG = """\b
Examples:
  evenhand eval gate
  evenhand eval gate --suite planted --out eval-runs/gate
  evenhand eval gate --update"""

CALIBRATE_HELP = """Compare a judge with the verdicts of readers.

Balanced accuracy, Cohen's kappa, how far the judge's probability can be trusted (reliability bins, Brier score,
expected calibration error), and the threshold that would have been best. Rows without a reading are counted and left
out."""

SUPPORT_HELP = "Judge claims against passages of a public data set."
EVENTS_HELP = "Tell same events from similar ones on a public data set."
SAME_ANSWER_HELP = "Tell same answers from different ones on a public data set."
BIAS_HELP = "Find loaded sentences and words on a public data set."
FACTS_HELP = "Check claims of a public data set."
BRIEFS_HELP = "Make briefs of the events of a public data set, and score them."
SUMMHAY_HELP = "Find insights hidden in many documents of a public data set."

INTERRUPTED = "interrupted; run the same command with the same --out again to go on"
