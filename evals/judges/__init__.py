"""Judges: a sentence and the passages it cites in, a Judgement out. Independent of the product's own gates."""
