"""A small transformer that reads a claim and its passages together: the scorer's second voice.

Enters: an aligned claim. Leaves: log odds that the passages carry it. Deterministic on one machine; runs on one core
with ONNX Runtime, which is loaded with the first call (docs/entailment-model-card.md: weights, data, limits). Never: a
decision; `scorer` weighs it against the boosted trees.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from service.text.entail.features import Aligned
from service.text.entail.marks import Rows, marked, rows


@cache
def _session() -> Any:
    import onnxruntime  # 0.2 s: no command that scores nothing pays for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a server scores in several processes
    options.log_severity_level = 3
    options.use_deterministic_compute = True
    weights = files("service.text").joinpath("data/entailment.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def log_odds(found: Aligned) -> float:
    """Log odds before calibration, of one claim."""
    return _run(rows(marked(found.tokens, found.matches, found.evidence)))


def _run(read: Rows) -> float:
    import numpy as np

    enter = {name: np.array([values], dtype=np.int64) for name, values in read._asdict().items()}
    return float(_session().run(None, enter)[0].item())
