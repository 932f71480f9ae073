"""A small transformer that reads a claim and its passages together: the scorer's second voice.

Enters: an aligned claim. Leaves: log odds that the passages carry it. Deterministic on one machine; runs on one core
with ONNX Runtime, which is loaded with the first call (docs/entailment-model-card.md: weights, data, limits). Never: a
decision; `scorer` weighs it against the boosted trees.
"""

from __future__ import annotations

import os
import threading
from functools import cache
from typing import Any

from service.errors import InstallError
from service.text.entail.features import Aligned
from service.text.entail.marks import Rows, marked, rows
from service.text.entail.parts import AGAIN, NETWORK, part

LOADING = threading.Lock()


def _session() -> Any:
    with LOADING:  # `cache` alone lets threads that come together load it once each, 40 MB a copy
        return _loaded()


@cache
def _loaded() -> Any:
    # From 1.31 on its import writes an id of the device and a file of usage events to the home folder, to be sent.
    os.putenv("ORT_DISABLE_TELEMETRY", "1")
    try:
        import onnxruntime  # 0.2 s: no command that scores nothing pays for it
    except ImportError as error:
        raise InstallError(f"ONNX Runtime, which scores sentences, cannot be loaded ({error}): {AGAIN}") from None
    weights = part(NETWORK)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a server scores in several processes
    options.log_severity_level = 3
    options.use_deterministic_compute = True
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def log_odds(found: Aligned) -> float:
    """Log odds before calibration, of one claim."""
    return _run(rows(marked(found.tokens, found.matches, found.evidence)))


def _run(read: Rows) -> float:
    session = _session()  # first: it says what is wrong where a package is missing
    import numpy as np

    enter = {name: np.array([values], dtype=np.int64) for name, values in read._asdict().items()}
    return float(session.run(None, enter)[0].item())
