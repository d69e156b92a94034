"""What many runs showed, and what may be said of it."""
