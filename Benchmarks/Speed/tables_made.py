"""Makes tables to learn from: numbers in ten overlapping classes, the class in the last column.

    tables_made.py FOLDER ROWSxCOLUMNS…
"""

import sys
from pathlib import Path

import numpy


def write(folder, rows, columns):
    random = numpy.random.default_rng(1)
    classes = numpy.arange(rows) % 10
    centres = random.normal(size=(10, columns))
    numbers = centres[classes] + 2 * random.normal(size=(rows, columns))
    header = ",".join([f"number{column}" for column in range(columns)] + ["class"])
    numpy.savetxt(
        folder / f"{rows}x{columns}.csv", numpy.column_stack([numbers, classes]), ["%.7g"] * columns + ["%d"],
        delimiter=",", header=header, comments="")


def main():
    for size in sys.argv[2:]:
        write(Path(sys.argv[1]), *map(int, size.split("x")))


if __name__ == "__main__":
    main()
