"""Times Mien and PyTorch in turn, A B A B …, so that a drift of the machine's speed meets both, and prints a table.

    compare.py MIEN [--rounds 5] [--steps 5] [--batch 64] [--threads 2 1] [--out Docs/Performance.md]
"""

import argparse
import datetime
import json
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

PREAMBLE = """# Performance

Made by `make benchmark`; nothing here was typed. Mien and its peer ran in turn on the same machine, A B A B …, so that a drift
of its speed met both; a ratio is the median of the rounds' ratios. A training step is forward, backward and update; images are
made up, 48 × 48 × 1. Peak memory is the largest that the process had resident.

"""
PEER = Path(__file__).with_name("peer_face_reference.py")


def run(command):
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mien")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, nargs="+", default=[2, 1])
    parser.add_argument("--out", type=Path, help="write the page with the table there")
    arguments = parser.parse_args()

    rows = []
    for threads in arguments.threads:
        options = ["--steps", str(arguments.steps), "--batch", str(arguments.batch), "--threads", str(threads)]
        results = {"Mien": [], "PyTorch": []}
        for number in range(arguments.rounds):
            print(f"{threads} threads, round {number + 1} of {arguments.rounds}", file=sys.stderr)
            results["Mien"] += run([arguments.mien, "benchmark", "face-reference", "--json", "-", *options])
            results["PyTorch"].append(run([sys.executable, str(PEER), *options]))
        for key, name in (("trainSamplesPerSecond", "training"), ("inferenceSamplesPerSecond", "inference")):
            mien, peer = ([entry[key] for entry in results[who]] for who in ("Mien", "PyTorch"))
            ratio = statistics.median(a / b for a, b in zip(mien, peer))
            rows.append((f"{name}, samples/s", threads, statistics.median(mien), statistics.median(peer), ratio))
        mien, peer = ([entry["peakBytes"] / 1e6 for entry in results[who]] for who in ("Mien", "PyTorch"))
        rows.append(("peak memory, MB", threads, max(mien), max(peer), max(mien) / max(peer)))

    table = [
        f"{processor()}, {datetime.date.today()}; batch {arguments.batch}, Adam; medians of {arguments.rounds} rounds; "
        f"PyTorch {version('torch')} with its defaults\n",
        "| face-reference | threads | Mien | PyTorch | ratio |",
        "|---|---|---|---|---|",
    ]
    for name, threads, mien, peer, ratio in rows:
        table.append(f"| {name} | {threads} | {mien:.0f} | {peer:.0f} | {ratio:.2f} |")
    print("\n".join(table))
    if arguments.out:
        arguments.out.write_text(PREAMBLE + "\n".join(table) + "\n")


if __name__ == "__main__":
    main()
