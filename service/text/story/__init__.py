"""How alike two tellings are, as evidence of one event: profiles of what is told, log-odds of two of them."""
