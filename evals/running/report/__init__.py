"""Reports of a run: lines for a terminal, one HTML page, one JSON object. Nothing here scores or judges."""
