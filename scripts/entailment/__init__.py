"""Training of the entailment scorer: word tables, generated sentences, labelled rows, trees. Never part of a run."""
