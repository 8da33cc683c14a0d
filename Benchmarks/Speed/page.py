"""Docs/Performance.md: what was measured, as tables."""

import datetime
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from rounds import MEASURES
from scaling import THREADS, USUAL, short

# The peers of networks. Features and tables have one peer each.
FORMS = ("Mien", "PyTorch", "channels last", "tuned malloc", "ONNX Runtime")
PREAMBLE = """# Performance of {subject}

Made by `make benchmark`; nothing here was typed. Mien and its peers ran in turn, A B C … A B C …, so that a drift of
the machine's speed met all of them.

Each cell is the median of the rounds and, in parentheses, the fastest. *Ahead* says how many times Mien's figure the
best peer's is, the median of the rounds' ratios: above 1 Mien is faster, or smaller. Peak memory is the largest that a
process had resident. {text}

"""
NETWORKS = """A training step is forward, backward and Adam's update, with cross entropy for faces
and the focal loss for speech; inputs are made up, of the real shape. PyTorch runs with its defaults; with images laid
out channels last; and with an allocator that keeps what was freed (`GLIBC_TUNABLES`), images channels last too. Memory
is compared where the processes did the same: ONNX Runtime only predicts, and Mien's process always trains as well."""
TABLES = """Features are those of paper 001, of 20 made voices at 48 kHz, and of paper 004, of three
made clips of half a minute, from the file on. Tables are made ones in ten classes that overlap, 800 × 22 the size that
paper 004 learns from; trees have the defaults of scikit-learn and XGBoost, the grid is the paper's. The peer's search
has a process for each thread, of which only the first one's memory counts."""


def write_networks(path, results, scaling, mien, count):
    """The whole page; its curves lie in the folder beside it that bears its name."""
    parts = [machine(mien, count, ("torch", "onnxruntime")), comparison(results), *growth(scaling, path.stem)]
    path.write_text(PREAMBLE.format(subject="networks", text=NETWORKS) + "\n\n".join(parts) + "\n")


def write_tables(path, results, mien, count):
    parts = [machine(mien, count, ("librosa", "opencv-python-headless", "scikit-learn", "xgboost", "pandas")), duels(results)]
    path.write_text(PREAMBLE.format(subject="features and tables", text=TABLES) + "\n\n".join(parts) + "\n")


def machine(mien, count, peers):
    output = subprocess.run([mien, "info"], check=True, stdout=subprocess.PIPE, text=True).stdout
    info = dict(line.split(": ", 1) for line in output.splitlines() if ": " in line)
    versions = ", ".join(f"{peer} {version(peer)}" for peer in peers)
    return (
        f"{processor()}, {os.cpu_count()} processors; {platform.system()} {platform.release()}, "
        f"{' '.join(platform.libc_ver())}; {datetime.date.today()}; rounds: {count}. "
        f"Mien: {info['instruction set']}, {info['matrix products']}. {versions}, Python {platform.python_version()}."
    )


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def comparison(results):
    titles = ["", "threads", *FORMS, "ahead"]
    rows = [row(result, measure) for result in results for measure in result.contest.measures]
    return "\n".join([f"| {' | '.join(titles)} |", "|---" * len(titles) + "|", *rows])


def duels(results):
    lines = ["|  | threads | Mien | peer | | ahead |", "|---|---|---|---|---|---|"]
    for result in results:
        for measure in result.contest.measures:
            lead = result.lead(measure)
            peer = [cell(result, lead[0], measure), lead[0], f"{lead[1]:.2f} ×"] if lead else ["", "", ""]
            title = f"{result.contest.title}: {MEASURES[measure][0]}"
            cells = [title, str(result.contest.threads), cell(result, "Mien", measure), *peer]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def row(result, measure):
    lead = result.lead(measure)
    cells = [
        f"{result.contest.title}: {MEASURES[measure][0]}",
        str(result.contest.threads),
        *(cell(result, form, measure) for form in FORMS),
        f"{lead[1]:.2f} × {lead[0]}" if lead else "",
    ]
    return f"| {' | '.join(cells)} |"


def cell(result, name, measure):
    values = result.values(name, measure)
    if not values:
        return ""
    if measure == "peakBytes":
        return f"{max(values):.0f}"
    return f"{short(result.median(name, measure))} ({short(min(values))})"


def growth(scaling, folder):
    usual = ", ".join(f"{axis} {size}" for axis, size in USUAL.items())
    yield (
        "## Scaling\n\n"
        f"The convolutions of the face reference network at other sizes, in Mien, {THREADS} threads. What does not "
        f"grow is\n{usual}; *channels* are the first convolution's. Equal distances are equal ratios on\n"
        "both axes of a curve: where it is straight there is no cliff."
    )
    for axis in scaling.axes:
        yield f"![Time by {axis}]({folder}/{axis}-time.svg) ![Memory by {axis}]({folder}/{axis}-memory.svg)"
        yield scaling.table(axis)
