"""An empty sheet is a setting of which nothing is known; a filled-in one is read, or refused by name."""

import re

import pytest

from simcorr.errors import ScenarioError
from simcorr.setting import Setting, is_sheet, load_setting, write_sheet
from simcorr.setting.numbers import BY_NAME, NUMBERS, WAYS


def filled(tmp_path, **numbers):
    """Fill in an empty sheet as a person would: line by line."""
    file = write_sheet(tmp_path / "mine.toml")
    text = file.read_text(encoding="utf-8")
    for name, value in numbers.items():
        text, count = re.subn(rf"^# {name} =$", f"{name} = {value}", text, flags=re.MULTILINE)
        assert count == 1
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_sheet_asks_for_ten_numbers_and_knows_none(tmp_path, way):
    file = write_sheet(tmp_path / "mine.toml", way)
    text = file.read_text(encoding="utf-8")
    assert len(NUMBERS) == 10
    assert [f"# {number.name} =" in text.splitlines() for number in NUMBERS] == [True] * 10
    assert "simcorr brief mine.toml" in text
    assert load_setting(file) == Setting("mine", way, {})
    assert is_sheet(file)


def test_a_filled_in_sheet_is_read(tmp_path):
    setting = load_setting(filled(tmp_path, fee_usd="450", bribery_rate="[0.3, 0.5]", posts="4"))
    assert setting.given == {"fee_usd": (450.0, 450.0), "posts": (4.0, 4.0), "bribery_rate": (0.3, 0.5)}
    assert setting.blank.given == {}


@pytest.mark.parametrize("name", ["my (first) corridor", 'with "quotes"', "zwölf"])
def test_any_file_name_makes_a_sheet_that_can_be_read(tmp_path, name):
    file = write_sheet(tmp_path / f"{name}.toml")
    assert load_setting(file).way == "land"


def test_a_file_that_exists_is_not_replaced_unasked(tmp_path):
    file = write_sheet(tmp_path / "mine.toml", "sea")
    with pytest.raises(ScenarioError, match=r"mine.toml' exists; choose another name"):
        write_sheet(file)
    assert load_setting(write_sheet(file, replace=True)).way == "land"


@pytest.mark.parametrize(
    ("path", "way", "message"),
    [
        ("mine.toml", "see", "unknown way 'see'; did you mean 'sea'"),
        ("mine.txt", "sea", r"mine.txt' does not end in .toml; write '.*mine.toml'"),
        ("missing/mine.toml", "sea", "cannot be written: No such file"),
    ],
)
def test_a_sheet_that_cannot_be_written(tmp_path, path, way, message):
    with pytest.raises(ScenarioError, match=message):
        write_sheet(tmp_path / path, way)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = 'x'\n[numbers]\nfees_usd = 3", "unknown number 'fees_usd'; did you mean 'fee_usd'"),
        ("[numbers]\nbribery_rate = 40", r"bribery_rate is 40; allowed is 0.001 to 0.99 .*; for 40 % write 0.4"),
        ("[numbers]\nfee_usd = -1", r"fee_usd is -1; allowed is 1 to 100000 \(USD a person\)"),
        ("[numbers]\nfee_usd = [900, 400]", r"fee_usd is \[900, 400\], upside down; write \[400, 900\]"),
        ("[numbers]\nfee_usd = [1, 2, 3]", r"allowed is a number or a range of two"),
        ("[numbers]\nfee_usd = 'cheap'", r"fee_usd is 'cheap'; allowed is a number"),
        ("[numbers]\nfee_usd = true", r"fee_usd is True; allowed is a number"),
        ("[numbers]\nfee_usd = nan", r"fee_usd is nan; allowed is 1 to"),
        ("[numbers]\nposts = 2.5", r"posts is 2.5; allowed is a whole number"),
        ("way = 'road'\n[numbers]\n", r"unknown way 'road'"),
        ("name = ' '\n[numbers]\n", r"name is ' '; allowed is text"),
        ("fee_usd = 400\n[numbers]\n", r"'fee_usd' belongs under \[numbers\]"),
        ("ways = 'sea'\n[numbers]\n", r"unknown entry 'ways'; did you mean 'way'"),
        ("numbers = 3", r"numbers is 3; allowed is a table"),
        ("name = 'x'", r"is no sheet: it has no \[numbers\]; simcorr new"),
        ("[numbers", "is not valid TOML"),
    ],
)
def test_a_bad_sheet_is_refused_by_name(tmp_path, text, message):
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=message) as caught:
        load_setting(file)
    assert str(file) in str(caught.value)


def test_all_bad_numbers_are_named_at_once():
    with pytest.raises(ScenarioError, match=r"2 problems in the sheet:\n  - fee_usd is 0.*\n  - posts is 0"):
        Setting("x", "land", {"fee_usd": 0, "posts": 0})


def test_a_file_that_is_missing_is_said(tmp_path):
    with pytest.raises(ScenarioError, match=r"mine.toml does not exist"):
        load_setting(tmp_path / "mine.toml")


def test_plausible_ranges_lie_within_what_is_allowed():
    for number in NUMBERS:
        assert (number.kind == "rate") == bool(number.pattern) == (not number.plausible)
        for low, high in number.plausible.values():
            assert number.low <= low < high <= number.high
        assert number.kind == "rate" or number.why
    assert list(BY_NAME) == [number.name for number in NUMBERS]
