"""Late money is asked for: who is dunned, at which level, with what interest, and why not."""
