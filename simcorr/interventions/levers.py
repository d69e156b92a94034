"""The levers: everything that an intervention can change, declared once, in the order of the engines' arrays.

Engines know levers and nothing of interventions. The place of a lever in `LEVERS` is its index in arrays.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import InterventionError, unknown_name

Scope = Literal["context", "corridor", "national"]
CombineMode = Literal["replace", "multiply", "add", "maximum"]

COMBINE_MODES: tuple[CombineMode, ...] = ("replace", "multiply", "add", "maximum")
"""How a change acts on a lever, in the order in which simultaneous changes are applied."""

_LEVEL: tuple[CombineMode, ...] = ("replace", "add", "maximum")
_FACTOR: tuple[CombineMode, ...] = ("replace", "multiply", "maximum")
_REDUCTION: tuple[CombineMode, ...] = ("replace", "multiply")
_SHIFT: tuple[CombineMode, ...] = ("add",)
_SET: tuple[CombineMode, ...] = ("replace",)


@dataclass(frozen=True)
class Lever:
    """One thing that a policy can set.

    Attributes
    ----------
    name : str
        The name in changes, tables and arrays.
    scope : {"context", "corridor", "national"}
        What can have a value of its own: each context of a corridor, each corridor, or only the country.
    base : float or str
        The value without any intervention: a neutral constant, or the dotted name of a scenario parameter.
    combine : tuple of str
        The ways in which a change may act on this lever.
    low, high : float
        The bounds of the effective value.
    unit : str
        The unit of the value.
    label : str
        What an analyst would call it.
    description : str
        What the value means in the model.
    gradual : bool
        Whether values between the base and a change make sense: only then can a change ramp, fade or be
        delivered in part.
    needs : tuple of str
        Scenario parameters, by their dotted names, of which one must be above zero for the lever to move anything, or
        all of those that "and" joins; none, if it always can.
    """

    name: str
    scope: Scope
    base: float | str
    combine: tuple[CombineMode, ...]
    low: float
    high: float
    unit: str
    label: str
    description: str
    gradual: bool = True
    needs: tuple[str, ...] = ()


_SCREENED = (
    "protection.authority_rate",
    "protection.screening_at_interception",
    "justice.detention_weeks and protection.screening_in_detention",
)
_CARRIED = ("documents.issued_cover", "documents.forged_cover")
_PLACED = ("corridors.agencies",)

_DECLARED = (
    Lever("mandate", "context", "supervision.mandate", _LEVEL, 0, 1, "strength",
          "Duty to prosecute",
          "how strongly supervisors are bound to prosecute a substantiated case"),
    Lever("penalty_factor", "context", 1.0, _FACTOR, 0, 20, "factor",
          "Gravity of penalties", "multiplies the fines and prison terms of officials"),
    Lever("investigation_factor", "national", 1.0, _FACTOR, 0, 20, "factor",
          "Capacity to investigate", "multiplies the cases that investigators can handle in a week"),
    Lever("trial_factor", "national", 1.0, _FACTOR, 0, 20, "factor",
          "Capacity of prosecution and courts",
          "multiplies the cases that prosecutors and courts can handle"),
    Lever("audit_factor", "context", 1.0, _FACTOR, 0, 50, "factor",
          "Audits by superiors", "multiplies the audits that superiors make at a post, until they trust their staff"),
    Lever("external_audit_factor", "context", 1.0, _FACTOR, 1, 50, "factor",
          "Audits by outsiders", "audits by outsiders, in multiples of the usual effort at a post; 1: none"),
    Lever("audit_targeting", "national", "supervision.audit_targeting", _LEVEL, 0, 5, "exponent",
          "Targeting of audits",
          "how strongly audit effort follows reports and anomalies (0: spread evenly)"),
    Lever("private_audit", "context", 0.0, _LEVEL, 0, 1, "share",
          "Audit of private gatekeepers",
          "audit of recruiters, carriers and landlords, as a share of what public posts receive"),
    Lever("firm_liability", "context", 0.0, _LEVEL, 0, 1, "share",
          "Liability of firms", "how far a firm and its staff answer for a bribe as public officials do"),
    Lever("rotation_interval_weeks", "context", 0.0, _SET, 0, 520, "weeks",
          "Interval of rotation", "weeks between two rotations of staff (0: none)", gradual=False),
    Lever("rotation_share", "context", 0.0, _LEVEL, 0, 1, "share",
          "Share of staff rotated", "share of the staff of a post who move when a rotation is due"),
    Lever("hire_integrity", "context", 1.0, _FACTOR, 0.1, 20, "factor",
          "Integrity of new staff", "multiplies the reservation price of newly hired public officials"),
    Lever("hire_never_accepts", "context", 0.0, _LEVEL, 0, 1, "share",
          "New staff who never accept", "share of public hires, on top of the usual, who never accept a bribe"),
    Lever("second_job_ban", "context", 0.0, _LEVEL, 0, 1, "share",
          "Ban on second jobs", "share of public officials' second jobs that are in conflict and given up"),
    Lever("wage_factor", "context", 1.0, _FACTOR, 0.1, 10, "factor",
          "Wages of officials", "multiplies the wages of public gatekeepers"),
    Lever("reward_usd", "national", "reporting.reward_usd", _LEVEL, 0, 100_000, "USD",
          "Reward for reporting", "paid to an official for a report that is substantiated"),
    Lever("anonymity", "context", "reporting.anonymity", _LEVEL, 0, 1, "share",
          "Anonymity of reporters", "probability that a reporter's name stays unknown"),
    Lever("protection", "context", "reporting.protection", _LEVEL, 0, 1, "share",
          "Protection of reporters and witnesses", "share of retaliation and intimidation that is prevented"),
    Lever("follow_up", "context", "reporting.follow_up", _LEVEL, 0, 1, "probability",
          "Follow-up of reports", "probability that a report is followed up"),
    Lever("follow_up_capacity_factor", "context", 1.0, _FACTOR, 0, 20, "factor",
          "Capacity to follow up", "multiplies the reports that can be followed up in a week"),
    Lever("agency_share", "context", "justice.agency_share", _LEVEL, 0, 1, "share",
          "Reports to an independent agency",
          "share of reports that an agency takes in, collects evidence on and decides about, and not the superior"),
    Lever("migrant_protection", "corridor", "reporting.migrant_protection", _LEVEL, 0, 1, "share",
          "Protection of migrants who report",
          "how far migrants who report are safe from deportation and reprisal"),
    Lever("support", "corridor", "protection.support", _LEVEL, 0, 1, "share",
          "Support for victims", "how well those who meet migrants in need identify and help them"),
    Lever("shared_intelligence", "national", "justice.shared_intelligence", _LEVEL, 0, 1, "share",
          "Shared intelligence", "share of what is known in one corridor that is used in the others"),
    Lever("document_checks", "context", "justice.document_checks", _LEVEL, 0, 1, "share",
          "Shared document checks",
          "share of documents that are checked against the records of other agencies"),
    Lever("inquiry", "context", 0.0, _LEVEL, 0, 1, "probability",
          "Inquiry after smuggling cases",
          "probability that a smuggling case triggers an inquiry into who let it pass"),
    Lever("interception_factor", "context", 1.0, _FACTOR, 0, 5, "factor",
          "Skill in interception", "multiplies the probability that a party without a deal is stopped"),
    Lever("recording", "national", "observation.recording", _LEVEL, 0, 1, "probability",
          "Recording", "probability that a report, case or sanction enters the statistics"),
    Lever("norm_shift", "context", 0.0, _SHIFT, -1, 1, "share",
          "Perceived norm",
          "added to the share of colleagues whom an official believes to accept bribes (negative: fewer)"),
    Lever("public_spirit", "context", 0.0, _SHIFT, -5, 5, "utility",
          "Public spirit", "added to a colleague's willingness to report"),
    Lever("salience", "context", 0.0, _SHIFT, 0, 1, "share",
          "Credence of announced audits",
          "how far officials believe at once what audits add to the risk of detection"),
    Lever("prosecution_salience", "context", 0.0, _SHIFT, 0, 1, "share",
          "Credence of a promise to prosecute",
          "how far officials believe at once what the duty to prosecute adds to the chance of a charge"),
    Lever("informed_shift", "corridor", 0.0, _SHIFT, 0, 1, "share",
          "Informed migrants", "added to the share of would-be migrants who know the risks and the channels"),
    Lever("regular_cost_factor", "corridor", 1.0, _REDUCTION, 0, 20, "factor",
          "Cost of regular channels", "multiplies what a regular journey costs the migrant"),
    Lever("regular_wait_factor", "corridor", 1.0, _REDUCTION, 0, 20, "factor",
          "Waiting time of regular channels", "multiplies the weeks until a regular journey can begin"),
    Lever("random_posts", "context", 0.0, _LEVEL, 0, 1, "share",
          "Posts at random", "share of parties that are sent to a post and an official at random"),
    Lever("screening", "corridor", 0.0, _LEVEL, 0, 1, "share",
          "Screening for victims",
          "how far authorities who miss victims of trafficking would recognise them, where they meet any",
          needs=_SCREENED),
    Lever("non_punishment", "corridor", 0.0, _LEVEL, 0, 1, "share",
          "Non-punishment of victims",
          "share of punishments of victims of trafficking, met and not recognised, that do not take place",
          needs=("protection.authority_rate",)),
    Lever("document_tracing", "context", "documents.tracing", _LEVEL, 0, 1, "probability",
          "Tracing of documents",
          "probability that it is asked who issued a document that a check has exposed",
          needs=_CARRIED),
    Lever("agency_inspection_factor", "corridor", 1.0, _FACTOR, 0, 50, "factor",
          "Inspection of recruitment agencies", "multiplies how often labour recruitment agencies are inspected",
          needs=_PLACED),
    Lever("zero_fee", "corridor", 0.0, _LEVEL, 0, 1, "share",
          "Zero-fee recruitment", "share of the legal cost of recruitment by agencies that employers pay",
          needs=_PLACED),
    Lever("ownership_declared", "corridor", 0.0, _LEVEL, 0, 1, "share",
          "Declared interests in agencies",
          "share of officials' interests in recruitment agencies that are declared, and keep colleagues' favours away",
          needs=_PLACED),
    Lever("custody_oversight", "corridor", 0.0, _LEVEL, 0, 1, "share",
          "Oversight of custody",
          "share of ways to a release from custody by bribe that independent oversight closes",
          needs=("justice.detention_weeks and justice.release_access",)),
    Lever("court_integrity", "national", 0.0, _LEVEL, 0, 1, "share",
          "Integrity of courts",
          "share of ways to whoever decides in court that the assignment of cases closes"),
)  # fmt: skip

LEVERS: dict[str, Lever] = {lever.name: lever for lever in _DECLARED}
"""Every lever by its name, in the order of the engines' arrays."""

LEVER_INDEX: dict[str, int] = {name: index for index, name in enumerate(LEVERS)}
"""The place of every lever in the schedule and in the engines' arrays."""


def lever(name: str) -> Lever:
    """Return the lever of that name; an unknown name is refused with the nearest one.

    Examples
    --------
    >>> lever("mandate").unit
    'strength'
    """
    try:
        return LEVERS[name]
    except KeyError:
        raise InterventionError(unknown_name("lever", name, LEVERS)) from None


def base_values(parameter: Callable[[str], float]) -> NDArray[np.float64]:
    """Return the values that the levers have without interventions, as an array (levers, contexts).

    Parameters
    ----------
    parameter : callable
        Gives the value of a scenario parameter by its dotted name.

    Examples
    --------
    >>> base_values(lambda name: 0.5).shape == (len(LEVERS), 9)
    True
    """
    column = [float(parameter(each.base) if isinstance(each.base, str) else each.base) for each in LEVERS.values()]
    return np.repeat(np.array(column)[:, None], len(CONTEXT_NAMES), axis=1)


def bounds(names: Iterable[str] = LEVERS) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower and the upper bounds of the named levers, of all by default."""
    chosen = [lever(name) for name in names]
    return np.array([each.low for each in chosen], float), np.array([each.high for each in chosen], float)


def is_neutral(declared: Lever, combine: CombineMode, value: float) -> bool:
    """Return whether a change cannot move the lever, whatever its base."""
    neutral = {"multiply": 1.0, "add": 0.0, "maximum": declared.low}.get(combine, math.nan)
    return value == neutral
