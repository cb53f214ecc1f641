"""`python -m benchmarks [NAME ...]`: runs the measurements and prints one line of JSON for each."""

import subprocess
import sys

PRODUCT = ("routes", "intake", "pages", "figures", "mailbox", "inquiries", "tables")
NAMES = (*PRODUCT, "audit", "token", "start_up")


def main(names: list[str]) -> int:
    """Each measurement runs in a process of its own, because each has a home of its own."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"Unknown measurement: {unknown[0]}. Choose from {', '.join(NAMES)}.", file=sys.stderr)  # noqa: T201
        return 2
    codes = [
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        for name in names or NAMES
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
