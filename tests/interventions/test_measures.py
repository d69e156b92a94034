import json
import tomllib
from typing import Annotated

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings

from simcorr.contexts import Context
from simcorr.errors import InterventionError
from simcorr.interventions import (
    DOSES,
    INTERVENTIONS,
    LEVERS,
    HarmonisedPenalties,
    HighRiskAudits,
    Intervention,
    MigrantCampaign,
    OfficialWages,
    ProsecuteInsteadOfTransfer,
    Sets,
    SharedIntelligence,
    StaffRotation,
    WhistleblowerChannel,
    all_at_dose,
    combine,
    from_table,
    register,
    to_table,
)
from simcorr.parameters import declared_parameters, evidence_rows
from simcorr.parameters.table import declared_in_parts

from .strategies import measures

each_measure = pytest.mark.parametrize("measure", INTERVENTIONS.values(), ids=list(INTERVENTIONS))


@each_measure
def test_every_measure_is_described(measure) -> None:
    assert INTERVENTIONS[measure.key] is measure
    assert measure.title
    assert measure.mechanism
    assert measure.articles
    assert (measure.recommendation is None) != (measure.finding is None)
    assert set(measure.sources) <= set(evidence_rows())
    assert tuple(measure.doses) == tuple(measure.dose_words) == DOSES
    assert all(article.split(" art. ")[0] in ARTICLES for article in measure.articles)
    assert all(int(article.split(" art. ")[1]) in ARTICLES[article.split(" art. ")[0]] for article in measure.articles)


ARTICLES = {
    "UNCAC": range(5, 63),
    "Trafficking Protocol": range(5, 14),
    "Smuggling Protocol": range(5, 19),
}


def test_every_recommendation_is_answered() -> None:
    answered = {measure.recommendation for measure in INTERVENTIONS.values()} - {None}
    assert answered == set(range(1, 12))


def test_every_lever_is_used() -> None:
    used = {sets.lever for measure in INTERVENTIONS.values() for sets in measure.settings().values()}
    assert used == set(LEVERS)


def test_what_a_lever_needs_are_parameters() -> None:
    known = {*declared_parameters(), *declared_in_parts()}
    needed = " and ".join(name for lever in LEVERS.values() for name in lever.needs).split(" and ")
    assert set(needed) <= known


@each_measure
@pytest.mark.parametrize("dose", DOSES)
def test_every_dose_changes_a_lever(measure, dose) -> None:
    assert measure.dose(dose).changes()


@each_measure
def test_a_larger_dose_never_changes_less(measure) -> None:
    def reach(dose: str) -> dict[str, float]:
        return {c.lever: abs(c.value - (1.0 if c.combine == "multiply" else 0.0)) for c in measure.dose(dose).changes()}

    modest, firm, full = (reach(dose) for dose in DOSES)
    for lever in modest:
        expected = [modest[lever], firm[lever], full[lever]]
        assert expected == sorted(expected, reverse=lever == "rotation_interval_weeks")


@each_measure
def test_files_can_say_everything_but_defaults(measure) -> None:
    bounds = measure.model_json_schema()["properties"]
    assert all({"minimum", "maximum"} <= set(bounds[field]) for field in measure.settings())
    assert not any(name in ("measure", "dose") for name in measure.model_fields)


@settings(deadline=None)
@given(measures())
def test_tables_lead_back_to_the_measure(measure) -> None:
    table = to_table(measure)
    assert from_table(table) == measure
    assert from_table(json.loads(json.dumps(table))) == measure
    values = {name: value for name, value in table.items() if name != "measure"}
    jsonschema.validate(values, type(measure).model_json_schema())


def test_a_toml_table_becomes_a_measure() -> None:
    text = 'measure = "high_risk_audits"\nfactor = 2\ncontexts = ["airports"]\nstart_week = 4\nend_week = 30\n'
    audits = from_table(tomllib.loads(text))
    assert audits == HighRiskAudits(factor=2.0, contexts=(Context.AIRPORTS,), start_week=4, end_week=30)
    assert to_table(audits)["contexts"] == ["airports"]


def test_a_dose_in_a_table_leaves_room_for_fields() -> None:
    rotation = from_table({"measure": "staff_rotation", "dose": "full", "share": 0.5})
    assert rotation == StaffRotation(interval_weeks=26, share=0.5)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"measure": "staf_rotation"}, "unknown measure 'staf_rotation'; did you mean 'staff_rotation'?"),
        ({"interval_weeks": 3}, "an intervention needs 'measure'"),
        ({"measure": ["os.system"]}, "unknown measure"),
        ({"measure": "staff_rotation", "dose": ["full"]}, "unknown dose"),
        ({"measure": "staff_rotation", "intervall_weeks": 3}, "did you mean 'interval_weeks'?"),
        (
            {"measure": "staff_rotation", "dose": "fulll"},
            "unknown dose 'fulll' in StaffRotation; did you mean 'full'?",
        ),
        (
            {"measure": "staff_rotation", "share": 1.5},
            "StaffRotation.share is 1.5; allowed is 0 to 1 (share)",
        ),
        ({"measure": "staff_rotation", "share": "all"}, "StaffRotation.share is 'all'; allowed is a number"),
        ({"measure": "staff_rotation", "interval_weeks": 2.5}, "allowed is a whole number"),
        (
            {"measure": "staff_rotation", "delivery": -1},
            "StaffRotation.delivery is -1.0; allowed is 0 to 1 (share)",
        ),
        ({"measure": "staff_rotation", "contexts": ["airport"]}, "did you mean 'airports'?"),
        (
            {"measure": "staff_rotation", "contexts": 4},
            "StaffRotation.contexts is 4; allowed is a list of names",
        ),
        (
            {"measure": "staff_rotation", "start_week": 5, "end_week": 2},
            "end_week is 2; allowed is later than",
        ),
        (
            {"measure": "staff_rotation", "cost_per_week_usd": -1},
            "cost_per_week_usd is -1; allowed is 0 or more",
        ),
        (
            {"measure": "official_campaign", "norm_shift": -0.1, "fade_weeks": -1},
            "OfficialCampaign.fade_weeks is -1",
        ),
        ({"measure": "prosecute_instead_of_transfer"}, "needs 'mandate' (0 to 1, strength)"),
    ],
)
def test_refusals_name_culprit_and_remedy(table, words) -> None:
    with pytest.raises(InterventionError) as refused:
        from_table(table)
    assert words in str(refused.value)


def test_a_measure_is_not_confined_more_narrowly_than_its_levers() -> None:
    with pytest.raises(InterventionError, match="MigrantCampaign: lever 'informed_shift' acts on whole corridors"):
        MigrantCampaign(informed=0.1, contexts=["airports"])
    with pytest.raises(InterventionError, match="whole country and cannot be confined to corridors"):
        SharedIntelligence(share=0.5, corridors=["land"])


def test_what_is_left_alone_makes_no_change() -> None:
    channel = WhistleblowerChannel(anonymity=0.9, protection=0.8, contexts=["airports"])
    assert [change.lever for change in channel.changes()] == ["anonymity", "protection"]
    with pytest.raises(InterventionError, match="reward_usd"):
        WhistleblowerChannel(anonymity=0.9, protection=0.8, reward_usd=500, contexts=["airports"])


def test_numpy_and_whole_numbers_are_taken_as_they_are_meant() -> None:
    assert StaffRotation(interval_weeks=np.int64(13), share=np.float32(0.5)) == StaffRotation(
        interval_weeks=13.0, share=0.5
    )


def test_copies_are_checked() -> None:
    rotation = StaffRotation(interval_weeks=26)
    assert rotation.with_values(interval_weeks=13) == StaffRotation(interval_weeks=13)
    assert rotation.model_copy() == rotation
    with pytest.raises(InterventionError, match="allowed is 0 to 1"):
        rotation.model_copy(update={"share": 2.0})
    with pytest.raises(InterventionError, match="did you mean 'share'"):
        rotation.with_values(shar=1.0)
    with pytest.raises(InterventionError, match="cannot be assigned"):
        rotation.share = 0.2


def test_harmonisation_never_weakens_stricter_measures() -> None:
    strict, level = ProsecuteInsteadOfTransfer(mandate=1.0), HarmonisedPenalties.dose("full")
    changes = [c for c in (*strict.changes(), *level.changes()) if c.lever == "mandate"]
    assert combine(0.0, changes, 0) == 1.0


def test_all_at_dose_has_every_title_once() -> None:
    firm = all_at_dose("firm", start_week=3)
    assert len(firm) == len(INTERVENTIONS)
    assert all(measure.start_week == 3 for measure in firm.values())
    assert firm["Higher wages for officials"] == OfficialWages(factor=1.25, start_week=3)


def test_a_measure_of_ones_own(monkeypatch) -> None:
    class LifestyleChecks(Intervention):
        key = "lifestyle_checks"
        title = "Lifestyle checks"

        factor: Annotated[float, Sets("audit_factor", "multiply")]

    with pytest.raises(InterventionError, match="not registered"):
        to_table(LifestyleChecks(factor=2.0))
    monkeypatch.setattr("simcorr.interventions.registry.INTERVENTIONS", dict(INTERVENTIONS))
    assert register(LifestyleChecks) is LifestyleChecks
    assert from_table({"measure": "lifestyle_checks", "factor": 2}).changes()[0].lever == "audit_factor"

    class Impostor(Intervention):
        key = "staff_rotation"

    class Nameless(Intervention):
        pass

    class Namesake(Intervention):
        key = "rotation_of_staff"
        title = "Staff rotation"

    with pytest.raises(InterventionError, match="already registered"):
        register(Impostor)
    with pytest.raises(InterventionError, match="'staff_rotation' has the title 'Staff rotation' already"):
        register(Namesake)
    with pytest.raises(InterventionError, match="has no key"):
        register(Nameless)
