"""One mechanism at a time, through the engine, on the same draws: each has the sign that theory asks for."""

import numpy as np
import pytest

from simcorr.engine.mesa import CorruptionModel
from simcorr.interventions import (
    BetterRecording,
    CheaperRegularChannel,
    FasterRegularChannel,
    FirmLiability,
    JointTraining,
    MeritRecruitment,
    OfficialWages,
    PrivateAudit,
    ProsecuteInsteadOfTransfer,
    SafeReporting,
    SecondJobRules,
    SmugglingCaseInquiry,
    StaffRotation,
    VictimSupport,
    WhistleblowerChannel,
)
from simcorr.scenario import Pins
from simcorr.world.measures import CORRIDOR_INDEX
from tests.engine.mesa.worlds import corridor_total, lively, rank_total, route, total, traced, world_of

SEEDS = range(4)
POSTS = [
    ("border_crossings", 8),
    ("border_crossings", 8),
    ("investigation", 2),
    ("trial", 2),
    ("service_providers", 2),
]


def paired(measure, one, other, seeds=SEEDS):
    """Return what a measure is in two arms, each a (scenario, interventions) pair, seed by seed."""
    return tuple(np.array([measure(traced(*arm, seed)) for seed in seeds]) for arm in (one, other))


def clearly_less(less, more):
    """Whether the first arm lies below the second in every seed and by more than four standard errors."""
    difference = more - less
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return (difference > 0).all() and difference.mean() > 4 * error


def mean_price(trace):
    return total(trace, "bribe_value_usd") / total(trace, "bribes")


# --- deterrence with the surplus fixed --------------------------------------------------------------------------

DETERRENCE = {
    "officials.perceived_detection_prior": 0.05,
    "officials.perceived_charge_prior": 0.3,
    "officials.belief_strength": 40.0,
    "officials.own_weight": 1.0,
    "officials.post_weight": 0.5,
    "officials.fine_usd": 1000.0,
    "officials.career_premium": 0.0,
    "officials.transfer_cost_wages": 0.1,
    "officials.reservation_sigma": 0.3,
    "officials.acceptance_precision": 3.0,
    "smugglers.arrest_cost_usd": 0.0,
    "smugglers.running_cost_share": 0.2,
    "smugglers.offer_risk_usd": 10.0,
    "smugglers.belief_fade_per_week": 0.01,
    "smugglers.acceptance_prior": 0.4,
    "smugglers.acceptance_prior_slope": 0.6,
    "smugglers.word_of_mouth": 0.3,
}


def deterred(detection=0.02, on=("price_learning",), weeks=90, offer=None, price=100.0, **changes):
    """Return a border where what a deal saves is fixed: the chance of being stopped and the fee are given.

    A deal saves 0.6 x 730 x 2 x 0.8, about 700 dollars, so that prices of 100, 200 and 400 are all worth offering.
    """
    return world_of(
        route(posts=POSTS, arrivals_per_year=520, fee_usd=730.0),
        changes={
            **DETERRENCE,
            "contexts.border_crossings.bribe_reference_usd": price,
            **{f"{k.replace('__', '.')}": v for k, v in changes.items()},
        },
        on=on,
        pins=Pins(border_crossings={"interception": 0.6, "detection": detection, "offer": offer}),
        weeks=weeks,
    )


class TestDeterrence:
    """Contrasts are strong on purpose: bands double the price, and the step to the next one can win back deals."""

    @pytest.mark.parametrize(
        ("mild", "harsh"),
        [
            (deterred(), deterred(officials__perceived_detection_prior=0.8)),
            (
                deterred(officials__perceived_detection_prior=0.3, officials__perceived_charge_prior=0.05),
                deterred(officials__perceived_detection_prior=0.3, officials__perceived_charge_prior=0.95),
            ),
            (deterred(), deterred(officials__fine_usd=20_000.0)),
        ],
        ids=["more detection", "more prosecution", "higher penalties"],
    )
    def test_fewer_deals_at_higher_prices(self, mild, harsh):
        fewer, many = paired(lambda t: total(t, "bribes"), (harsh, ()), (mild, ()))
        assert clearly_less(fewer, many)
        assert fewer.min() > 0
        low, high = paired(mean_price, (mild, ()), (harsh, ()))
        assert clearly_less(low, high)

    def test_detection_deters_by_being_learned(self):
        """Not the audit itself but what officials learn from it lowers deals; without learning it does nothing."""
        found, not_found = ({"detection": d, "offer": 1.0, "price": 200.0} for d in (0.6, 0.0))
        learning = {"on": ("price_learning", "risk_learning")}
        fewer, many = paired(
            lambda t: total(t, "bribes"),
            (deterred(**found, **learning), ()),
            (deterred(**not_found, **learning), ()),
        )
        assert clearly_less(fewer, many)
        same, also = paired(lambda t: total(t, "bribes"), (deterred(**found), ()), (deterred(**not_found), ()))
        assert (same == also).all()

    def test_prosecution_deters_by_being_learned(self):
        """Colleagues see that cases are prosecuted, and ask for more than is offered."""
        changes = {"officials__fine_usd": 5000.0, "officials__belief_strength": 10.0, "officials__post_weight": 1.0}
        for on in (("risk_learning",), ()):
            base = deterred(detection=0.2, on=on, offer=1.0, price=200.0, **changes)
            mandate = ProsecuteInsteadOfTransfer.dose("full", delivery=1.0)
            lost, kept = paired(lambda t: total(t, "bribes"), (base, (mandate,)), (base, ()))
            if on:
                assert clearly_less(lost, kept)
            else:  # who is convicted is replaced by his like
                assert abs(lost.mean() / kept.mean() - 1.0) < 0.1

    def test_convictions_deter_by_being_learned(self):
        """The same prosecutions deter more where they end in convictions, once verdicts are known."""
        changes = {
            "officials__fine_usd": 20_000.0,
            "officials__perceived_charge_prior": 0.9,
            "officials__perceived_conviction_prior": 0.5,
            "officials__perceived_detection_prior": 0.01,
            "officials__verdict_publicity": 10.0,
            "supervision__prosecute_base": 10.0,
            "officials__own_weight": 0.0,
            "officials__post_weight": 0.0,
            "officials__context_weight": 0.0,
        }
        for on in (("risk_learning",), ()):
            strict, lax = (
                deterred(detection=0.05, on=on, offer=1.0, price=200.0, justice__conviction_base=base, **changes)
                for base in (10.0, -10.0)
            )
            fewer, many = paired(lambda t: total(t, "bribes"), (strict, ()), (lax, ()))
            if on:
                assert clearly_less(fewer, many)
            else:  # who is convicted is replaced by his like
                assert abs(fewer.mean() / many.mean() - 1.0) < 0.1

    def test_an_announced_duty_to_prosecute_deters_more_than_one_that_is_not(self):
        changes = {"officials__fine_usd": 20_000.0, "officials__perceived_detection_prior": 0.3}
        base = deterred(offer=1.0, price=200.0, officials__perceived_charge_prior=0.05, **changes)
        loud, quiet = (ProsecuteInsteadOfTransfer(mandate=1.0, announced=share, delivery=1.0) for share in (0.8, 0.0))
        heard, unheard = paired(lambda t: total(t, "bribes"), (base, (loud,)), (base, (quiet,)))
        assert clearly_less(heard, unheard)

    def test_a_promise_of_nothing_deters_nobody(self):
        base = deterred(offer=1.0, price=200.0, officials__perceived_charge_prior=0.05)
        empty = ProsecuteInsteadOfTransfer(mandate=0.0, announced=0.8)
        same, also = paired(lambda t: total(t, "bribes"), (base, (empty,)), (base, ()))
        assert (same == also).all()

    def test_wages_deter_only_where_there_is_something_to_fear(self):
        wages = OfficialWages(factor=3.0, delivery=1.0)
        changes = {"officials__career_premium": 0.5, "officials__perceived_charge_prior": 0.6}
        feared = deterred(officials__perceived_detection_prior=0.1, **changes)
        fewer, many = paired(lambda t: total(t, "bribes"), (feared, (wages,)), (feared, ()))
        assert clearly_less(fewer, many)
        safe = deterred(officials__perceived_detection_prior=0.0, **changes)
        same, also = paired(lambda t: total(t, "bribes"), (safe, (wages,)), (safe, ()))
        assert (same == also).all()


# --- reports ----------------------------------------------------------------------------------------------------

REPORTS = {
    "contexts.border_crossings.visibility": 0.4,
    "contexts.border_crossings.detection_rate": 0.02,
    "reporting.colleague_base": 1.0,
    "reporting.colleague_precision": 1.0,
    "reporting.retaliation_weight": 2.0,
    "reporting.protection": 0.0,
    "reporting.anonymity": 0.0,
    "reporting.follow_up": 0.5,
    "reporting.follow_up_per_supervisor_week": 2.0,
    "reporting.evidence_colleague": 0.6,
    "officials.norm_prior": 0.5,
}


def reported(on=("whistle_blowing",), **changes):
    return world_of(
        route(posts=POSTS, arrivals_per_year=520),
        changes={**REPORTS, **{name.replace("__", "."): value for name, value in changes.items()}},
        on=on,
        pins=Pins(border_crossings={"offer": 1.0, "acceptance": 0.7, "interception": 0.3}),
    )


def cases(trace):
    return total(trace, "cases_opened")


class TestReports:
    def test_followed_up_reports_raise_detection(self):
        none, some = paired(cases, (reported(on=()), ()), (reported(), ()))
        assert clearly_less(none, some)
        less, more = paired(cases, (reported(reporting__follow_up=0.2), ()), (reported(reporting__follow_up=0.9), ()))
        assert clearly_less(less, more)

    @pytest.mark.parametrize(
        "unheard",
        [{"reporting__follow_up": 0.0}, {"reporting__follow_up_per_supervisor_week": 0.0}],
        ids=["no will", "no time"],
    )
    def test_unfollowed_reports_do_not(self, unheard):
        """Audits still find what they find, no case more. (A report also adds evidence to the same act's audit.)"""
        on = ("whistle_blowing", "capacity_limits")
        silent, loud = paired(
            cases, (reported(on=("capacity_limits",), **unheard), ()), (reported(on=on, **unheard), ())
        )
        assert (silent == loud).all()
        assert silent.min() > 0
        assert total(traced(reported(on=on, **unheard)), "reports_colleague") > 20

    def test_a_channel_raises_reports_and_protection_lowers_retaliation(self):
        channel = WhistleblowerChannel.dose("full", delivery=1.0)
        less, more = paired(lambda t: total(t, "reports_colleague"), (reported(), ()), (reported(), (channel,)))
        assert clearly_less(less, more)
        none, some = paired(
            lambda t: total(t, "retaliations"), (reported(reporting__protection=1.0), ()), (reported(), ())
        )
        assert (none == 0).all()
        assert some.min() > 0

    def test_anonymity_brings_false_reports_too(self):
        changes = {"reporting__false_reports_per_official_year": 2.0, "reporting__anonymous_false_factor": 2.0}
        less, more = paired(
            lambda t: total(t, "reports_false"),
            (reported(**changes), ()),
            (reported(reporting__anonymity=1.0, **changes), ()),
        )
        assert clearly_less(less, more)

    def test_migrants_report_more_when_they_are_safe(self):
        changes = {
            "reporting.migrant_sees_smuggler": 1.0,
            "reporting.migrant_base": 0.0,
            "reporting.deportation_fear": 4.0,
        }
        changes |= {"reporting.migrant_protection": 0.0}
        base = reported(on=("migrant_reporting",)).with_changes(changes)
        less, more = paired(
            lambda t: total(t, "reports_migrant"), (base, ()), (base, (SafeReporting.dose("full", delivery=1.0),))
        )
        assert clearly_less(less, more)


# --- rotation ---------------------------------------------------------------------------------------------------

TRUSTED = {
    "officials.stranger_aversion": 4.0,
    "officials.reservation_sigma": 0.0,
    "officials.reservation_median_wages": 0.1,
    "officials.acceptance_precision": 3.0,
    "officials.second_job_share": 0.0,
    "officials.cut_share": 0.0,
    "smugglers.count": 3,
    "smugglers.trust_gain": 0.5,
    "smugglers.starting_trust": 0.05,
    "smugglers.trust_loss": 0.1,
    "smugglers.contact_presence": 0.9,
}


def rotated(*on, **changes):
    return world_of(
        route(posts=POSTS, arrivals_per_year=780),
        changes={**TRUSTED, **{name.replace("__", "."): value for name, value in changes.items()}},
        on=("rotation_cuts_ties", "rotation_cuts_superiors", "rotation_costs_experience", *on),
        pins=Pins(border_crossings={"offer": 1.0, "interception": 0.3}),
        weeks=104,
    )


def deals(trace):
    return total(trace, "offers_accepted", "border_crossings")


class TestRotation:
    rotation = StaffRotation(interval_weeks=4, share=1.0, delivery=1.0)

    def test_it_cuts_deals_that_trust_holds_together(self):
        fewer, many = paired(deals, (rotated("trust"), (self.rotation,)), (rotated("trust"), ()))
        assert clearly_less(fewer, many)
        assert fewer.mean() < 0.8 * many.mean()

    @pytest.mark.parametrize("spread", [0.0, 1.5])
    def test_it_does_next_to_nothing_where_there_is_no_trust(self, spread):
        """Also where officials differ: strangers cannot look for the one who accepts."""
        changes = {"officials__stranger_aversion": 0.0, "officials__reservation_sigma": spread}
        changes |= {"officials__reservation_median_wages": 1.0}
        with_it, without = paired(deals, (rotated(**changes), (self.rotation,)), (rotated(**changes), ()), range(8))
        assert abs(with_it.mean() / without.mean() - 1.0) < 0.06

    def test_it_does_nothing_to_deals_when_it_cuts_no_ties(self):
        scenario = rotated("trust").with_changes({"switches.rotation_cuts_ties": False})
        with_it, without = paired(deals, (scenario, (self.rotation,)), (scenario, ()))
        assert abs(with_it.mean() / without.mean() - 1.0) < 0.1

    def test_it_costs_experience(self):
        changes = {
            "officials.experience_floor": 0.2,
            "officials.experience_lost_on_move": 0.9,
            "officials.experience_weeks": 200.0,
        }
        base = world_of(
            route(posts=POSTS, arrivals_per_year=1560),
            changes=changes,
            on=("rotation_costs_experience",),
            pins=Pins(border_crossings={"offer": 0.0}),
            weeks=104,
        )
        less, more = paired(lambda t: total(t, "interceptions"), (base, (self.rotation,)), (base, ()))
        assert clearly_less(less, more)


# --- staff ------------------------------------------------------------------------------------------------------


def corruptible(scenario, interventions, seed):
    model = CorruptionModel(scenario, interventions, rng=seed)
    before = sum(not o.never_accepts for o in model.officials)
    while model.running:
        model.step()
    return before, sum(not o.never_accepts for o in model.officials)


class TestStaff:
    changes = {  # noqa: RUF012
        "officials.never_accepts_share": 0.4,
        "officials.acceptance_precision": 50.0,
        "officials.reservation_median_wages": 0.1,
        "supervision.nothing_share": 0.0,
        "supervision.mandate": 0.0,
        "officials.perceived_charge_prior": 0.0,
        "officials.transfer_cost_wages": 0.0,
    }

    def world(self, on=(), **changes):
        return world_of(
            route(posts=POSTS, arrivals_per_year=780),
            changes={**self.changes, **changes},
            on=on,
            pins=Pins(border_crossings={"offer": 1.0, "interception": 0.0, "detection": 0.2}),
        )

    @pytest.mark.parametrize("seed", SEEDS)
    def test_transfer_keeps_the_corruptible_and_prosecution_lowers_their_number(self, seed):
        before, after = corruptible(self.world(), (), seed)
        assert before == after > 0
        prosecute = ProsecuteInsteadOfTransfer.dose("full", delivery=1.0)
        scenario = self.world(**{"supervision.prosecute_base": 0.0})
        before, after = corruptible(scenario, (prosecute,), seed)
        assert after < before

    def test_recruitment_by_merit_works_as_fast_as_staff_turns_over(self):
        merit = MeritRecruitment(integrity=5.0, never_accepts=0.5, delivery=1.0)
        scenario = self.world(on=("staff_turnover",), **{"officials.turnover_per_year": 1.0})
        with_it = [corruptible(scenario, (merit,), seed)[1] for seed in SEEDS]
        without = [corruptible(scenario, (), seed)[1] for seed in SEEDS]
        assert sum(with_it) < sum(without)
        still = self.world()
        assert corruptible(still, (merit,), 0) == corruptible(still, (), 0)

    def test_it_leaves_those_alone_who_are_there_already(self):
        """Even where the measure is in force from the first week of the run."""
        merit = MeritRecruitment(integrity=5.0, never_accepts=0.6, delivery=1.0)
        assert [o.reservation for o in CorruptionModel(self.world(), (merit,), rng=1).officials] == [
            o.reservation for o in CorruptionModel(self.world(), rng=1).officials
        ]
        assert corruptible(self.world(), (merit,), 1)[0] == corruptible(self.world(), (), 1)[0]


# --- migrants ---------------------------------------------------------------------------------------------------

CHOICE = {
    "migrants.weekly_gain_usd": 50.0,
    "migrants.horizon_weeks": 104,
    "migrants.discount_per_year": 0.1,
    "migrants.attachment_usd": 3000.0,
    "migrants.choice_scale_usd": 800.0,
    "migrants.means_median_usd": 800.0,
    "migrants.means_sigma": 0.5,
    "corridors.route.regular_cost_usd": 800.0,
    "corridors.route.regular_wait_weeks": 26,
}


@pytest.mark.parametrize("measure", [CheaperRegularChannel, FasterRegularChannel])
def test_better_regular_channels_lower_irregular_journeys(measure):
    base = world_of(
        route(arrivals_per_year=1040), changes=CHOICE, on=("migrant_choice",), pins=Pins.everywhere(offer=0.0)
    )
    better = measure.dose("full", delivery=1.0)
    fewer, many = paired(lambda t: corridor_total(t, "irregular_journeys"), (base, (better,)), (base, ()))
    assert clearly_less(fewer, many)
    few, more = paired(lambda t: corridor_total(t, "chose_regular"), (base, ()), (base, (better,)))
    assert clearly_less(few, more)


def test_a_corridor_that_becomes_dangerous_loses_clients_to_another():
    nearby = {
        "migrants.weekly_gain_usd": 50.0,
        "migrants.attachment_usd": 1500.0,
        "migrants.detour_cost_usd": 500.0,
        "migrants.success_prior_smuggled": 0.8,
        "smugglers.detour_cost": 10.0,
    }
    pins = Pins.everywhere(offer=0.0)
    two = world_of(
        *(route(name, arrivals_per_year=520) for name in ("first", "second")),
        changes=nearby,
        on=("migrant_choice", "corridor_choice"),
        pins=pins,
        weeks=104,
    )
    danger = JointTraining(factor=3.0, corridors=("first",), ramp_weeks=0, delivery=1.0)
    few, many = paired(lambda t: corridor_total(t, "journeys_started", 0), (two, (danger,)), (two, ()))
    assert clearly_less(few, many)
    few, many = paired(lambda t: corridor_total(t, "journeys_started", 1), (two, ()), (two, (danger,)))
    assert clearly_less(few, many)
    shut = two.with_changes({"switches.corridor_choice": False})
    same, without = paired(lambda t: corridor_total(t, "journeys_started", 1), (shut, ()), (shut, (danger,)))
    assert (same == without).all()


def test_support_identifies_more_victims():
    base = lively(changes={"protection.identification": 0.2, "smugglers.exploitative_share": 1.0})
    less, more = paired(
        lambda t: corridor_total(t, "identified"),
        (base, ()),
        (base, (VictimSupport.dose("full", delivery=1.0),)),
        range(8),
    )
    assert less.mean() < more.mean()


EXPLOITERS = {
    "switches.decided_exploitation": True,
    "smugglers.exploitative_share": 1.0,
    "smugglers.case_hearsay": 1.0,
    "smugglers.case_belief_weeks": 10,
    "smugglers.prison_weeks": 2,
    "protection.operator_conviction_cases": 0.5,
    "protection.identification_belief_weeks": 10,
}


def onset(trace, weeks=slice(10, None)):
    """Return the exploitation that begins, per person who sets out."""
    return corridor_total(trace, "exploited", weeks=weeks) / corridor_total(trace, "journeys_started", weeks=weeks)


def test_who_convicts_operators_deters_exploitation_where_it_is_decided():
    opened = {"justice.opening_probability": 1.0, "justice.operator_lead": 1.0, "justice.accused_access": 0.0}
    base = lively(changes={**EXPLOITERS, **opened, "smugglers.retainer_block": 0.0})
    just, unjust = (
        base.with_changes({"justice.charge_base": base_odds, "justice.conviction_base": base_odds})
        for base_odds in (10.0, -10.0)
    )
    less, more = paired(onset, (just, ()), (unjust, ()))
    assert clearly_less(less, more)


def test_quick_identification_deters_exploitation_where_it_is_decided():
    """Operators learn from identification that victims are soon lost and may speak; without the decision, nothing."""
    changes = {"protection.identification": 0.1, "protection.contact_rate": 0.2, "protection.sale_rate": 0.0}
    quick = (VictimSupport.dose("full", delivery=1.0, ramp_weeks=0),)
    base = lively(changes={**EXPLOITERS, **changes, "reporting.migrant_base": 4.0})
    less, more = paired(onset, (base, quick), (base, ()), range(8))
    assert less.mean() < more.mean() - 2 * (more - less).std(ddof=1) / np.sqrt(8)
    kept = base.with_changes({"switches.risk_learning": False})
    learned, unlearned = paired(onset, (base, quick), (kept, quick), range(8))
    assert learned.mean() < unlearned.mean(), "it is what they learn"


# --- justice, private gatekeepers, second jobs, statistics --------------------------------------------------------


def test_protected_witnesses_make_convictions_likelier():
    changes = {
        "supervision.prosecute_base": 10.0,
        "justice.intimidation": 1.0,
        "justice.charge_base": -2.0,
        "justice.charge_evidence": 4.0,
        "justice.conviction_base": -2.0,
        "justice.conviction_evidence": 4.0,
    }
    pins = Pins(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": 0.3})

    def arm(protection):
        return world_of(
            route(posts=POSTS, arrivals_per_year=1040),
            changes={**changes, "reporting.protection": protection},
            pins=pins,
        )

    few, many = paired(lambda t: total(t, "convictions"), (arm(0.0), ()), (arm(1.0), ()))
    assert clearly_less(few, many)


@pytest.mark.parametrize("measure", [PrivateAudit, FirmLiability])
def test_private_gatekeepers_answer_where_the_law_reaches_them(measure):
    changes = {
        "contexts.border_crossings.private_share": 1.0,
        "contexts.border_crossings.detection_rate": 0.3,
        "officials.fine_usd": 3000.0,
        "officials.perceived_detection_prior": 0.1,
        "officials.perceived_charge_prior": 0.5,
        "officials.belief_strength": 10.0,
    }
    base = world_of(
        route(posts=POSTS, arrivals_per_year=780),
        changes=changes,
        on=("private_exemption",),
        pins=Pins(border_crossings={"offer": 1.0, "interception": 0.3}),
    )
    law = measure.dose("full", delivery=1.0)
    if measure is PrivateAudit:
        less, more = paired(lambda t: total(t, "detections_audit"), (base, ()), (base, (law,)))
    else:
        less, more = paired(deals, (base, (law,)), (base, ()))
    assert clearly_less(less, more)


def test_second_jobs_open_doors_and_hide_income():
    changes = {
        **TRUSTED,
        "officials.second_job_share": 0.6,
        "officials.second_job_trust": 0.6,
        "smugglers.contact_presence": 0.0,
    }
    changes |= {"officials.second_job_laundering": 0.8, "contexts.border_crossings.detection_rate": 0.2}
    base = world_of(
        route(posts=POSTS, arrivals_per_year=1040),
        changes=changes,
        on=("trust", "second_jobs"),
        pins=Pins(border_crossings={"offer": 1.0, "interception": 0.3}),
    )
    rules = SecondJobRules.dose("full", delivery=1.0)
    fewer, many = paired(deals, (base, (rules,)), (base, ()))
    assert clearly_less(fewer, many)
    hidden, found = paired(
        lambda t: total(t, "detections_audit") / total(t, "bribes"), (base, ()), (base, (rules,)), range(6)
    )
    assert hidden.mean() < found.mean()


def test_better_recording_changes_the_statistics_and_nothing_else():
    base = lively(changes={"observation.recording": 0.3, "supervision.audit_targeting": 0.0}, burn_in=5)
    better = BetterRecording.dose("full", delivery=1.0)
    true, same = paired(lambda t: total(t, "bribes"), (base, ()), (base, (better,)))
    few, many = paired(lambda t: total(t, "recorded_cases"), (base, ()), (base, (better,)))
    if [change.lever for change in better.changes()] == ["recording"]:
        assert (true == same).all()
    assert clearly_less(few, many)


def test_inquiries_follow_smuggling_cases():
    inquiry = SmugglingCaseInquiry.dose("full", delivery=1.0)
    none, some = paired(lambda t: total(t, "inquiries"), (lively(), ()), (lively(), (inquiry,)))
    assert (none == 0).all()
    assert some.sum() > 0


def test_trust_between_ranks_erodes_audits():
    changes = {"supervision.trust_gain_per_week": 0.1, "contexts.border_crossings.detection_rate": 0.4}
    pins = Pins(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0})

    def arm(erosion):
        return world_of(
            route(posts=POSTS, arrivals_per_year=780),
            changes={**changes, "supervision.trust_erosion": erosion},
            pins=pins,
        )

    few, many = paired(lambda t: total(t, "detections_audit"), (arm(1.0), ()), (arm(0.0), ()))
    assert clearly_less(few, many)
    assert total(traced(arm(1.0)), "detections_audit", weeks=slice(45, 60)) < 0.1 * total(
        traced(arm(0.0)), "detections_audit", weeks=slice(45, 60)
    )


def test_a_scandal_to_avoid_lowers_prosecutions_where_many_take_bribes():
    changes = {"supervision.prosecute_base": 0.0, "supervision.scandal_avoidance": 4.0, "officials.norm_prior": 0.9}
    pins = Pins(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": 0.2})
    base = world_of(route(posts=POSTS, arrivals_per_year=780), changes=changes, pins=pins)
    off, on = (base.with_changes({"switches.scandal_avoidance": value}) for value in (False, True))
    few, many = paired(lambda t: total(t, "prosecutions"), (on, ()), (off, ()))
    assert clearly_less(few, many)


def test_hush_payments_keep_cases_from_the_investigators():
    changes = {"supervision.prosecute_base": 1.0, "supervision.supervisor_never_accepts_share": 0.0}
    changes |= {"supervision.supervisor_reservation_wages": 0.1, "officials.fine_usd": 10_000.0}
    pins = Pins(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": 0.2})
    base = world_of(route(posts=POSTS, arrivals_per_year=780), changes=changes, pins=pins)
    few, many = paired(
        lambda t: total(t, "prosecutions"), (base.with_changes({"switches.hush_payments": True}), ()), (base, ())
    )
    assert clearly_less(few, many)
    assert rank_total(traced(base.with_changes({"switches.hush_payments": True})), "bribe_income_usd", 1) > 0


def test_superiors_are_reached_where_the_money_is_followed():
    def arm(money_trail):
        quiet = {"supervision.testimony_probability": 0.0, "switches.hush_payments": False}
        return lively(changes={**quiet, "supervision.money_trail": money_trail})

    none, some = paired(lambda t: rank_total(t, "cases", 1), (arm(0.0), ()), (arm(1.0), ()))
    assert none.sum() == 0.0
    assert some.min() > 0.0


# --- what operators and migrants learn of justice ---------------------------------------------------------------


def test_operators_give_up_retainers_that_no_case_makes_worth_while():
    changes = {"justice.opening_probability": 0.0, "smugglers.case_belief_weeks": 10, "smugglers.case_hearsay": 1.0}
    base = lively(changes=changes)
    kept = base.with_changes({"switches.risk_learning": False})
    few, many = paired(lambda t: total(t, "retainers_paid"), (base, ()), (kept, ()))
    assert clearly_less(few, many)
    late = slice(40, 60)
    assert total(traced(base), "retainers_paid", weeks=late) < total(traced(kept), "retainers_paid", weeks=late)


def test_a_conviction_answers_for_what_the_operator_did():
    """Impunity is believed the less, the more victims the convicted operators had."""
    certain = {"justice.charge_base": 10.0, "justice.conviction_base": 10.0, "justice.accused_access": 0.0}
    certain |= {"justice.opening_probability": 1.0, "justice.operator_lead": 1.0, "smugglers.prison_weeks": 2}

    def belief(trace):
        return trace.corridor[20:, :, CORRIDOR_INDEX["impunity_belief"]].mean()

    just = lively(changes=certain)
    unjust = lively(changes={**certain, "justice.conviction_base": -10.0})
    low, high = paired(belief, (just, ()), (unjust, ()))
    assert high.min() > 0.99
    assert low.max() < 0.97
    harmless = lively(changes={**certain, "smugglers.exploitative_share": 0.0, "protection.ordinary_factor": 0.0})
    assert corridor_total(traced(harmless), "smugglers_convicted") > 0
    assert belief(traced(harmless)) == 1.0, "nobody was exploited, so nobody answers for it"
