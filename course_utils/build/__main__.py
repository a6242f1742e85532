"""The command: python -m course_utils.build [--check] [--force] [--overwrite] [path ...]."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .execution import PageFailed
from .rules import AuthorMistakes
from .script import Script
from .workshop import HoldsWork, Workshop


def main(arguments: list[str] | None = None, workshop: Workshop | None = None) -> int:
    """Run the command; returns its exit status."""
    asked = _parser().parse_args(arguments)
    shop = workshop or Workshop()
    try:
        chosen = [name for path in asked.paths for name in shop.house.chosen(path)]
        scripts = shop.scripts(chosen or shop.house.names())
    except (AuthorMistakes, ValueError) as error:
        return _complain([str(error)])
    if asked.check:
        return _complain([*shop.word_mistakes(), *_differences(shop, scripts)])
    built = _built(shop, scripts, asked.force, asked.overwrite)
    return _complain([*built, *shop.word_mistakes()])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m course_utils.build",
        description="Page sources -> learner edition and executed solution edition.",
    )
    parser.add_argument("paths", nargs="*", type=Path, help="sources, notebooks or folders; all")
    parser.add_argument("--check", action="store_true", help="change nothing, name what differs")
    parser.add_argument("--force", action="store_true", help="execute pages that did not change")
    parser.add_argument(
        "--overwrite", action="store_true", help="write over learner editions with work in them"
    )
    return parser


def _built(shop: Workshop, scripts: list[Script], force: bool, overwrite: bool) -> list[str]:
    """Build page by page; a page that fails does not stop the others."""
    failures = []
    for script in scripts:
        try:
            print(shop.build(script, force=force, overwrite=overwrite), flush=True)
        except (PageFailed, HoldsWork) as error:
            failures.append(f"{script.name}: {error}")
    for removed in shop.remove_orphans():
        print(removed)
    try:
        shop.refresh_readme()
    except (OSError, ValueError) as error:
        failures.append(str(error))
    return failures


def _differences(shop: Workshop, scripts: list[Script]) -> list[str]:
    found = [difference for script in scripts for difference in shop.differences(script)]
    found += [f"notebooks/solutions/{name}.ipynb has no source." for name in shop.house.orphans()]
    try:
        if shop.readme_differs():
            found.append("README.md: the course map differs from the syllabus.")
    except (OSError, ValueError) as error:
        found.append(str(error))
    return [*found, "To make them the same: python -m course_utils.build"] if found else []


def _complain(sentences: list[str]) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
