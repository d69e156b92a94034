"""The command ``simcorr new``: an empty sheet for a setting of one's own."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    sheet: Annotated[Path, typer.Argument(help="The file to write, such as my-corridor.toml.", show_default=False)],
    way: Annotated[str, typer.Option(help="land, sea or air: the kind of corridor that comes closest.")] = "land",
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file of that name.")] = False,
) -> None:
    """Write a sheet with ten numbers to fill in for a country or corridor of your own.

    What you leave blank stays uncertain. simcorr brief then says how much your numbers narrow the answer.
    """
    from simcorr.setting import write_sheet

    file = write_sheet(sheet, way, replace=replace)
    typer.echo(f"Fill in what you know in {file}, then type: simcorr brief {file}")
