"""Baselines on the same labels: the lead sentences, LexRank, one direct prompt. Each gives an Output."""
