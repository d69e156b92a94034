"""Figures of what interventions change."""
