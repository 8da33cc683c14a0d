"""Times librosa on the vector of features of paper 001, file by file.

    librosa_peer.py --steps 5 --threads 2 FILE…
"""

import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("files", nargs="+")
ARGUMENTS = parser.parse_args()
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = str(ARGUMENTS.threads)

import librosa
import numpy

import timing

RATE = 48_000


def vector(file):
    signal, _ = librosa.load(file, sr=RATE)
    signal, _ = librosa.effects.trim(signal, top_db=20)
    signal = librosa.util.normalize(signal)
    mfcc = librosa.feature.mfcc(y=signal, sr=RATE, n_mfcc=40)
    mels = librosa.feature.melspectrogram(y=signal, sr=RATE, n_mels=40)
    parts = [
        mfcc, librosa.feature.delta(mfcc), librosa.feature.delta(mfcc, order=2),
        librosa.power_to_db(mels, ref=numpy.max),
    ]
    return numpy.concatenate([part.mean(axis=1) for part in parts])


def main():
    times = [timing.median_milliseconds(ARGUMENTS.steps, lambda: vector(file)) for file in ARGUMENTS.files]
    timing.report(millisecondsPerFile=sum(times) / len(times))


if __name__ == "__main__":
    main()
