"""The studies that patterns are read from; each is a handful of runs of the compiled engine."""

from simcorr.patterns.studies.after_audit import AFTER_AUDIT
from simcorr.patterns.studies.audits import AUDITS
from simcorr.patterns.studies.channel import CHANNEL
from simcorr.patterns.studies.hazards import HAZARDS
from simcorr.patterns.studies.monitoring import MONITORING
from simcorr.patterns.studies.records import RECORDS
from simcorr.patterns.studies.rotation import ROTATION
from simcorr.patterns.studies.scandal import SCANDAL
from simcorr.patterns.studies.study import Arm, Study, patterns_of

STUDIES = {
    study.key: study for study in (RECORDS, AUDITS, AFTER_AUDIT, MONITORING, ROTATION, SCANDAL, HAZARDS, CHANNEL)
}
"""Every study by its key."""

__all__ = ["STUDIES", "Arm", "Study", "patterns_of"]
