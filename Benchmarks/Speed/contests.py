"""What is timed: which programs, on what, with how many steps."""

import subprocess
import sys
from pathlib import Path

from rounds import Contest, Contestant

HERE = Path(__file__).parent
THREADS = (2, 1)
# Fresh memory costs a page fault each 4 KiB: these keep what was freed, as Mien does.
TUNED_MALLOC = {
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=4294967296"
}


# Rows and columns of the tables; the first are those that paper 004 learns from.
TABLES = ("800x22", "1000x58", "10000x10", "10000x58", "100000x58")


class Contests:
    def __init__(self, mien, speed, folder, quick):
        self.mien, self.speed, self.folder, self.quick = str(mien), Path(speed), Path(folder), quick

    def networks(self):
        """With the files that they need."""
        export = [sys.executable, str(HERE / "onnx_export.py"), str(self.folder), "1", "64"]
        subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
        self.make("faces", 35)
        return [
            *(self.face(64, 3, threads) for threads in THREADS),
            *(self.face(1, 100, threads) for threads in THREADS),
            *(self.speech(recipe, threads) for recipe in ("lstm", "cnn", "cnn-lstm") for threads in THREADS),
            *(self.prediction(threads) for threads in THREADS),
        ]

    def features_and_tables(self):
        """With the files that they need."""
        self.make("voices", 1)
        self.make("music", 1)
        subprocess.run([sys.executable, str(HERE / "tables_made.py"), str(self.folder), *TABLES], check=True)
        return [
            *(self.features("speech", "voices", 20, threads) for threads in THREADS),
            *(self.features("genre", "music", 3, threads) for threads in THREADS),
            *(self.detection(threads) for threads in THREADS),
            *self.tables(),
        ]

    def make(self, kind, count):
        command = [self.mien, "datasets", "make", kind, str(self.folder / kind), "--count", str(count)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def face(self, batch, steps, threads):
        """A batch of one is only predicted: PyTorch's batch norm cannot be trained with it."""
        name, options = "face-reference", self.options(batch, steps, threads)
        peer = options if batch > 1 else [*options, "--inference"]
        onnx = [sys.executable, str(HERE / "onnx_peer.py"), str(self.folder / f"{batch}.onnx"), *options]
        contestants = [
            self.benchmark(name, options),
            self.pytorch("PyTorch", name, peer),
            self.pytorch("channels last", name, [*peer, "--channels-last"]),
            self.pytorch("tuned malloc", name, [*peer, "--channels-last"], **TUNED_MALLOC),
            Contestant("ONNX Runtime", onnx),
        ]
        title = f"{name}, batch {batch}"
        if batch > 1:
            return Contest(title, threads, contestants)
        return Contest(title, threads, contestants, measures=("inferenceMilliseconds", "peakBytes"))

    def features(self, task, folder, count, threads):
        """What describes made sounds, as files."""
        files = sorted(map(str, (self.folder / folder).rglob("*.wav")))[:2 if self.quick else count]
        options = ["--steps", "2" if self.quick else "5", "--threads", str(threads), *files]
        contestants = [
            self.benchmark(f"{task}-features", options),
            Contestant("librosa", [sys.executable, str(HERE / "librosa_peer.py"), task, *options]),
        ]
        return Contest(
            f"{task}-features, a file", threads, contestants, measures=("millisecondsPerFile", "peakBytes"))

    def detection(self, threads):
        """The faces of the drawing that the tests of detection have."""
        drawing = HERE.parent.parent / "Tests" / "MienImageTests" / "Golden" / "detection" / "drawing.png"
        options = ["--steps", "2" if self.quick else "20", "--threads", str(threads), str(drawing)]
        contestants = [
            self.benchmark("face-detect", options),
            Contestant("OpenCV", [sys.executable, str(HERE / "opencv_peer.py"), *options]),
        ]
        return Contest("face-detect, a file", threads, contestants, measures=("millisecondsPerFile", "peakBytes"))

    def tables(self):
        yield from (self.table("boosting", "800x22", 100, threads) for threads in THREADS)
        yield from (self.table("forest", "800x22", 100, threads) for threads in THREADS)
        yield self.table("search", "800x22", 100, 2, steps=1)
        if not self.quick:
            for work in ("boosting", "forest"):
                yield from (self.table(work, size, 20, 2, steps=1) for size in TABLES[1:])
            yield self.table("read", "100000x58", 1, 2)

    def table(self, work, size, trees, threads, steps=5):
        """A table read, or learnt from and answered for."""
        options = [work, str(self.folder / f"{size}.csv"), *map(str, (trees, threads, 1 if self.quick else steps))]
        peer = {"read": "pandas", "forest": "scikit-learn"}.get(work, "XGBoost")
        contestants = [
            Contestant("Mien", [str(self.speed / "tables"), *options]),
            Contestant(peer, [sys.executable, str(HERE / "tables_peer.py"), *options]),
        ]
        titles = {
            "read": "a table read", "forest": f"forest of {trees} trees", "boosting": f"boosting, {trees} rounds",
            "search": "grid search, 81 fits",
        }
        measures = ("millisecondsPerFile",) if work == "read" else ("trainMilliseconds", "inferenceMilliseconds")
        return Contest(
            f"{titles[work]}, {size.replace('x', ' × ')}", threads, contestants, (*measures, "peakBytes"))

    def speech(self, recipe, threads):
        name, options = f"speech-{recipe}", self.options(36, 10, threads)
        contestants = [
            self.benchmark(name, options),
            self.pytorch("PyTorch", name, options),
            self.pytorch("tuned malloc", name, options, **TUNED_MALLOC),
        ]
        return Contest(f"{name}, batch 36", threads, contestants)

    def prediction(self, threads):
        image = sorted(self.folder.glob("faces/test/happy/*.png"))[0]
        mien = Contestant("Mien", [self.mien, "face", "predict", str(image)], {"MIEN_THREADS": str(threads)})
        measures = ("processMilliseconds", "peakBytes")
        return Contest("`mien face predict`, one image", threads, [mien], measures, of_process=True)

    def options(self, batch, steps, threads):
        steps = 1 if self.quick else steps
        return ["--batch", str(batch), "--steps", str(steps), "--threads", str(threads)]

    def benchmark(self, name, options):
        return Contestant("Mien", [self.mien, "benchmark", name, "--json", "-", *options])

    def pytorch(self, title, name, options, **environment):
        return Contestant(title, [sys.executable, str(HERE / "pytorch_peer.py"), name, *options], environment)
