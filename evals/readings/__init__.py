"""Sentences of real briefs, read blind by people against their cited words: what the judges are measured on."""
