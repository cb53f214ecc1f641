"""A disk that fills up, tried in a home on a small disk of its own: `python -m tests.faults.full_disk HOME`,
one line of JSON.

`test_full_disk.py` runs it inside a mount namespace. Reports go in until the disk is full, are refused
calmly with nothing typed lost, and go in again when there is room.
"""

import json
import sys
from pathlib import Path

from tests.faults import ground


def main(home: Path) -> int:
    ground.prepare(home, ground.Ports.free())
    from tests.faults.disk_story import tell

    try:
        sys.stdout.write(json.dumps(tell(home)) + "\n")
    finally:
        ground.stop(home)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
