"""`zicht bench`: measures intake, pages and routes on this machine. The measurements live beside the
source code.
"""

import subprocess
import sys
from pathlib import Path

import zicht
from zicht.doors.cli import answer
from zicht.foundation.database.errors import UserError

SOURCE = Path(zicht.__file__).resolve().parents[2]


def register(subparsers) -> None:
    parser = subparsers.add_parser("bench", help="measure this machine")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="which measurements; without a name, all of them"
    )
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    if not (SOURCE / "benchmarks" / "__main__.py").is_file():
        raise UserError(
            "The measurements come with the source code of Zicht, not with the installed package."
        )
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *args.arguments], cwd=SOURCE, check=False
    ).returncode
