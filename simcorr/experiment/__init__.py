"""Experiments: many runs, paired on common random numbers, and what may be concluded from them."""
