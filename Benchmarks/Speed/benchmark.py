"""Times Mien and its peers in turn and writes pages with the tables.

    benchmark.py MIEN SPEED [--rounds 5] [--quick] [--only networks|tables] [--out Docs]

MIEN is the command line, SPEED the folder of the programs of this package.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import page
import rounds
import scaling
from contests import Contests


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mien", type=Path)
    parser.add_argument("speed", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one round of one step: to try it out, not to quote")
    parser.add_argument("--only", choices=("networks", "tables"))
    parser.add_argument("--out", type=Path, required=True, help="the folder of the pages")
    arguments = parser.parse_args()
    for subject, measure in {"networks": networks, "tables": tables}.items():
        if arguments.only in (None, subject):
            start = time.monotonic()
            path = measure(arguments, 1 if arguments.quick else arguments.rounds)
            print(f"{path}: written after {(time.monotonic() - start) / 60:.0f} minutes", file=sys.stderr)


def networks(arguments, count):
    path = arguments.out / "Performance.md"
    with tempfile.TemporaryDirectory() as folder:
        results = rounds.run(Contests(arguments.mien, arguments.speed, folder, arguments.quick).networks(), count)
    points = scaling.contests(arguments.speed / "scaling", arguments.quick)
    growth = scaling.Scaling(rounds.run(points, min(count, 3)))
    growth.draw(arguments.speed / "curves", path.with_suffix(""))
    page.write_networks(path, results, growth, arguments.mien, count)
    return path


def tables(arguments, count):
    path = arguments.out / "PerformanceTables.md"
    with tempfile.TemporaryDirectory() as folder:
        contests = Contests(arguments.mien, arguments.speed, folder, arguments.quick).features_and_tables()
        page.write_tables(path, rounds.run(contests, count), arguments.mien, count)
    return path


if __name__ == "__main__":
    main()
