"""Figures: one file each, every one a function of a tidy frame that returns a matplotlib figure."""
