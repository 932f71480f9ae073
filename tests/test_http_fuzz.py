"""schemathesis against the running service: no answer of 500, and none that the description does not know."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.http_support import Service

CASES = 5_000
# Words that are no article are refused with 422, however well they fit the description.
EXCLUDED = "positive_data_acceptance"


@pytest.mark.slow
def test_five_thousand_requests_that_fit_the_description_or_just_do_not(tmp_path: Path) -> None:
    program = shutil.which("schemathesis")
    if program is None:
        pytest.skip("schemathesis is not installed: pip install schemathesis")
    service = Service(tmp_path, allow_urls=False, serve_max_queue=1_000)
    try:
        done = subprocess.run(
            (
                program, "run", f"http://127.0.0.1:{service.port}/openapi.json", "--seed", "5",
                "--max-examples", "1200",
                "--phases", "examples,coverage,fuzzing", "--exclude-checks", EXCLUDED, "--request-timeout", "60",
                "--workers", "2", "--continue-on-failure",
            ),
            cwd=tmp_path, check=False, capture_output=True, text=True, timeout=1_800,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-5_000:]
        generated = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
        assert generated
        assert CASES <= int(generated[1]) == int(generated[2])
        assert '"status": 500' not in service.log()
    finally:
        service.stop(9)
