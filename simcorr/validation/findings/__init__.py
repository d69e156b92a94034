"""The nine findings of the research brief: what the model has to bring about, and what it was told."""

from simcorr.validation.findings.emergent import EMERGENT
from simcorr.validation.findings.finding import Finding
from simcorr.validation.findings.partly_input import PARTLY_INPUT

FINDINGS: tuple[Finding, ...] = tuple(sorted((*EMERGENT, *PARTLY_INPUT), key=lambda finding: finding.number))
"""All findings in the order of the brief."""

__all__ = ["FINDINGS", "Finding"]
