"""Every notebook runs from a fresh kernel, begins with a question, and keeps outputs that are small and say no path."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("*.ipynb")), ROOT / "docs" / "gallery.ipynb"]
MOST_BYTES = 22_000
"""For each output: figures are kept with few colours."""
PATHS = re.compile(r"site-packages|/home/|/Users/|/tmp/|[A-Z]:\\\\")


def read(path):
    return nbformat.read(path, as_version=4)


def test_there_are_seven_and_a_gallery():
    assert len(NOTEBOOKS) == 8


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path, tmp_path):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    (tmp_path / "notebooks").mkdir()
    notebook = read(path)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3",
                            resources={"metadata": {"path": str(tmp_path / "notebooks")}})  # fmt: skip
    client.execute()  # a cell that raises ends it
    assert all(cell["execution_count"] for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_begins_with_a_question_and_keeps_its_outputs(path):
    notebook = read(path)
    assert "?" in notebook.cells[0].source
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output for cell in codes for output in cell.outputs]
    assert len(shown) >= 4
    assert not [output for output in shown if output.output_type == "error" or output.get("name") == "stderr"]
    assert path.stat().st_size < MOST_BYTES * len(shown)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_names_no_path_of_a_machine(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            text = "".join(output.get("text", [])) + "".join(output.get("data", {}).get("text/plain", []))
            assert not PATHS.search(text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_links_lead_somewhere(path):
    for cell in read(path).cells:
        for target in re.findall(r"\]\(([^)#:]+)\)", cell.source if cell.cell_type == "markdown" else ""):
            assert (path.parent / target).exists(), target
