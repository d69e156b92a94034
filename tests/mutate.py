"""Change the model in many small ways and see whether the tests notice: ``python -m tests.mutate [WORDS ...]``.

Every mutation of `tests.mutations` is applied, one at a time, to a copy of the repository in a temporary folder; the
work tree is never touched. Those that no test notices survive: the tests lack something. WORDS choose the mutations
whose title contains one of them. The exit code is 1 if a mutation survives or cannot be judged.

Digests notice every change of a run, whatever it means. With ``--without-digests`` they are left out: then the tests
that know what the model means have to notice alone.
"""

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.mutations import DIGESTS, MUTATIONS, Mutation

ROOT = Path(__file__).parents[1]
PARTS = ("simcorr", "tests", "scenarios", "pyproject.toml")
SECONDS = 1800
"""The time that one stage of tests has."""

PASSED, FAILED = 0, 1
"""What pytest returns; everything else is no verdict, but for a crash, which nobody overlooks."""
CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE)

TAKEN_FROM_THE_COPY = "import simcorr, sys; sys.exit(not simcorr.__file__.startswith(sys.argv[1]))"


class Undecided(Exception):
    """Nothing can be said about a mutation."""


def copy(origin: Path, folder: Path) -> None:
    """Copy what the tests need."""
    for part in PARTS:
        source = origin / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)


def mutate(folder: Path, mutation: Mutation) -> None:
    """Apply a mutation to a copy."""
    path = folder / mutation.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutation.old) != 1:
        raise Undecided(f"the old text occurs {text.count(mutation.old)} times; bring tests/mutations.py up to date")
    path.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")


def run_tests(folder: Path, tests: str, *, compiled: bool) -> str | None:
    """Run some tests in a copy until the first fails; return which, or None.

    Without machine code the compiled engine's tests are left out: the Mesa engine would take its place once more.
    """
    environment = {**os.environ, "PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    environment["NUMBA_DISABLE_JIT"] = "0" if compiled else "1"
    ours = [sys.executable, "-c", TAKEN_FROM_THE_COPY, str(folder)]
    if subprocess.run(ours, cwd=folder, env=environment).returncode:
        raise Undecided("the tests would not run on the copy")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-m", "not slow", "-p", "no:cacheprovider"]
    command += [*([] if compiled else ["-k", "not compiled"]), *shlex.split(tests)]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Undecided(f"{tests} took longer than {SECONDS} seconds") from None
    if done.returncode == PASSED:
        return None
    if -done.returncode in CRASHES:
        return f"{tests} (the interpreter crashed)"
    if done.returncode == FAILED:
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return failed[0].split(" ", 1)[1].split(" - ")[0]
    raise Undecided(f"pytest ended with {done.returncode}: {done.stdout.strip()[-300:]}")


def judge(origin: Path, mutation: Mutation) -> tuple[str, str]:
    """Return the verdict on a mutation of a repository and what it rests on."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        folder = Path(name).resolve()
        try:
            copy(origin, folder)
            mutate(folder, mutation)
            for tests in mutation.tests:
                noticed = run_tests(folder, tests, compiled=mutation.compiled)
                if noticed is not None:
                    return "noticed", noticed
        except Undecided as reason:
            return "UNDECIDED", str(reason)
    return "SURVIVES", " ".join(mutation.tests)


def check_unchanged(folder: Path, mutations: list[Mutation]) -> None:
    """Stop if the tests that come first fail without any mutation: their failing would say nothing."""
    stages = [(tests, mutation.compiled) for mutation in mutations for tests in mutation.tests[:3]]
    for tests, compiled in dict.fromkeys(stages):
        if (failed := run_tests(folder, tests, compiled=compiled)) is not None:
            sys.exit(f"{failed} fails without any mutation")


def chosen_mutations(words: list[str], *, digests: bool) -> list[Mutation]:
    """Return the mutations whose title contains one of some words, all without any, with or without digests."""
    mutations = [m for m in MUTATIONS if not words or any(word in m.title for word in words)]
    if digests:
        return mutations
    return [replace(m, tests=tuple(tests for tests in m.tests if tests != DIGESTS)) for m in mutations]


def main() -> int:
    """Judge the mutations and report the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("words", nargs="*", help="judge only mutations whose title contains one of these")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--without-digests", action="store_true", help="leave out the tests that notice everything")
    chosen = parser.parse_args()
    mutations = chosen_mutations(chosen.words, digests=not chosen.without_digests)
    if not mutations:
        parser.error(f"no title of a mutation contains {' or '.join(chosen.words)}")
    started, missed = time.perf_counter(), 0
    with tempfile.TemporaryDirectory(prefix="original-") as name:
        origin = Path(name).resolve()  # all mutations are of one state, whatever is edited meanwhile
        copy(ROOT, origin)
        check_unchanged(origin, mutations)
        print(f"no failure without a mutation ({time.perf_counter() - started:.0f} s); {len(mutations)} mutations")
        with ThreadPoolExecutor(chosen.jobs) as pool:
            verdicts = pool.map(partial(judge, origin), mutations)
            for mutation, (verdict, reason) in zip(mutations, verdicts, strict=True):
                missed += verdict != "noticed"
                print(f"{verdict:<9} {mutation.title}\n          {reason}", flush=True)
    spent = time.perf_counter() - started
    print(f"{len(mutations)} mutations, {missed} not noticed; {spent:.0f} s")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
