"""What starting costs, floor by floor: milliseconds of loading, and seconds of whole commands.

    python -m benchmarks start_up

Everything is processor time, the median of five fresh processes, so that neighbours on the machine hardly
count; a module without what it loads in turn. The commands need no database.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import Counter

ROUNDS = 5
FLOORS = ("doors", "sight", "casework", "chain", "foundation", "reference", "words", "methods")
STARTED = "from zicht.doors.cli import session; session.set_up_django(); import zicht.doors.urls"
COMMANDS = {
    "python alone": "pass",
    "zicht --help": "from zicht.doors.cli import main; main.build_parser([])",
    "a command on the database, until it asks": (
        "from zicht.doors.cli import main, session; main.build_parser([]); session.set_up_django()"
    ),
    "with every address and view": STARTED,
}
WATCHED = """
import collections, json, time
from importlib.machinery import SourceFileLoader
own, inside, load = collections.Counter(), [0.0], SourceFileLoader.exec_module
def timed(self, module):
    before = time.process_time()
    inside.append(0.0)
    load(self, module)
    took = time.process_time() - before
    own[module.__name__] += took - inside.pop()
    inside[-1] += took
SourceFileLoader.exec_module = timed
STARTED
print(json.dumps(own))
"""


def main() -> None:
    loading = [_loading() for _ in range(ROUNDS)]
    names = sorted(loading[0], key=lambda name: -loading[0][name])
    seconds = {name: _middle(_seconds(code) for _ in range(ROUNDS)) for name, code in COMMANDS.items()}
    found = {
        "what": "starting",
        "loading_ms": {name: round(_middle(one[name] for one in loading)) for name in names},
        "processor_seconds": {name: round(value, 2) for name, value in seconds.items()},
    }
    print(json.dumps(found, indent=2))  # noqa: T201


def _loading() -> Counter[str]:
    """Milliseconds by floor of Zicht, and for the libraries together."""
    code = WATCHED.replace("STARTED", STARTED)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: Counter[str] = Counter()
    for module, seconds in json.loads(done.stdout).items():
        found[_floor(module)] += seconds * 1000
    return found


def _floor(module: str) -> str:
    parts = module.split(".")
    if parts[0] != "zicht":
        return "Django" if parts[0] == "django" else "other libraries"
    return parts[1] if len(parts) > 1 and parts[1] in FLOORS else "settings"


def _seconds(code: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _middle(values) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
