"""Makes the golden values of MusicGenreTests: the features of paper 004's table, as librosa computes them of made sounds.

    python3 Utilities/golden_genre.py

With a table that Mien wrote, the folder of its music, and perhaps the published table, it compares them instead:

    python3 Utilities/golden_genre.py features.csv genres_original [features_30_sec.csv]

needs librosa 0.11, numpy, scipy and safetensors; the versions used are noted in the file.
"""

import csv
import os
import pathlib
import sys
import tempfile

# librosa's peak picking crashes when numba loads what it kept of it.
os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()

import librosa
import numpy
import scipy
from safetensors.numpy import save_file

import golden_audio_tools as tools

RATE = 22_050
FOLDER = tools.FOLDER.parent.parent / "MusicGenreTests" / "Golden"


def separated(signal, padding, is_published):
    """Both parts of the sound; until librosa 0.8 they ended with the last whole hop, and zeros followed."""
    spectra = librosa.stft(signal, pad_mode=padding)
    length = None if is_published else len(signal)
    parts = [librosa.istft(part, length=length) for part in librosa.decompose.hpss(spectra)]
    return [librosa.util.fix_length(part, size=len(signal)) for part in parts]


def vector(signal, is_published):
    """The 58 numbers: as librosa 0.11 computes them, or as whatever computed the published table did."""
    padding = "reflect" if is_published else "constant"
    given = {"y": signal, "sr": RATE, "pad_mode": padding}
    series = [
        librosa.feature.chroma_stft(**given), librosa.feature.rms(y=signal, pad_mode="reflect"),
        librosa.feature.spectral_centroid(**given), librosa.feature.spectral_bandwidth(**given),
        librosa.feature.spectral_rolloff(**given), librosa.feature.zero_crossing_rate(signal),
        *separated(signal, padding, is_published),
    ]
    coefficients = librosa.feature.mfcc(**given, n_mfcc=20)
    envelope = librosa.onset.onset_strength(**given, aggregate=numpy.median)
    tempo = librosa.beat.beat_track(onset_envelope=envelope, sr=RATE)[0]
    moments = lambda values: [numpy.mean(values, dtype=float), numpy.var(values, dtype=float)]
    numbers = [len(signal)]
    for values in series:
        numbers += moments(values)
    numbers += [numpy.atleast_1d(tempo)[0]]
    for row in coefficients:
        numbers += moments(row)
    return numpy.array(numbers, numpy.float64)


def song(count):
    """Chords that change, a melody with overtones, strokes on the beats, and noise."""
    time = numpy.arange(count) / RATE
    random = tools.random(f"song {count}")
    signal = numpy.zeros(count)
    for number, pitch in enumerate((220, 261.6, 329.6, 196, 246.9, 293.7)):
        hull = ((time * 1.5).astype(int) // 1 % 2 == number // 3) * 0.2
        signal += hull * sum(numpy.sin(2 * numpy.pi * pitch * k * time) / k for k in range(1, 6))
    for beat in numpy.arange(0.1, count / RATE, 60 / 128):
        age = time - beat
        signal += 0.6 * numpy.where(age >= 0, numpy.exp(-60 * age.clip(0)), 0) * random.standard_normal(count)
    return 0.5 * signal + 0.01 * random.standard_normal(count)


def main():
    arrays = {}
    sounds = {
        # Not a whole number of hops, and a whole number of them.
        "song": song(72_211),
        "noise": 0.2 * tools.random("noise").standard_normal(100 * 512),
        "short": song(700),
        "silence": numpy.zeros(5_000),
    }
    for name, sound in sounds.items():
        half = sound.astype(numpy.float16)
        arrays[f"{name}/signal"] = half
        arrays[f"{name}/librosa"] = vector(half.astype(numpy.float32), False)
        # Mirrored more than once, what is shorter than half a frame was an error then.
        if len(sound) > 1024:
            arrays[f"{name}/published"] = vector(half.astype(numpy.float32), True)
    made = (
        f"Utilities/golden_genre.py with librosa {librosa.__version__}, scipy {scipy.__version__}, "
        f"numpy {numpy.__version__}"
    )
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file(arrays, FOLDER / "features.safetensors", metadata={"made": made})
    assert (FOLDER / "features.safetensors").stat().st_size < 500_000


# Comparing

def rows(path):
    with open(path, newline="") as file:
        reader = csv.reader(file)
        names = next(reader)
        return names[1:-1], {pathlib.Path(row[0]).stem: numpy.array(row[1:-1], numpy.float64) for row in reader}


def compare(table, folder, published=None):
    """Prints for each column the greatest relative difference of a piece, from librosa's numbers and the table's."""
    names, found = rows(table)
    files = {path.stem: path for path in sorted(pathlib.Path(folder).rglob("*")) if path.stem in found}
    signals = {name: librosa.load(path, sr=RATE)[0] for name, path in files.items()}
    expected = {
        "librosa": {name: vector(signal, False) for name, signal in signals.items()},
        "librosa, the table's way": {name: vector(signal, True) for name, signal in signals.items()},
    }
    if published:
        expected["the published table"] = rows(published)[1]
    for what, numbers in expected.items():
        common = [name for name in files if name in numbers]
        differences = [
            numpy.abs(found[name] - numbers[name]) / numpy.abs(numbers[name]).clip(1e-12) for name in common]
        print(f"{len(common)} pieces against {what}:")
        for name, difference in zip(names, numpy.max(differences, axis=0)):
            print(f"  {name:26s} {difference:.1e}")


if __name__ == "__main__":
    compare(*sys.argv[1:]) if len(sys.argv) > 2 else main()
