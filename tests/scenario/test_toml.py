"""Scenario files: what is written is read again, and what cannot be read says why."""

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings

from simcorr.errors import ScenarioError
from simcorr.scenario import Scenario, Switches, load_scenario, save_scenario
from tests.scenario.strategies import scenarios

MINIMAL = 'name = "small"\n[[corridors]]\nname = "land"\n'


def written(tmp_path, text):
    path = tmp_path / "scenario.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scenarios())
def test_round_trip(tmp_path, scenario):
    path = save_scenario(scenario, tmp_path / "scenario.toml")
    again = load_scenario(path)
    assert again == scenario
    assert again.hash == scenario.hash
    first = path.read_bytes()
    save_scenario(again, path)
    assert path.read_bytes() == first


def test_the_smallest_file(tmp_path):
    assert load_scenario(written(tmp_path, MINIMAL)) == Scenario(name="small", corridors=[{"name": "land"}])


def test_the_path_may_be_a_text(tmp_path):
    assert load_scenario(str(written(tmp_path, MINIMAL))).name == "small"


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(tmp_path):
    text = b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode()
    assert load_scenario(written(tmp_path, text)).name == "small"


def test_only_differences_are_written(tmp_path):
    scenario = Scenario(name="x", corridors=[{"name": "land"}]).with_changes(
        {"contexts.trial.wage_usd": 9, "switches.trust": False, "migrants.horizon_weeks": 104}
    )
    path = save_scenario(scenario, tmp_path / "scenario.toml")
    assert path.read_text().startswith("#:schema ")
    table = tomllib.loads(path.read_text())
    assert set(table) == {"name", "corridors", "contexts", "switches"}
    assert table["contexts"] == {"trial": {"wage_usd": 9.0}}
    assert table["switches"] == {"trust": False}


def test_a_switch_that_is_on_is_not_written(tmp_path):
    scenario = Scenario(name="x", corridors=[{"name": "land"}], switches=Switches(trust=True))
    assert "switches" not in save_scenario(scenario, tmp_path / "scenario.toml").read_text()


def test_interventions_go_by_their_registered_names(tmp_path):
    text = MINIMAL + '[[interventions]]\nmeasure = "staff_rotation"\ninterval_weeks = 13\n'
    scenario = load_scenario(written(tmp_path, text))
    assert type(scenario.interventions[0]).__name__ == "StaffRotation"
    assert scenario.interventions[0].interval_weeks == 13


FILES = {
    "empty": ("", " is empty; a scenario needs a name and at least one corridor"),
    "only a comment": ("# nothing\n", " is empty; a scenario needs a name and at least one corridor"),
    "not TOML": ("name: small\n", " is not valid TOML: Expected '=' after a key"),
    "key twice": ('name = "a"\nname = "b"\n', " is not valid TOML: Cannot overwrite a value"),
    "not text": (b"\xff\xfe\x00", " is not text in UTF-8 (byte 0)"),
    "bad value": (
        MINIMAL + "[contexts.airports]\ndiscretion = 1.2\n",
        ": contexts.airports.discretion is 1.2; allowed is 0 to 1 (share)",
    ),
    "wrong type": (
        MINIMAL + '[smugglers]\ncount = "many"\n',
        ": smugglers.count is 'many'; allowed is a whole number from 0 to 100000 (smugglers)",
    ),
    "a date": (
        MINIMAL + "[smugglers]\ncount = 2020-01-01\n",
        ": smugglers.count is 2020-01-01; allowed is a whole number from 0 to 100000 (smugglers)",
    ),
    "not a number": (
        MINIMAL + "[migrants]\nweekly_gain_usd = nan\n",
        ": migrants.weekly_gain_usd is nan; allowed is 1 to 2000 (USD per week)",
    ),
    "unknown key": (
        MINIMAL + "[migrants]\nweekly_gain = 3\n",
        ": unknown key 'weekly_gain' in migrants; did you mean 'weekly_gain_usd'?",
    ),
    "unknown measure": (
        MINIMAL + '[[interventions]]\nmeasure = "staff_rotaton"\n',
        ": interventions[0]: unknown measure 'staff_rotaton'; did you mean 'staff_rotation'?",
    ),
    "several": (
        MINIMAL + "[migrants]\nweekly_gain = 3\nmeans_sigma = 9\n",
        ": 2 problems in Scenario:\n  - migrants.means_sigma is 9",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), FILES.values(), ids=FILES.keys())
def test_a_bad_file_names_itself_and_what_is_wrong(tmp_path, text, wanted):
    path = written(tmp_path, text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}{wanted}"), str(caught.value)


def test_nothing_in_a_file_is_imported(tmp_path):
    text = MINIMAL + '[[interventions]]\nmeasure = "os.system"\n'
    with pytest.raises(ScenarioError, match=r"unknown measure 'os.system'"):
        load_scenario(written(tmp_path, text))


def test_a_file_that_does_not_exist(tmp_path):
    with pytest.raises(ScenarioError, match=r"missing.toml does not exist$"):
        load_scenario(tmp_path / "missing.toml")
    written(tmp_path, MINIMAL)
    with pytest.raises(ScenarioError, match=r"missing.toml does not exist; files there: scenario.toml"):
        load_scenario(tmp_path / "missing.toml")
    with pytest.raises(ScenarioError, match=r"x.toml does not exist; there is no folder .*nowhere"):
        load_scenario(tmp_path / "nowhere" / "x.toml")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(tmp_path)


def test_a_file_that_cannot_be_written(tmp_path):
    scenario = Scenario(name="x", corridors=[{"name": "land"}])
    with pytest.raises(ScenarioError, match="cannot be written"):
        save_scenario(scenario, tmp_path / "nowhere" / "x.toml")
