"""From frames to conclusions: estimates, effects, choices; pure functions that simulate and draw nothing."""
