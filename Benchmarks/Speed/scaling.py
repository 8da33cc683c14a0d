"""How time and memory of Mien grow with the batch, the side of the images and the channels: tables, and curves."""

import json
import subprocess

from rounds import MEASURES, Contest, Contestant

SIZES = {
    "batch": (1, 2, 4, 8, 16, 32, 64, 128, 256, 512),
    "side": (24, 36, 44, 48, 72, 96, 144, 192),
    "channels": (8, 16, 24, 32, 48, 64, 96, 128),
}
QUICK_SIZES = {"batch": (1, 2, 4), "side": (24, 36, 44), "channels": (8, 16, 24)}
# What stays the same while another grows.
USUAL = {"batch": 16, "side": 48, "channels": 32}
THREADS = 2
CURVES = {"time": ("trainMilliseconds", "inferenceMilliseconds"), "memory": ("peakBytes",)}


def contests(program, quick):
    """Each point, of which Mien is the only contestant, in the order of the sizes."""
    points = []
    for axis, sizes in (QUICK_SIZES if quick else SIZES).items():
        for size in sizes:
            numbers = [*{**USUAL, axis: size}.values(), THREADS, 1 if quick else 2]
            points.append(Contest(f"{axis} {size}", THREADS, [Contestant("Mien", [str(program), *map(str, numbers)])]))
    return points


class Scaling:
    """The results, axis by axis."""

    def __init__(self, results):
        self.axes = {}
        for result in results:
            axis, size = result.contest.title.split()
            values = {measure: result.median("Mien", measure) for measure in result.contest.measures}
            self.axes.setdefault(axis, []).append((int(size), values))

    def table(self, axis):
        titles = [axis] + [MEASURES[measure][0] for measure in self.axes[axis][0][1]]
        lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
        for size, values in self.axes[axis]:
            lines.append(f"| {size} | {' | '.join(short(value) for value in values.values())} |")
        return "\n".join(lines)

    def draw(self, program, folder):
        """Times and memory for each axis: `batch-time.svg`, `batch-memory.svg`, …."""
        folder.mkdir(parents=True, exist_ok=True)
        drawings = [self.drawing(axis, kind) for axis in self.axes for kind in CURVES]
        subprocess.run([program, folder], input=json.dumps(drawings).encode(), check=True)

    def drawing(self, axis, kind):
        """As `curves` reads it."""
        series = []
        for measure in CURVES[kind]:
            values = [values[measure] for _, values in self.axes[axis]]
            series.append({"name": MEASURES[measure][0], "values": values})
        title = f"{'Time of a step' if kind == 'time' else 'Peak memory, MB'}, by {axis}"
        sizes = [size for size, _ in self.axes[axis]]
        return {"file": f"{axis}-{kind}.svg", "title": title, "size": axis, "sizes": sizes, "series": series}


def short(value):
    """Three digits of a small number, no fractions of a large one."""
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"
