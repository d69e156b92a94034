"""Traces: which mechanisms of the model carry the effect of a measure."""

from simcorr.experiment.tracing.result import MechanismTrace, load_trace
from simcorr.experiment.tracing.tracing import trace

__all__ = ["MechanismTrace", "load_trace", "trace"]
