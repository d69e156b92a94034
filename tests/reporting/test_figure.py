"""The figure itself: sizes, endings, no LaTeX, and signs that no font has."""

import warnings

import matplotlib as mpl
import pytest
from PIL import Image

from simcorr.errors import ResultError
from simcorr.reporting.figure import styled
from simcorr.reporting.style import framed


def drawn(title="Bribes paid"):
    with styled():
        figure = framed(title, "", "A caption.", body_height=1.0)
        figure.subplots()
    return figure


@pytest.mark.parametrize(("size", "width"), [("page", 2000), ("slide", 1920), ("notebook", 720)])
def test_an_image_is_as_wide_as_its_use_asks(tmp_path, size, width):
    with Image.open(drawn().save(tmp_path / "figure.png", size)) as image:
        assert image.size[0] == width


@pytest.mark.parametrize(("ending", "first"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("PNG", b"\x89PNG")])
def test_the_ending_says_the_format(tmp_path, ending, first):
    assert drawn().save(tmp_path / f"figure.{ending}").read_bytes().startswith(first)


@pytest.mark.parametrize(
    ("name", "size", "message"),
    [
        ("figure.jpeg", "page", r"'figure.jpeg'; allowed endings are .png, .svg and .pdf"),
        ("figure", "page", r"'figure'; allowed endings"),
        ("figure.png", "silde", r"unknown size 'silde'; did you mean 'slide'"),
        ("missing/figure.png", "page", r"figure.png' cannot be written: No such file"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path, name, size, message):
    with pytest.raises(ResultError, match=message):
        drawn().save(tmp_path / name, size)


def test_nobody_needs_latex(monkeypatch):
    monkeypatch.setitem(mpl.rcParams, "text.usetex", True)
    assert drawn("50 % of $ and _ and \\n").as_bytes("png")


def test_signs_that_no_font_has_are_named_once():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert drawn("Rotation \U0001fae8\ufdd0").as_bytes("png")
    told = [str(each.message) for each in caught]
    assert len(told) == 1
    assert "no installed font has the signs" in told[0]
    assert "\ufdd0" in told[0]


def test_ordinary_signs_need_no_word():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn("Größe, çà, Ελληνικά, Кириллица: \N{MINUS SIGN}5 %").as_bytes("png")
