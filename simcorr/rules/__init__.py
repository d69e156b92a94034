"""The rule book: pure scalar functions, one file a decision maker. Both engines call these and nothing else."""
