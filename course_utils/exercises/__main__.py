"""`python -m course_utils.exercises audit [ids] [--json] [--seeds N]`: judge the judge."""

from __future__ import annotations

import argparse
import json
import sys

from . import CATALOGUE, find
from .audit import audit, holds, summary, table


def main() -> int:
    """Read the command line, print the audit; 1 when a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m course_utils.exercises", description=__doc__)
    parser.add_argument("command", choices=["audit"])
    parser.add_argument("ids", nargs="*", help="exercise ids; all of them when none is given")
    parser.add_argument("--json", action="store_true", help="print figures for machines")
    parser.add_argument("--seeds", type=int, default=3, help="rounds of fresh inputs (default 3)")
    chosen = parser.parse_intermixed_args()
    try:
        exercises = [find(i) for i in chosen.ids] or list(CATALOGUE.values())
    except KeyError as error:
        parser.error(str(error.args[0]))
    if chosen.seeds < 1:
        parser.error(f"--seeds is {chosen.seeds}; at least 1 round is needed.")
    audits = [audit(e, range(chosen.seeds)) for e in exercises]
    print(json.dumps(summary(audits), indent=1) if chosen.json else table(audits))
    return 0 if holds(audits) else 1


if __name__ == "__main__":
    sys.exit(main())
