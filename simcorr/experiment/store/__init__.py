"""Where runs are kept as they end, and how they are read back."""
