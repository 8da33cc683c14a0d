"""Trains the expression network with Winograd's method and with exact arithmetic, from the same seeds, and writes a table.

    exactness.py MIEN --data fer2013 --runs FOLDER [--epochs 6] [--seeds 3] [--out Docs/Exactness.md]

Runs that are complete are not repeated, and what was interrupted goes on: the six trainings take hours.
"""

import argparse
import csv
import os
import statistics
import subprocess
from pathlib import Path

METHODS = {"Winograd": "0", "exact": "1"}


def train(arguments, method, seed):
    """The validation accuracy of each epoch."""
    folder = arguments.runs / f"{method.lower()}-{seed}"
    command = [str(arguments.mien), "face", "train"]
    if (folder / "config.json").exists():
        command += ["--resume", str(folder)]
    else:
        command += ["--data", str(arguments.data), "--epochs", str(arguments.epochs), "--seed", str(seed),
                    "--out", str(folder)]
    if len(accuracies(folder)) < arguments.epochs:
        subprocess.run(command, check=True, env=os.environ | {"MIEN_EXACT": METHODS[method]})
    return accuracies(folder)


def accuracies(folder):
    try:
        with open(folder / "metrics.csv", newline="") as file:
            return [float(row["val_accuracy"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        return []


def page(arguments, results):
    seeds = range(1, arguments.seeds + 1)
    means = {method: statistics.mean(run[-1] for run in runs) for method, runs in results.items()}
    deviations = {method: statistics.stdev(run[-1] for run in runs) for method, runs in results.items()}
    lines = [
        "# Winograd's method and exact arithmetic",
        "",
        "Made by `Utilities/exactness.py`; nothing here was typed. The expression network, recipe `reference` on one cycle of "
        f"{arguments.epochs} epochs of FER2013: accuracy on the validation images after the last. `MIEN_EXACT=1` computes all "
        "convolutions as sums of products.",
        "",
        "| arithmetic | " + " | ".join(f"seed {seed}" for seed in seeds) + " | mean ± deviation |",
        "|---" * (arguments.seeds + 2) + "|",
        *(f"| {method} | " + " | ".join(f"{run[-1]:.4f}" for run in runs)
          + f" | {means[method]:.4f} ± {deviations[method]:.4f} |" for method, runs in results.items()),
        "",
        f"The means differ by {abs(means['Winograd'] - means['exact']):.4f}.",
    ]
    arguments.out.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mien", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("Docs/Exactness.md"))
    arguments = parser.parse_args()
    results = {method: [] for method in METHODS}
    for seed in range(1, arguments.seeds + 1):
        for method in METHODS:
            results[method].append(train(arguments, method, seed))
    page(arguments, results)


if __name__ == "__main__":
    main()
