"""``make record``: real answers of a real model, call by call, for evaluation without a model.

Enters: a model file. Leaves: ``recordings/NAME.jsonl``, exactly the calls that the evaluation makes, and ``NAME.toml``
beside it: which file answered, under which prompts, when. Calls that the last recording holds are not asked again.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
import tempfile
import tomllib
from pathlib import Path

from evals.labels.load import ROOT
from evals.running.hashes import prompt_hashes
from evals.running.run import FIXED, Plan, run
from service.errors import EvenhandError
from service.llm import prompt_ids
from service.llm.replay import Recording, read_recordings
from service.settings import Settings

NAME = "qwen2.5-coder-1.5b"
RECORDING = ROOT / "recordings" / f"{NAME}.jsonl"
CARD = RECORDING.with_suffix(".toml")
PLAN = Plan(
    suites=("seeds", "planted", "readings"),
    systems=("llm", "direct"),
    judge_with_model=True,
    judged=FIXED,
)
PATIENCE_S = 1800  # a whole brief in one answer takes a small model minutes
AGAIN = "run `make record` (it needs the model file, and asks only what changed)"


def problems(card: Path = CARD, recording: Path = RECORDING) -> list[str]:
    """Why the recording does not fit the prompts of today; empty: it does."""
    if not recording.is_file() or not card.is_file():
        return [f"there is no recording {recording.name}: {AGAIN}"]
    known = tomllib.loads(card.read_text("utf-8"))["prompts"]
    now = prompt_hashes(prompt_ids())
    changed = sorted(name for name, digest in known.items() if now.get(name) != digest)
    return [f"prompt {name} changed since the recording was made: {AGAIN}" for name in changed]


async def record(model_file: Path, out: Path) -> int:
    """Run the plan against the model and keep what it answered; how many calls there are.

    Raises:
        EvenhandError: the model cannot be served, or a label file is at fault.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.jsonl"
        old = RECORDING if RECORDING.is_file() else None
        settings = Settings(local_model=model_file, record=fresh, replay=old, call_deadline_s=PATIENCE_S)
        await run(PLAN, settings, out, lambda line: print(line, file=sys.stderr))  # noqa: T201 - a tool's own progress
        known = {r.key: r for r in read_recordings(old)} if old else {}
        kept = [known.get(r.key, r) for r in read_recordings(fresh)]
    kept.sort(key=lambda r: (r.prompt_id, r.key))  # a small change is a small diff
    RECORDING.parent.mkdir(exist_ok=True)
    RECORDING.write_text("".join(f"{r.model_dump_json(exclude_defaults=True)}\n" for r in kept), "utf-8")
    CARD.write_text(_card(kept, model_file), "utf-8")
    return len(kept)


def _card(kept: list[Recording], model_file: Path) -> str:
    digest = hashlib.sha256()
    with model_file.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    used = sorted({r.prompt_id for r in kept})
    hashes = prompt_hashes(used)
    days = sorted({r.made_on for r in kept})
    lines = [
        f"# What answered in {RECORDING.name}; written by `make record`.",
        f'model = "{kept[0].model}"',
        f'sha256 = "{digest.hexdigest()}" # of the model file',
        f"calls = {len(kept)}",
        f"tokens_in = {sum(r.reply.tokens_in for r in kept)}",
        f"tokens_out = {sum(r.reply.tokens_out for r in kept)}",
        f'first_made_on = "{days[0]}"',
        f'last_made_on = "{days[-1]}"',
        "",
        "[prompts] # first digits of the sha256 of each template",
        *(f'{name} = "{value}"' for name, value in hashes.items()),
    ]
    return "\n".join(lines) + "\n"


def main(args: list[str]) -> int:
    """``python -m evals.running.recording MODEL.gguf [RUN_FOLDER]``."""
    if not args:
        sys.stderr.write("usage: python -m evals.running.recording MODEL.gguf [RUN_FOLDER]\n")
        return 2
    out = Path(args[1]) if len(args) > 1 else Path("eval-runs") / "recorded"
    try:
        calls = asyncio.run(record(Path(args[0]), out))
    except EvenhandError as error:
        sys.stderr.write(f"evenhand: {error}\n")
        return error.exit_code
    sys.stderr.write(f"{calls} calls recorded in {RECORDING}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
