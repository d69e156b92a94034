"""Write the digests anew: ``python -m tests.digests.renew``.

They change only when the model or its defaults do. A change of the engines that is meant to leave the model alone must
leave them alone too. Nothing is written where the engines differ.
"""

import json
import sys
import time
from pathlib import Path

from simcorr.engine import simulate
from tests.digests.digest import digest
from tests.digests.worlds import worlds

FILE = Path(__file__).parent / "digests.json"
ENGINES = ("compiled", "mesa")


def digests():
    """Return the digest of every world, or end where the engines differ."""
    found, differing = {}, []
    for name, world in worlds().items():
        by_engine = _by_engine(name, world())
        found[name] = by_engine["compiled"]
        if by_engine["compiled"] != by_engine["mesa"]:
            differing.append(name)
    if differing:
        sys.exit(f"nothing written: the engines differ in {'; '.join(differing)}")
    return found


def _by_engine(name, world):
    """Return the digests of both engines, and show how long each took."""
    by_engine, seconds = {}, {}
    for engine in ENGINES:
        start = time.perf_counter()
        by_engine[engine] = digest(simulate(world, engine=engine, events=True))
        seconds[engine] = time.perf_counter() - start
    print(f"{name}: " + ", ".join(f"{engine} {seconds[engine]:.2f} s" for engine in ENGINES), flush=True)
    return by_engine


def text(found):
    """Return the digests as they are kept: by name, one line a world."""
    lines = [f"  {json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(text(digests()), encoding="utf-8")
    print(f"{FILE} written; say in CHANGELOG.md what changed and why")
