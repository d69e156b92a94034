"""The validation patterns: what is known of such systems elsewhere, and what the model is held to."""

from simcorr.patterns.catalogue.levels import LEVELS
from simcorr.patterns.catalogue.measures import MEASURES
from simcorr.patterns.catalogue.observed import OBSERVED
from simcorr.patterns.pattern import Pattern
from simcorr.patterns.target import Target

PATTERNS: tuple[Pattern, ...] = tuple(sorted((*OBSERVED, *MEASURES, *LEVELS), key=lambda pattern: pattern.number))
"""All patterns in their order."""

TARGETS: tuple[Target, ...] = tuple(
    target for pattern in PATTERNS if pattern.use == "calibration" for target in pattern.targets
)
"""What parameter sets are ruled out by: recorded and surveyed patterns alone."""
