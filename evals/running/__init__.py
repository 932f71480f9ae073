"""Runs: a folder that can be replayed, diffed and resumed; reports, comparisons and the gate read it."""
