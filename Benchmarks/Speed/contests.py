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


class Contests:
    def __init__(self, mien, folder, quick):
        self.mien, self.folder, self.quick = str(mien), Path(folder), quick

    def prepare(self):
        """Makes the files that some of the programs read."""
        export = [sys.executable, str(HERE / "onnx_export.py"), str(self.folder), "1", "64"]
        subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
        faces = [self.mien, "datasets", "make", "faces", str(self.folder / "faces"), "--count", "35"]
        subprocess.run(faces, check=True, stdout=subprocess.DEVNULL)
        voices = [self.mien, "datasets", "make", "voices", str(self.folder / "voices"), "--count", "1"]
        subprocess.run(voices, check=True, stdout=subprocess.DEVNULL)

    def all(self):
        return [
            *(self.face(64, 3, threads) for threads in THREADS),
            *(self.face(1, 100, threads) for threads in THREADS),
            *(self.speech(recipe, threads) for recipe in ("lstm", "cnn", "cnn-lstm") for threads in THREADS),
            *(self.features(threads) for threads in THREADS),
            *(self.prediction(threads) for threads in THREADS),
        ]

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

    def features(self, threads):
        """The vector of paper 001, of made voices as files."""
        files = sorted(map(str, (self.folder / "voices").rglob("*.wav")))[:4 if self.quick else 20]
        options = ["--steps", "2" if self.quick else "5", "--threads", str(threads), *files]
        contestants = [
            self.benchmark("speech-features", options),
            Contestant("librosa", [sys.executable, str(HERE / "librosa_peer.py"), *options]),
        ]
        return Contest(
            "speech-features, a file", threads, contestants, measures=("millisecondsPerFile", "peakBytes"))

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
