"""Figures and pages: functions of tidy frames and words, of nothing else."""
