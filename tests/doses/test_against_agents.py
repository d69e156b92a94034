"""Closed forms beside what agents of the model say of themselves before the first week."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.doses import added_by
from tests.planted import small_scenario

FIRM = {
    "wages": sc.OfficialWages.dose("firm"),
    "penalties": sc.GraverPenalties.dose("firm"),
    "announced": sc.ProsecuteInsteadOfTransfer(mandate=0.6, announced=0.3)
    + sc.HighRiskAudits(factor=2.0, announced=0.1),
    "firms": sc.FirmLiability.dose("firm"),
    "norms": sc.OfficialCampaign.dose("full"),
    "documents": sc.SharedDocumentChecks.dose("firm"),
    "training": sc.JointTraining.dose("full"),
    "jobs": sc.SecondJobRules.dose("firm"),
}
EVERYWHERE = ("documents", "border_crossings", "investigation", "trial", "service_providers")
CENTS = 100.0


def mixed_scenario(**values):
    """Return a small scenario with private gatekeepers at the border; nothing is settled, nobody has a second job."""
    scenario = small_scenario(burn_in_weeks=0, **values)
    changes = {
        "corridors.land.posts.border_crossings office.private_share": 0.5,
        "switches.known_settlements": False,
        "officials.second_job_laundering": 0.0,
    }
    return scenario.with_changes(changes)


def model_of(measures, **values):
    members = [member.with_values(delivery=1.0) for member in sc.Portfolio([measures])]
    return sc.CorruptionModel(mixed_scenario(**values), members, rng=1)


def mean(model, value, contexts, private=False):
    chosen = [each for each in model.officials if bool(each.private) == private]
    chosen = [each for each in chosen if sc.Context(each.context).key in contexts]
    assert chosen
    return float(np.mean([value(each) for each in chosen]))


PUBLIC = {
    "wage": lambda official: official.wage / CENTS,
    "conviction_costs": lambda official: official.loss_if_convicted() / CENTS,
    "feared_loss": lambda official: official.expected_loss() / CENTS,
}
PRIVATE = {
    "conviction_costs_private": lambda official: official.loss_if_convicted() / CENTS,
    "feared_loss_private": lambda official: official.expected_loss() / CENTS,
}


@pytest.mark.parametrize("name", FIRM)
def test_losses_and_wages_are_those_that_officials_reckon_with(name):
    found = added_by(mixed_scenario(), FIRM[name]).set_index("reading")
    models = {"baseline": model_of([]), "dosed": model_of(FIRM[name])}
    checked = 0
    for reading, value in (PUBLIC | PRIVATE).items():
        if reading in found.index:
            contexts = found.loc[reading, "contexts"].split(", ")
            for side, model in models.items():
                expected = mean(model, value, contexts, private=reading in PRIVATE)
                assert found.loc[reading, side] == pytest.approx(expected, rel=1e-9), (reading, side)
                checked += 1
    assert bool(checked) == (name in ("wages", "penalties", "announced", "firms"))


@pytest.mark.parametrize(("name", "moves"), [("documents", True), ("training", True), ("norms", False)])
def test_parties_are_stopped_as_experienced_gatekeepers_would(name, moves):
    found = added_by(mixed_scenario(), FIRM[name]).set_index("reading")
    assert ("stopped" in found.index) == moves
    for side, measures in (("baseline", []), ("dosed", FIRM[name])) if moves else ():
        model = model_of(measures)
        for official in model.officials:
            official.experience = 1e9
        contexts = ("documents", "border_crossings")
        chosen = [each for each in model.officials if sc.Context(each.context).key in contexts]
        expected = float(np.mean([each.interception_probability() for each in chosen]))
        assert found.loc["stopped", side] == pytest.approx(expected, rel=1e-9)


def test_norms_and_prices_are_those_of_the_first_week():
    found = added_by(mixed_scenario(), FIRM["norms"]).set_index("reading")
    model = model_of(FIRM["norms"])
    expected = mean(model, lambda official: official.norm(), EVERYWHERE)
    assert found.loc["believed_norm", "dosed"] == pytest.approx(expected)
    # at the price that somebody of median reservation requires, half of the offers are accepted
    official = next(each for each in model.officials if not each.never_accepts and not each.second_job)
    official.reservation, official.detected, official.undetected = 4500.0, 0.0, 1e12
    official.protected = 0
    price = round(found.loc["required_price", "dosed"] * CENTS)
    assert official.acceptance_probability(price, model.p.smugglers.starting_trust) == pytest.approx(0.5, abs=1e-3)


def test_the_share_with_a_second_job_is_that_of_staff():
    many = small_scenario(burn_in_weeks=0).with_changes({"corridors.land.posts.border_crossings office.staff": 2000})
    found = added_by(many, FIRM["jobs"]).set_index("reading").loc["second_jobs"]
    for side, measures in (("baseline", []), ("dosed", [FIRM["jobs"].with_values(delivery=1.0)])):
        model = sc.CorruptionModel(many, measures, rng=1)
        share = np.mean([each.second_job for each in model.officials])
        assert share == pytest.approx(found[side], abs=4.0 * np.sqrt(found[side] / len(model.officials)))


def test_a_migrant_would_report_as_often_as_is_read():
    measure = sc.SafeReporting.dose("firm")
    found = added_by(mixed_scenario(), measure).set_index("reading").loc["migrant_reports"]
    for side, measures in (("baseline", []), ("dosed", measure)):
        model = model_of(measures)
        reports = model.representatives[0].report_probability(model.officials[0].norm())
        assert found[side] == pytest.approx(model.p.reporting.migrant_sees * reports, rel=1e-9)


@pytest.mark.parametrize("measure", [sc.CheaperRegularChannel.dose("firm"), sc.FasterRegularChannel.dose("full")])
def test_the_regular_channel_costs_and_lasts_what_migrants_meet(measure):
    found = added_by(mixed_scenario(), measure).set_index("reading")
    for side, measures in (("baseline", []), ("dosed", measure)):
        model = model_of(measures)
        model.step()
        met = {"regular_cost": model.corridors[0].regular_price / CENTS,
               "regular_wait": float(int(model.corridors[0].regular_delay + 0.5))}  # fmt: skip
        reading = found.index[0]
        assert len(found) == 1
        assert found.loc[reading, side] == pytest.approx(met[reading])
