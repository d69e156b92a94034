"""From results to figures: which rows, which words, which caption."""
