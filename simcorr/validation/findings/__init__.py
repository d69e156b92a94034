"""The nine findings of the research brief, and what the mechanisms beside bribes are there for."""

from simcorr.validation.findings.emergent import EMERGENT
from simcorr.validation.findings.finding import Finding
from simcorr.validation.findings.mechanisms import MECHANISMS
from simcorr.validation.findings.partly_input import PARTLY_INPUT

FINDINGS: tuple[Finding, ...] = tuple(sorted((*EMERGENT, *PARTLY_INPUT), key=lambda finding: finding.number))
"""All findings in the order of the brief."""

__all__ = ["FINDINGS", "MECHANISMS", "Finding"]
