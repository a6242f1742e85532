"""`python -m benchmarks [engine] [labs] [notebooks]`: the table; status 1 if a target is missed."""

import argparse
import sys
from importlib import import_module

from .table import Row, render

SECTIONS = ("engine", "labs", "notebooks")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="section", help=", ".join(SECTIONS))
    wanted = parser.parse_args().sections or SECTIONS
    if unknown := [name for name in wanted if name not in SECTIONS]:
        parser.error(f"no section {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    rows = [row for name in wanted for row in _section(name)]
    missed = sum(row.holds is False for row in rows)
    print(f"\n{missed} of {sum(row.holds is not None for row in rows)} targets missed")
    return 1 if missed else 0


def _section(name: str) -> list[Row]:
    print(f"\n{name}", flush=True)
    rows = list(import_module(f".{name}", __package__).run())
    print(render(rows), flush=True)
    return rows


if __name__ == "__main__":
    sys.exit(main())
