"""Reads the command line and runs one command. A mistake of the user gives one clear line, never a
traceback.
"""

import argparse
import importlib
import os
import signal
import sys
from typing import NoReturn

from zicht.foundation.database.errors import UserError

COMMANDS = (
    "demo",
    "serve",
    "worker",
    "migrate",
    "check",
    "import",
    "route",
    "share",
    "deconflict",
    "figures",
    "htcds",
    "audit",
    "vault",
    "bench",
    "home",
    "backup",
    "restore",
    "standby",
    "sbom",
)
# The methods stand on their own and bring heavy libraries: each registers itself, only when it is asked for,
# and does not wait for the libraries of the other commands.
METHODS = {
    "estimate": ("estimation", "estimate a hidden population from several lists"),
    "link": ("linkage", "find records of one person in a file"),
    "protect": ("disclosure", "protect small cells of a table"),
    "attrition": ("attrition", "show where cases stop"),
}


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 refused or not in order, 2 not understood."""
    arguments = sys.argv[1:] if argv is None else argv
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        args = build_parser(arguments).parse_args(arguments)
        return args.run(args) or 0
    except UserError as refusal:
        sys.stderr.write(f"zicht: {refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def build_parser(arguments: list[str]) -> argparse.ArgumentParser:
    """The parser of all commands; only the one that is asked for is loaded."""
    parser = Parser(prog="zicht", description="See, keep, route, link, register and act on signals.")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    asked = next((argument for argument in arguments if not argument.startswith("-")), "")
    if asked in METHODS:
        _load_method(asked, METHODS[asked][0]).register(subparsers)
        return parser
    for name in COMMANDS:
        if asked in COMMANDS and name != asked:
            subparsers.add_parser(name)
        else:
            _load(f"zicht.doors.cli.commands.{_module_name(name)}").register(subparsers)
    for name, (_, help_text) in METHODS.items():
        subparsers.add_parser(name, help=help_text)
    return parser


def _module_name(command: str) -> str:
    return "import_" if command == "import" else command


def _load(module: str):
    return importlib.import_module(module)


def _load_method(name: str, room: str):
    # The methods divide their work over the cores themselves. Threads of the matrix library beside ours only
    # wait for each other: on a busy machine an eight-list bootstrap took 6.0 s of processor time instead of
    # 1.4 s.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    module = f"zicht.doors.cli.commands.{name}"
    try:
        return _load(module)
    except ModuleNotFoundError as error:
        missing = error.name or module
        if module.startswith(missing):
            raise UserError(f"The command {name} is not in this version of Zicht.") from error
        raise UserError(f"The command {name} needs {missing}: pip install 'zicht[{room}]'.") from error


if __name__ == "__main__":
    sys.exit(main())
