"""How long the first answers take: ``python -m benchmarks.startup``. Interpreter included, least of five."""

import subprocess
import sys

from benchmarks.timing import wall_time

COMMANDS = {
    "python, nothing imported": ("-c", "pass"),
    "import simcorr": ("-c", "import simcorr"),
    "import numpy and pandas": ("-c", "import numpy, pandas"),
    "import mesa": ("-c", "import mesa"),
    "import numba": ("-c", "import numba"),
    "simcorr --help": ("-m", "simcorr", "--help"),
}


def launch(*words):
    """Run Python and throw away what it prints."""
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


def main():
    """Print seconds, and how many times the bare interpreter that is."""
    bare = None
    for name, words in COMMANDS.items():
        seconds = wall_time(5, launch, *words)
        bare = bare or seconds
        print(f"{name:<26}{seconds:>8.3f} s{seconds / bare:>8.1f}x")


if __name__ == "__main__":
    main()
