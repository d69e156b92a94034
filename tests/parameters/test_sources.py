"""The evidence table: every row cites its source, and a bad table is refused."""

import csv
import io
import re

import pytest

from simcorr.errors import EvidenceError
from simcorr.parameters import Evidence, evidence_rows, parse_evidence

ROWS = list(evidence_rows().values())


def test_ids_are_unique_and_complete():
    assert len(ROWS) == 204
    assert all(key == row.id for key, row in evidence_rows().items())


GOOD = {
    "id": "E900",
    "topic": "x",
    "quantity": "something",
    "value": "0.5",
    "low": "0.4",
    "high": "0.6",
    "unit": "share",
    "place": "somewhere",
    "year": "2020",
    "source": "Somebody 2020",
    "url": "https://example.org",
    "grade": "B",
    "verified": "read",
    "note": "",
}


def written(*rows, columns=Evidence._fields):
    """Return a table of rows, each given by what differs from a good one."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**GOOD, **row} for row in rows)
    return out.getvalue()


def test_a_good_table_is_read():
    rows = parse_evidence(
        written({}, {"id": "E901", "quantity": 'a "quoted", comma\nand a break', "low": "", "high": ""})
    )
    assert list(rows) == ["E900", "E901"]
    assert rows["E900"].range == (0.4, 0.6)
    assert rows["E901"].range is None
    assert rows["E901"].quantity.endswith("and a break")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"source": " "}, "evidence row E900: it has no citation (column source)"),
        ({"id": ""}, "evidence line 2: it has no id"),
        ({"unit": ""}, "evidence row E900: unit is empty"),
        ({"quantity": ""}, "evidence row E900: quantity is empty"),
        ({"place": ""}, "evidence row E900: place is empty"),
        ({"year": ""}, "evidence row E900: year is empty"),
        ({"grade": "D"}, "evidence row E900: grade is 'D'; allowed are A, B, C"),
        ({"grade": ""}, "evidence row E900: grade is ''; allowed are A, B, C"),
        ({"verified": "yes"}, "evidence row E900: verified is 'yes'; allowed are read, derived, unverified"),
        ({"url": ""}, "evidence row E900: verified is 'read', but url is '' and leads nowhere"),
        ({"low": "0.7"}, "evidence row E900: low is 0.7, above high, which is 0.6"),
        ({"low": "few"}, "evidence row E900: low is 'few'; allowed is a number, or nothing in both low and high"),
        ({"high": ""}, "evidence row E900: high is ''; allowed is a number, or nothing in both low and high"),
        ({"high": "inf"}, "evidence row E900: high is 'inf'; allowed is a number, or nothing in both low and high"),
        ({"low": "nan"}, "evidence row E900: low is 'nan'; allowed is a number, or nothing in both low and high"),
    ],
)
def test_a_bad_row_is_refused_by_name(row, message):
    with pytest.raises(EvidenceError, match=f"^{re.escape(message)}$"):
        parse_evidence(written(row))


def test_a_row_without_address_is_known_but_unverified():
    assert not parse_evidence(written({"url": "", "verified": "unverified"}))["E900"].supports


def test_an_id_names_one_row():
    with pytest.raises(EvidenceError, match=r"^evidence row E900 is there twice; an id names one row$"):
        parse_evidence(written({}, {"id": "E901"}, {}))


def test_missing_columns_are_named():
    columns = [name for name in Evidence._fields if name not in ("url", "grade")]
    with pytest.raises(EvidenceError, match=r"^the evidence table lacks the columns url, grade$"):
        parse_evidence(written({}, columns=columns))
    with pytest.raises(EvidenceError, match="lacks the columns id, topic,"):
        parse_evidence("")


def test_columns_keep_their_order():
    with pytest.raises(EvidenceError, match=r"must be id, topic, .* in this order$"):
        parse_evidence(written({}, columns=Evidence._fields[::-1]))


@pytest.mark.parametrize(("end", "count"), [("", 13), (",,", 15)])
def test_a_row_has_a_cell_a_column(end, count):
    text = written({}).rstrip("\n")
    cut = text.removesuffix(",") if count < len(Evidence._fields) else text + end[1:]
    with pytest.raises(EvidenceError, match=f"^evidence row E900 has {count} cells; a row has 14$"):
        parse_evidence(cut)


def test_an_open_quote_is_no_csv():
    with pytest.raises(EvidenceError, match="of the evidence table is not CSV: "):
        parse_evidence(written({}) + '"E901,')


def test_figures_of_the_table_lie_in_their_range():
    """Where value is a single number and no list or change, it is what low and high stand around."""
    single = [row for row in ROWS if row.range and re.fullmatch(r"[+-]?[\d.]+", row.value)]
    assert len(single) > 40
    outside = [row.id for row in single if not row.range[0] <= float(row.value) <= row.range[1]]
    assert outside == []


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("E018", 0.58 * 0.82),
        ("E110", 6000 / 304),
        ("E125", 1192 / 8067),
        ("E126", 485 / 1192),
        ("E127", 238 / 485),
        ("E128", 238 / 8067),
        ("E135", 5496 / 11765),
        ("E159", 110 / 20_000),
        ("E169", 144 / 8 / 41_400),
        ("E184", 192 / 0.5),
    ],
)
def test_derived_figures_follow(row, value):
    shown = evidence_rows()[row].value
    assert float(shown) == pytest.approx(value, abs=0.51 * 10 ** -len(shown.partition(".")[2]))


@pytest.mark.parametrize("row", [row for row in ROWS if row.place.startswith("lab")], ids=lambda row: row.id)
def test_a_laboratory_study_says_so(row):
    assert row.laboratory


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
