"""Times Mien and its peers in turn and writes a page with the tables.

    benchmark.py MIEN SPEED [--rounds 5] [--quick] [--out Docs/Performance.md]

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
    parser.add_argument("--out", type=Path, required=True, help="the page; its curves go to a folder of its name")
    arguments = parser.parse_args()
    count = 1 if arguments.quick else arguments.rounds

    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        contests = Contests(arguments.mien, arguments.speed, folder, arguments.quick)
        contests.prepare()
        results = rounds.run(contests.all(), count)
    points = scaling.contests(arguments.speed / "scaling", arguments.quick)
    growth = scaling.Scaling(rounds.run(points, min(count, 3)))

    growth.draw(arguments.speed / "curves", arguments.out.with_suffix(""))
    page.write(arguments.out, results, growth, arguments.mien, count)
    print(f"{arguments.out}: written after {(time.monotonic() - start) / 60:.0f} minutes", file=sys.stderr)


if __name__ == "__main__":
    main()
