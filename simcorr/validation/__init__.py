"""Validation: what the model is held to, by cases that anyone can run again."""
