"""Deciding between options under uncertainty."""
