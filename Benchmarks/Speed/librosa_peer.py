"""Times librosa on the features of speech of paper 001, or on those of music of paper 004, file by file.

    librosa_peer.py speech|genre --steps 5 --threads 2 FILE…
"""

import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("task", choices=("speech", "genre"))
parser.add_argument("--steps", type=int, required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("files", nargs="+")
ARGUMENTS = parser.parse_args()
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = str(ARGUMENTS.threads)

import librosa
import numpy

import timing

def speech(file):
    rate = 48_000
    signal, _ = librosa.load(file, sr=rate)
    signal, _ = librosa.effects.trim(signal, top_db=20)
    signal = librosa.util.normalize(signal)
    mfcc = librosa.feature.mfcc(y=signal, sr=rate, n_mfcc=40)
    mels = librosa.feature.melspectrogram(y=signal, sr=rate, n_mels=40)
    parts = [
        mfcc, librosa.feature.delta(mfcc), librosa.feature.delta(mfcc, order=2),
        librosa.power_to_db(mels, ref=numpy.max),
    ]
    return numpy.concatenate([part.mean(axis=1) for part in parts])


def genre(file):
    signal, rate = librosa.load(file)
    given = {"y": signal, "sr": rate}
    series = [
        librosa.feature.chroma_stft(**given), librosa.feature.rms(y=signal), librosa.feature.spectral_centroid(**given),
        librosa.feature.spectral_bandwidth(**given), librosa.feature.spectral_rolloff(**given),
        librosa.feature.zero_crossing_rate(signal), *librosa.effects.hpss(signal),
        *librosa.feature.mfcc(**given, n_mfcc=20),
    ]
    tempo, _ = librosa.beat.beat_track(**given)
    return [len(signal), tempo] + [moment for values in series for moment in (values.mean(), values.var())]


def main():
    vector = {"speech": speech, "genre": genre}[ARGUMENTS.task]
    times = [timing.median_milliseconds(ARGUMENTS.steps, lambda: vector(file)) for file in ARGUMENTS.files]
    timing.report(millisecondsPerFile=sum(times) / len(times))


if __name__ == "__main__":
    main()
