"""Evaluation of briefs: suites, labels, metrics, judges. Its own room: nothing here yet runs in the product."""
