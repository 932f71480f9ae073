"""What ``--trace`` leaves in a folder: each stage's records as JSON lines, the brief, and a template of decisions.

Enters: what was prepared, and the brief. Leaves: files. Never: a file outside the folder.
"""

from __future__ import annotations

from pathlib import Path

from service.records import Brief
from service.template import NAME, decisions_template
from service.writing import Prepared

RECORDS = ("documents", "sentences", "claims", "mentions", "events", "clusters", "chosen")


def write_trace(folder: Path, prepared: Prepared, brief: Brief) -> None:
    """Each stage's records as JSON lines, for whoever wants to see how a sentence came about."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in RECORDS:
        lines = (record.model_dump_json() for record in getattr(prepared, name))
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "brief.json").write_text(brief.model_dump_json(indent=2), encoding="utf-8")
    (folder / NAME).write_text(decisions_template(prepared, brief), encoding="utf-8")
