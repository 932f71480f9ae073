"""Measurements of speed that are too long, or too much the machine's own, for the tests. Run them one at a time."""
