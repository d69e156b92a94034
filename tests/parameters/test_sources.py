"""The evidence table: every row cites its source."""

import pytest

from simcorr.parameters import Evidence, evidence_rows

ROWS = list(evidence_rows().values())


def test_ids_are_unique_and_complete():
    assert len(ROWS) == 199
    assert all(key == row.id for key, row in evidence_rows().items())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_has_a_citation(row):
    assert row.source.strip()
    assert row.quantity.strip()
    assert row.place.strip()
    assert row.year.strip()
    assert row.grade in ("A", "B", "C")
    assert row.verified in ("read", "derived", "unverified")
    assert row.url.startswith("http") or row.verified == "unverified"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_range_is_a_range(row):
    if row.low and row.high:
        assert float(row.low) <= float(row.high)


@pytest.mark.parametrize("row", [row for row in ROWS if row.place.startswith("lab")], ids=lambda row: row.id)
def test_a_laboratory_study_says_so(row):
    assert "laboratory" in row.note


def test_unverified_rows_support_nothing():
    assert not evidence_rows()["E033"].supports
    assert evidence_rows()["E013"].supports
    assert evidence_rows()["E018"].supports


def test_ringgit_are_not_dollars():
    assert evidence_rows()["E188"].unit == "RM"
    assert "not a fee in US dollars" in evidence_rows()["E188"].note


def test_a_row_is_a_plain_tuple():
    assert Evidence._fields[0] == "id"
    assert Evidence._fields[-1] == "note"
