"""Makes the golden vectors of features of paper 001, as its notebook computes them.

    python3 Utilities/golden_speech.py

With a folder of recordings and Mien's program it compares all of them instead:

    python3 Utilities/golden_speech.py .build/release/mien ravdess
"""

import json
import pathlib
import subprocess
import sys

import librosa
import numpy

import golden_audio_tools as tools

RATE = 48_000


def vector(signal):
    signal, _ = librosa.effects.trim(signal, top_db=20)
    signal = librosa.util.normalize(signal)
    mfcc = librosa.feature.mfcc(y=signal, sr=RATE, n_mfcc=40)
    mels = librosa.feature.melspectrogram(y=signal, sr=RATE, n_mels=40)
    parts = [
        mfcc, librosa.feature.delta(mfcc), librosa.feature.delta(mfcc, order=2),
        librosa.power_to_db(mels, ref=numpy.max),
    ]
    return numpy.concatenate([part.mean(axis=1) for part in parts])


def compare(program, folder):
    """The greatest difference, as a share of what is allowed: 1e-3 · (|b| + 0.01 · max|b|)."""
    files = sorted(str(path) for path in pathlib.Path(folder).rglob("*") if path.suffix in (".wav", ".flac"))
    output = subprocess.run([program, "speech", "features", "--json", "-", *files], check=True, capture_output=True)
    worst = 0
    for entry in json.loads(output.stdout):
        signal, _ = librosa.load(entry["file"], sr=RATE)
        expected = vector(signal)
        allowed = 1e-3 * (numpy.abs(expected) + 0.01 * numpy.abs(expected).max())
        worst = max(worst, (numpy.abs(numpy.array(entry["features"]) - expected) / allowed).max())
    print(f"{len(files)} recordings, greatest difference {worst:.4f} of what is allowed")


def main():
    tools.FOLDER = tools.FOLDER.parent.parent / "SpeechEmotionTests" / "Golden"
    time = numpy.arange(24_001) / RATE
    silence = numpy.zeros(9_000)
    signals = {
        "voice": numpy.concatenate([silence, tools.voice(RATE, 30_001), silence]),
        "noise": tools.noise(RATE, 20_011),
        "tone": tools.single(0.4 * numpy.sin(2 * numpy.pi * 440 * time)),
    }
    arrays = {}
    for name, signal in signals.items():
        arrays |= {f"{name}/signal": signal, f"{name}/vector": vector(signal)}
    tools.save("vectors.safetensors", "golden_speech.py", arrays)


if __name__ == "__main__":
    compare(*sys.argv[1:]) if len(sys.argv) == 3 else main()
