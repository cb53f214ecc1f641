"""`python -m tests.faults --clients 50 --kills 100 --seed 7`: one run, one line of JSON, non-zero when
anything is wrong.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.faults import ground

PARTS = ["door", "workplace", "worker", "postgres"]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="which parts are killed")
    parser.add_argument(
        "--failover",
        action="store_true",
        help="the database goes for good halfway, and its standby takes over",
    )
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zicht-faults-") as home:
        ports = ground.Ports.free()
        ground.prepare(Path(home), ports)
        from tests.faults.run import run  # needs the settings that were just made

        try:
            found = run(Path(home), ports, args)
        finally:
            ground.stop(Path(home))
    sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
