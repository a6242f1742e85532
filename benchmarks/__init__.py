"""How fast the course is, beside what else could do the same. `python -m benchmarks` runs all.

One module per section, each with `run() -> Iterable[Row]`. Targets stand beside the figures.
"""
