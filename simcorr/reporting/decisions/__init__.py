"""Figures of choices: regret, costs, and what it is worth to know."""
