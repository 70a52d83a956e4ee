"""Time ``tigerex-k8s synth production`` against the plain app, and linking alone; ``make bench`` runs it.

Whole processes, on the same Node, warm, in interleaved pairs, so that a machine that slows down slows both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import yaml

from tigerex_k8s._node import choose_node

PAIRS = 11
SHARE_AT_MOST = 0.8
LINKING_AT_MOST = 0.3  # seconds

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")
LINKING = """
import sys
from charts.environments import ENVIRONMENTS
from tigerex_k8s import link
for one in ENVIRONMENTS:
    link(*one.components, namespace=one.namespace, platform=one.platform)
sys.exit("linking loads jsii" if "jsii" in sys.modules else 0)
"""


def seconds(*command: str | Path) -> float:
    """Run *command* and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.PIPE)
    return time.perf_counter() - start


def kinds(folder: Path) -> Counter[str]:
    """Count the objects in *folder* by kind."""
    texts = [path.read_text() for path in folder.rglob("*.yaml")]
    return Counter(one["kind"] for text in texts for one in yaml.load_all(text, yaml.CSafeLoader))


def line(what: str, times: list[float], note: str) -> str:
    """Return a line of the report."""
    return f"{what:32}{statistics.median(times):.3f} s, {min(times):.3f} to {max(times):.3f}; {note}"


def compare(folder: Path) -> bool:
    """Time the pairs, print what was found, and tell whether our share stays within its bound."""
    theirs, ours = folder / "stock", folder / "ours"
    commands = {
        "plain": (sys.executable, ROOT / "bench" / "stock_app.py", theirs),
        "ours": (PROGRAM, "synth", "production", "--out", ours),
    }
    for command in commands.values():
        seconds(*command)  # warms the caches
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(PAIRS):
        for name, command in commands.items():
            times[name].append(seconds(*command))
    written, plain = kinds(ours / "production"), kinds(theirs)
    core = Counter({kind: count for kind, count in written.items() if kind in plain})
    share = statistics.median(times["ours"]) / statistics.median(times["plain"])
    print(f"{PAIRS} interleaved pairs of whole processes, median and range:")
    print(line("plain app", times["plain"], f"{plain.total()} core objects"))
    print(line("tigerex-k8s synth production", times["ours"], f"{core.total()} core objects, {written.total()} in all"))
    print(f"{'share':32}{share:.2f}, at most {SHARE_AT_MOST}")
    return core == plain and share <= SHARE_AT_MOST


def linking() -> bool:
    """Time importing and linking without Node, and tell whether it stays within its bound."""
    times = [seconds(sys.executable, "-c", LINKING) for _ in range(PAIRS)]
    print(line("import tigerex_k8s and link()", times, f"every environment, no jsii, at most {LINKING_AT_MOST} s"))
    return statistics.median(times) <= LINKING_AT_MOST


def main() -> int:
    """Return 1 if a bound is broken."""
    choose_node()
    os.environ.pop("PYTHONOPTIMIZE", None)
    with tempfile.TemporaryDirectory() as folder:
        kept = [compare(Path(folder)), linking()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
