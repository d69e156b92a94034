"""Closed forms: results of theory that the model has to reproduce where mechanisms are off and chances pinned.

Examples
--------
>>> from simcorr.validation.closed_forms import CLOSED_FORMS
>>> CLOSED_FORMS["travelling alone"].equation
'P(pass) = f (1 - i)'
"""

from simcorr.validation.closed_forms.finding import LIMIT, ClosedForm, Finding
from simcorr.validation.closed_forms.table import CLOSED_FORMS, closed_form_table

__all__ = ["CLOSED_FORMS", "LIMIT", "ClosedForm", "Finding", "closed_form_table"]
