"""The studies that patterns are read from; each is a handful of runs of the compiled engine."""

from simcorr.validation.studies.after_audit import AFTER_AUDIT
from simcorr.validation.studies.audits import AUDITS
from simcorr.validation.studies.channel import CHANNEL
from simcorr.validation.studies.hazards import HAZARDS
from simcorr.validation.studies.monitoring import MONITORING
from simcorr.validation.studies.records import RECORDS
from simcorr.validation.studies.rotation import ROTATION
from simcorr.validation.studies.scandal import SCANDAL
from simcorr.validation.studies.study import Arm, Study, patterns_of

STUDIES = {
    study.key: study for study in (RECORDS, AUDITS, AFTER_AUDIT, MONITORING, ROTATION, SCANDAL, HAZARDS, CHANNEL)
}
"""Every study by its key."""

__all__ = ["STUDIES", "Arm", "Study", "patterns_of"]
