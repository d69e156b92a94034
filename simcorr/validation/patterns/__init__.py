"""The validation patterns: what is known of such systems elsewhere, and what the model is held to."""

from simcorr.experiment.calibration import Target
from simcorr.validation.pattern import Pattern
from simcorr.validation.patterns.levels import LEVELS
from simcorr.validation.patterns.measures import MEASURES
from simcorr.validation.patterns.observed import OBSERVED

PATTERNS: tuple[Pattern, ...] = tuple(sorted((*OBSERVED, *MEASURES, *LEVELS), key=lambda pattern: pattern.number))
"""All patterns in their order."""

TARGETS: tuple[Target, ...] = tuple(
    target for pattern in PATTERNS if pattern.use == "calibration" for target in pattern.targets
)
"""What parameter sets are ruled out by: recorded and surveyed patterns alone."""
