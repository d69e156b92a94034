"""A figure that knows its bytes, the style that it is drawn in, and fonts for signs that are rare."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure as MatplotlibFigure
from matplotlib.font_manager import fontManager

from simcorr.errors import ResultError, unknown_name

TEXT_SIZE = 9.5
_WIDER_FONTS = (
    "Noto Sans",
    *(f"Noto Sans {script}" for script in ("Arabic", "Bengali", "CJK JP", "CJK SC", "Devanagari", "Khmer", "Lao")),
    *(f"Noto Sans {script}" for script in ("Myanmar", "Sinhala", "Tamil", "Thai")),
    "Arial Unicode MS",
    "Microsoft YaHei",
    "PingFang SC",
)
"""Fonts that are used, where they are installed, for signs that the usual one does not have."""
_PIXELS = {"page": 2000, "slide": 1920, "notebook": 720}
"""Width of an image for its use: a page of 170 mm at 300 dots an inch, a slide, the column of a notebook."""
_SCREEN_DPI = 80
"""Dots per inch in a notebook: the width of its column, and small files."""
_RC: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT_SIZE,
    "axes.titlesize": 10.0,
    "axes.labelsize": TEXT_SIZE,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#6E6E6E",
    "axes.axisbelow": True,
    "xtick.color": "#333333",
    "ytick.color": "#333333",
    "legend.frameon": False,
    "svg.hashsalt": "simcorr",
    "svg.fonttype": "path",
    "text.usetex": False,  # whoever sets it elsewhere need not have LaTeX here
}


class Figure(MatplotlibFigure):
    """A figure that shows itself in a notebook and knows its bytes, without any global state of pyplot."""

    legend_anchor: tuple[float, float] = (0.5, 0.0)

    def _repr_png_(self) -> bytes:
        return self.as_bytes("png", dpi=_SCREEN_DPI)

    def as_bytes(self, file_format: str = "png", dpi: float = 200) -> bytes:
        """Return the figure as the content of a PNG, SVG or PDF file, the same bytes every time."""
        buffer = io.BytesIO()
        metadata = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
        with rc_context(_style()), _one_word_on_missing_signs():
            self._settle()
            self.savefig(buffer, format=file_format, dpi=dpi, metadata=metadata.get(file_format))
        return buffer.getvalue()

    def save(self, path: str | Path, size: str = "page") -> Path:
        """Write the figure as PNG, SVG or PDF, as the ending says.

        Parameters
        ----------
        path : str or Path
        size : {"page", "slide", "notebook"}
            What a PNG is for: its width is 2000, 1920 or 720 pixels. SVG and PDF fit any size.

        Raises
        ------
        ResultError
            For another ending or size, and when the file cannot be written.
        """
        file = Path(path)
        ending = file.suffix.removeprefix(".").lower()
        if ending not in ("png", "svg", "pdf"):
            raise ResultError(f"a figure cannot be written as '{file.name}'; allowed endings are .png, .svg and .pdf")
        if size not in _PIXELS:
            raise ResultError(unknown_name("size", size, _PIXELS))
        content = self.as_bytes(ending, dpi=_PIXELS[size] / float(self.get_figwidth()))
        try:
            file.write_bytes(content)
        except OSError as error:
            raise ResultError(f"'{file}' cannot be written: {error.strerror or error}") from error
        return file

    def _settle(self) -> None:
        """Fix the layout, rounded: its solver does not give the last digits twice alike.

        It is made for the coarsest screen, where letters are widest against the page: a finer one leaves some room.
        """
        if self.get_layout_engine() is None:
            return
        usual = self.dpi
        self.set_dpi(_SCREEN_DPI)
        self.draw_without_rendering()
        self.set_dpi(usual)
        self.set_layout_engine("none")
        for axes in self.axes:
            left, bottom, width, height = (round(number, 6) for number in axes.get_position().bounds)
            axes.set_position((left, bottom, width, height))


@contextmanager
def styled() -> Iterator[None]:
    """Apply the style to whatever is drawn inside, and to nothing else."""
    with rc_context(_style()):
        yield


@cache
def _style() -> dict[Any, Any]:
    """Return the style, with those fonts for rarer signs that are installed."""
    installed = set(fontManager.get_font_names())
    return {**_RC, "font.family": [_RC["font.family"], *(name for name in _WIDER_FONTS if name in installed)]}


@contextmanager
def _one_word_on_missing_signs() -> Iterator[None]:
    """Turn a warning for each sign that no font has into one that says what to do; boxes stand in their place."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    signs: dict[str, None] = {}
    for warning in caught:
        found = re.match(r"Glyph (\d+) .* missing from font", str(warning.message))
        if found:
            signs[chr(int(found[1]))] = None
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    if signs:
        warnings.warn(
            f"no installed font has the signs '{''.join(signs)}'; boxes stand for them in the figure. Install a font "
            "that has them, such as one of Google's Noto fonts, or use other names",
            stacklevel=4,
        )
