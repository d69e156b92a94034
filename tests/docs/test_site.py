"""The documentation site is built without a warning, and its reference holds every public name."""

import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

import simcorr as sc

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", "docs/site", ".", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_public_name_is_in_the_reference(site):
    with (site / "objects.inv").open("rb") as stream:
        inventory = InventoryFile.load(stream, "", lambda base, target: target)
    known = {
        name for kind in ("py:class", "py:function", "py:exception", "py:data") for name in inventory.get(kind, {})
    }
    public = {f"simcorr.{name}" for name in sc.__all__ if name not in ("__version__", "parameters")}
    assert public - known == set()


def test_every_page_of_the_documentation_is_reached_from_the_first(site):
    first = (site / "docs" / "index.html").read_text(encoding="utf-8")
    pages = [f"{page.stem}.html" for page in (ROOT / "docs").glob("*.md") if page.stem != "index"]
    pages += [f"{page.stem}.html" for page in (ROOT / "notebooks").glob("*.ipynb")]
    assert [page for page in pages if page not in first] == []


def test_figures_of_the_notebooks_are_shown(site):
    page = (site / "notebooks" / "1_first_comparison.html").read_text(encoding="utf-8")
    assert "<img" in page
