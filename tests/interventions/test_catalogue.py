from pathlib import Path

import pytest

from simcorr.errors import InterventionError
from simcorr.interventions import INTERVENTIONS, LEVERS, catalogue, levers_table
from simcorr.interventions.page import with_current_tables

PAGE = Path(__file__).parents[2] / "docs" / "interventions.md"


def test_the_page_of_the_documentation_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_current_tables(page), "run: python -m simcorr.interventions.page docs/interventions.md"


def test_a_page_without_places_is_refused() -> None:
    with pytest.raises(InterventionError, match="once each"):
        with_current_tables("# Interventions\n")


def test_the_catalogue_has_every_measure() -> None:
    frame = catalogue()
    assert list(frame["measure"]) == list(INTERVENTIONS)
    assert (frame[["title", "answers_to", "mechanism", "articles", "levers", "modest", "firm", "full"]] != "").all(
        axis=None
    )


def test_the_table_of_levers_has_every_lever() -> None:
    assert list(levers_table()["lever"]) == list(LEVERS)
