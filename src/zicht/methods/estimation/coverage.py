"""`python -m zicht.methods.estimation.coverage TABLE.csv`: the coverage study in the documentation, again.

Takes the stepwise model of the table as the truth (Chan, Silverman and Vincent 2021, section 4), draws tables from it
and prints bias, error and coverage of each method as a Markdown table.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from .estimate import Settings
from .simulation import Performance, Truth, markdown_row, study, truth_of
from .table import read

ROWS = {
    "independence, bca": {"method": "independence"},
    "stepwise, bca": {"method": "stepwise"},
    "stepwise, percentile": {"method": "stepwise", "interval": "percentile"},
    "stepwise, profile (model taken as given)": {"method": "stepwise", "interval": "profile"},
    "bic, bca": {"method": "bic"},
    "bic, profile (models compete)": {"method": "bic", "interval": "profile"},
    "bic, chao (model taken as given)": {"method": "bic", "interval": "chao"},
    "bma": {"method": "bma"},
}
HEAD = """| method | median bias | RMSE | RMSE of log | coverage | upper/lower | no estimate |
|---|---|---|---|---|---|---|"""


def measure(truth: Truth, chosen: dict, tables: int, seed: int) -> Performance:
    return study(truth, Settings(**chosen), tables, seed)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="zicht.methods.estimation.coverage")
    parser.add_argument("file")
    parser.add_argument("--tables", type=int, default=500)
    parser.add_argument("--boot", type=int, default=500)
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    truth = truth_of(read(args.file), Settings(interval="none"))
    settings = [{**row, "boot": args.boot, "level": args.level} for row in ROWS.values()]
    print(f"Truth: {truth.size} people, {args.tables} tables, {args.boot} resamples\n\n{HEAD}")  # noqa: T201
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(measure, truth, chosen, args.tables, args.seed) for chosen in settings]
        for name, job in zip(ROWS, jobs, strict=True):
            print(markdown_row(name, job.result()), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
