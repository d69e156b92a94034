"""Execute the notebooks and keep what they show: ``python -m tests.notebooks.renew [words of names]``.

Their pictures and numbers are of the model of the day; a change of the model is followed by this. Pictures are kept
with few colours, so that a page of them stays small.
"""

import base64
import io
import sys
import time

import nbformat
from nbclient import NotebookClient
from PIL import Image

from tests.notebooks.test_notebooks import NOTEBOOKS, read

COLOURS = 64


def renew(path):
    """Execute a notebook where it stands, and write it with what it showed."""
    notebook = read(path)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=900, kernel_name="python3", resources=where).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of the day
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = _smaller(output.data["image/png"])
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    nbformat.write(notebook, path)


def _smaller(encoded):
    """Return a picture with few colours."""
    picture, kept = Image.open(io.BytesIO(base64.b64decode(encoded))), io.BytesIO()
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(kept, "png", optimize=True)
    return base64.b64encode(kept.getvalue()).decode()


if __name__ == "__main__":
    for chosen in NOTEBOOKS:
        if len(sys.argv) == 1 or any(word in chosen.stem for word in sys.argv[1:]):
            start = time.perf_counter()
            renew(chosen)
            print(f"{chosen.name}: {time.perf_counter() - start:.0f} s", flush=True)
