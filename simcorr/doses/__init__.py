"""Doses in points: what each measure adds at the baseline, in the natural unit of what it changes.

A factor says little about something small: twice the audits of a risk of two per cent are two points. From the
bottom up: `moment` (a scenario as it stands in one week), `reading` (one number that levers set, by the model's own
rule), `gatekeepers`, `cases`, `journeys` and `agencies` (the readings), `measured` (shares that follow from what
happens, in paired runs), `points` (the table), `wording` and `page` (what readers see).
"""

from simcorr.doses.points import added_by, doses_in_points

__all__ = ["added_by", "doses_in_points"]
