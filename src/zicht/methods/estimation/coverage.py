"""`python -m zicht.methods.estimation.coverage`: the coverage study in the documentation, again.

Tables are drawn from populations of known size: fitted models of published tables (as Chan, Silverman and
Vincent 2021, section 4), models with effects we chose, and one in which every log-linear method is wrong.
Prints bias, error and coverage of each method as Markdown tables.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .answer import METHODS, Settings
from .simulation import HEAD, Performance, Truth, dependent, independent, mixed, studies, truth_of
from .simulation import markdown_row as row
from .table import read

DATA = Path(__file__).parent / "data"
CHANCES = {"A": 0.15, "B": 0.10, "C": 0.08, "D": 0.06, "E": 0.04}
EFFECTS = {("A", "B"): 1.2, ("B", "C"): -0.8, ("D", "E"): 1.5}
GROUPS = (dict.fromkeys(CHANCES, 0.35), dict.fromkeys(CHANCES, 0.05))
RESAMPLED = ("bca", "percentile")


def truths() -> dict[str, Truth]:
    """The populations, by name."""
    return {
        "uk-stepwise": _fitted("UKdat_5", "stepwise"),
        "uk-bic": _fitted("UKdat_5", "bic"),
        "nl-bic": _fitted("Ned_5", "bic"),
        "nl-stepwise": _fitted("Ned_5", "stepwise"),
        "new-orleans": _fitted("NewOrl_5_sparsemse201", "stepwise"),
        "rome": _fitted("HIV_Rome", "stepwise"),
        "independent": independent(CHANCES, 3_000),
        "three-pairs": dependent(CHANCES, EFFECTS, 3_000),
        "three-pairs-large": dependent(CHANCES, EFFECTS, 30_000),
        "hidden-groups": mixed([independent(GROUPS[0], 1_000), independent(GROUPS[1], 4_000)]),
    }


def _fitted(table: str, method: str) -> Truth:
    return truth_of(read(DATA / f"{table}.csv"), Settings(method, interval="none"))


def measure(truth: Truth, settings: Settings, kinds: tuple[str, ...], tables: int) -> dict[str, Performance]:
    """One row per kind of interval; the posterior of `bma` and `latent` has only one."""
    bayesian = settings.method in ("bma", "latent")
    return studies(truth, settings, kinds[:1] if bayesian else kinds, tables, settings.seed)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="zicht.methods.estimation.coverage")
    known = truths()
    parser.add_argument("--truth", action="append", choices=known, help="more than once; default: all")
    parser.add_argument("--method", action="append", choices=METHODS, help="more than once")
    parser.add_argument("--kinds", default=",".join(RESAMPLED), help="kinds of interval")
    parser.add_argument("--tables", type=int, default=500)
    parser.add_argument("--boot", type=int, default=300)
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    kinds = tuple(args.kinds.split(","))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = {}
        for name in args.truth or known:
            for method in args.method or ("independence", "stepwise", "bic"):
                settings = Settings(method, boot=args.boot, level=args.level, seed=args.seed)
                jobs[name, method] = pool.submit(measure, known[name], settings, kinds, args.tables)
        shown = set()
        for (name, method), job in jobs.items():
            if name not in shown:
                title = f"{name}: {known[name].size:,} people, {args.tables} tables, {args.boot} resamples"
                print(f"\n{title}\n\n{HEAD}")  # noqa: T201
            shown.add(name)
            for kind, found in job.result().items():
                print(row(f"{method}, {kind}", found), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
