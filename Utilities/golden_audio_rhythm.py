"""Makes the golden values of MienAudioTests for effects and rhythm: what librosa and SciPy make of the same sounds.

    MIEN_DATA=../shared/data python3 Utilities/golden_audio_rhythm.py

needs librosa 0.11, soxr, numpy, scipy and safetensors; the versions used are noted in each file. Sounds are rounded to half
precision and stored so; click tracks, too long for that, are made by the same formula on both sides.
"""

import json
import os
import pathlib
import tempfile

# librosa's peak picking crashes when numba loads what it kept of it.
os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()

import librosa
import numpy
import safetensors
import scipy
import scipy.ndimage
import scipy.signal
import soxr
from safetensors.numpy import save_file

from golden_audio_tools import FOLDER

MADE = (
    f"Utilities/golden_audio_rhythm.py with librosa {librosa.__version__}, soxr {soxr.__version__}, "
    f"SciPy {scipy.__version__}, numpy {numpy.__version__}, safetensors {safetensors.__version__}"
)
RANDOM = numpy.random.default_rng(20250711)


def save(name, arrays):
    plain = {}
    for key, value in arrays.items():
        array = numpy.asarray(value)
        if array.dtype == numpy.int64:
            array = array.astype(numpy.int32)
        plain[key] = numpy.ascontiguousarray(array).reshape(array.shape)
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file(plain, FOLDER / name, metadata={"made": MADE})
    assert (FOLDER / name).stat().st_size < 500_000, f"{name} is too large"


def sound(rate, count, highest=None):
    """A chirp, a chord with overtones, strokes, and noise: no bin is ever quite silent, so every phase means something.

    Up to `highest`, as a share of the rate, and without sudden ends, where the flanks of filters are not to be compared.
    """
    time = numpy.arange(count) / rate
    chirp = numpy.sin(2 * numpy.pi * (200 * time + rate / 8 * time ** 2))
    chord = sum(numpy.sin(2 * numpy.pi * pitch * time + pitch) / 3 for pitch in (220, 277.2, 329.6, 440, 880))
    strokes = sum(numpy.where(time >= start, numpy.exp(-80 * (time - start).clip(0)), 0) for start in (0.05, 0.21, 0.4))
    noise = RANDOM.normal(size=count)
    signal = 0.2 * chirp + 0.2 * chord + 0.3 * strokes * noise + 0.02 * noise
    if highest:
        signal = signal * scipy.signal.windows.tukey(count, 0.1)
        signal = scipy.signal.sosfiltfilt(scipy.signal.cheby2(12, 80, highest, fs=1, output="sos"), signal)
    return signal.astype(numpy.float16)


# Harmonic and percussive parts

def separation():
    arrays = {}
    for number, (rows, columns, width) in enumerate([(40, 57, 31), (19, 23, 5), (9, 70, 31), (33, 17, 4), (1, 40, 31)]):
        matrix = RANDOM.uniform(0, 1, (rows, columns)).astype(numpy.float16)
        if number == 1:
            matrix = numpy.floor(matrix * 4)  # with equal values
        full = matrix.astype(numpy.float32)
        arrays[f"median/{number}/input"] = matrix
        arrays[f"median/{number}/width"] = numpy.int32(width)
        arrays[f"median/{number}/down"] = scipy.ndimage.median_filter(full, (width, 1), mode="reflect")
        arrays[f"median/{number}/along"] = scipy.ndimage.median_filter(full, (1, width), mode="reflect")

    magnitudes = (RANDOM.uniform(0, 1, (45, 50)) ** 8).astype(numpy.float16)
    magnitudes[:, 20:30] = 0
    arrays["masks/input"] = magnitudes
    settings = [(31, 2, 1), ((9, 13), 1, (1, 4)), (31, numpy.inf, 1), (7, 3.5, 2)]
    for number, (width, power, margin) in enumerate(settings):
        masks = librosa.decompose.hpss(
            magnitudes.astype(numpy.float32), kernel_size=width, power=power, margin=margin, mask=True)
        arrays[f"masks/{number}/harmonic"], arrays[f"masks/{number}/percussive"] = masks
        pair = lambda value: value if isinstance(value, tuple) else (value, value)
        arrays[f"masks/{number}/settings"] = numpy.array([*pair(width), power, *pair(margin)], numpy.float32)

    for rate, count in ((8000, 5001), (16000, 8000), (22050, 6173), (44100, 7777), (48000, 9001)):
        signal = sound(rate, count)
        harmonic, percussive = librosa.effects.hpss(signal.astype(numpy.float32))
        arrays[f"sound/{rate}/input"] = signal
        arrays[f"sound/{rate}/harmonic"] = harmonic
        arrays[f"sound/{rate}/percussive"] = percussive
    save("separation.safetensors", arrays)


# Stretching

def stretching():
    """In double precision: librosa adds phases up in the precision it is given, and in single they are soon lost."""
    arrays = {}
    shape = (33, 20)
    spectra = RANDOM.normal(size=shape) + 1j * RANDOM.normal(size=shape)
    spectra[:, 7:9] = 0
    spectra = spectra.astype(numpy.complex64)
    arrays["spectra/real"], arrays["spectra/imaginary"] = spectra.real, spectra.imag
    for rate in (0.3, 0.8, 1.0, 1.37, 2.0, 7.5):
        result = librosa.phase_vocoder(spectra.astype(numpy.complex128), rate=rate).astype(numpy.complex64)
        arrays[f"spectra/{rate}/real"], arrays[f"spectra/{rate}/imaginary"] = result.real, result.imag

    for rate, count, factor, steps in (
        (8000, 7001, 0.8, -3), (16000, 6000, 1.25, 2), (22050, 9173, 1.1, 0.5), (44100, 8191, 0.9, 4), (48000, 8000, 2, -1)
    ):
        signal = sound(rate, count)
        double = signal.astype(numpy.float64)
        arrays[f"sound/{rate}/input"] = signal
        arrays[f"sound/{rate}/factor"] = numpy.float64(factor)
        arrays[f"sound/{rate}/steps"] = numpy.float64(steps)
        arrays[f"sound/{rate}/stretched"] = librosa.effects.time_stretch(double, rate=factor).astype(numpy.float32)
        softer = sound(rate, count, 0.36)
        arrays[f"sound/{rate}/softer"] = softer
        arrays[f"sound/{rate}/shifted"] = librosa.effects.pitch_shift(
            softer.astype(numpy.float64), sr=rate, n_steps=steps).astype(numpy.float32)
    save("stretching.safetensors", arrays)


# Rhythm

def noise(count, seed):
    """Uniform in -1 ..< 1; the same formula stands in the tests (SplitMix64)."""
    with numpy.errstate(over="ignore"):
        z = (numpy.arange(count, dtype=numpy.uint64) + numpy.uint64(seed)) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return ((z >> numpy.uint64(40)).astype(numpy.float64) / 2 ** 23 - 1).astype(numpy.float32)


def click_track(rate, tempo, seconds, level, seed):
    """Clicks on the beats, every second one softer, and noise; the same formula stands in the tests."""
    signal = level * noise(int(rate * seconds), seed)
    length = rate // 20
    time = numpy.arange(length) / rate
    click = (numpy.exp(-60 * time) * numpy.sin(2 * numpy.pi * 1000 * time)).astype(numpy.float32)
    beat = 0
    while (start := int((0.37 + beat * 60 / tempo) * rate)) + length <= len(signal):
        signal[start:start + length] += numpy.float32(0.9 if beat % 2 == 0 else 0.5) * click
        beat += 1
    return signal.astype(numpy.float32)


def rhythm():
    arrays = {}
    for number, (rate, tempo, seconds, level) in enumerate([
        (8000, 97, 11, 0), (16000, 120, 6.3, 0.02), (22050, 133.7, 8.1, 0), (22050, 88, 9, 0.2), (44100, 150, 5, 0.05),
        (48000, 71, 7.07, 0.01), (22050, 200, 3.3, 0.05), (22050, 120, 0.9, 0.1)
    ]):
        signal = click_track(rate, tempo, seconds, numpy.float32(level), number)
        envelope = librosa.onset.onset_strength(y=signal, sr=rate)
        found, beats = librosa.beat.beat_track(y=signal, sr=rate)
        onsets = librosa.onset.onset_detect(y=signal, sr=rate)
        name = f"clicks/{number}"
        arrays[f"{name}/settings"] = numpy.array([rate, tempo, seconds, level], numpy.float64)
        arrays[f"{name}/sum"] = numpy.array([abs(signal.astype(numpy.float64)).sum()])
        arrays[f"{name}/envelope"] = envelope
        arrays[f"{name}/median"] = librosa.onset.onset_strength(y=signal, sr=rate, aggregate=numpy.median)
        arrays[f"{name}/tempo"] = numpy.atleast_1d(librosa.feature.tempo(y=signal, sr=rate))
        arrays[f"{name}/beatTempo"] = numpy.atleast_1d(found)
        arrays[f"{name}/beats"] = beats
        arrays[f"{name}/untrimmed"] = librosa.beat.beat_track(y=signal, sr=rate, trim=False, tightness=40)[1]
        arrays[f"{name}/onsets"] = onsets
        arrays[f"{name}/backtracked"] = librosa.onset.onset_backtrack(onsets, envelope)

    # Onset strength of a given spectrogram
    levels = RANDOM.uniform(-80, 0, (20, 30)).astype(numpy.float16)
    arrays["levels/input"] = levels
    for number, (lag, size) in enumerate([(1, 1), (2, 3), (1, 4), (3, 50)]):
        arrays[f"levels/{number}/settings"] = numpy.array([lag, size], numpy.int32)
        arrays[f"levels/{number}/mean"] = librosa.onset.onset_strength(
            S=levels.astype(numpy.float32), lag=lag, max_size=size)
        arrays[f"levels/{number}/median"] = librosa.onset.onset_strength(
            S=levels.astype(numpy.float32), lag=lag, max_size=size, aggregate=numpy.median)

    # Tempograms and peaks of made envelopes
    for number, (count, width) in enumerate([(90, 64), (50, 384), (33, 7)]):
        envelope = RANDOM.exponential(size=count).astype(numpy.float16)
        envelope[10:20] = 0
        full = envelope.astype(numpy.float32)
        arrays[f"tempogram/{number}/input"] = envelope
        arrays[f"tempogram/{number}/output"] = librosa.feature.tempogram(
            onset_envelope=full, sr=22050, win_length=width).astype(numpy.float32)
    envelope = RANDOM.exponential(size=300).astype(numpy.float16)
    arrays["peaks/input"] = envelope
    for number, settings in enumerate([(3, 3, 3, 5, 0.5, 10), (1, 1, 4, 5, 0.07, 1), (0, 4, 10, 1, 0, 0)]):
        arrays[f"peaks/{number}/settings"] = numpy.array(settings, numpy.float32)
        before, after, mean_before, mean_after, delta, wait = settings
        arrays[f"peaks/{number}/output"] = librosa.util.peak_pick(
            envelope.astype(numpy.float32), pre_max=before, post_max=after, pre_avg=mean_before, post_avg=mean_after,
            delta=delta, wait=wait)
    save("rhythm.safetensors", arrays)


def music():
    """What is found in GTZAN's clips, where they are at hand; the clips themselves are nowhere stored."""
    clips = []
    for path in sorted((pathlib.Path(os.environ["MIEN_DATA"]) / "gtzan" / "audio").glob("*.flac")):
        signal, rate = librosa.load(path, sr=None)
        tempo, beats = librosa.beat.beat_track(y=signal, sr=rate)
        clips.append(dict(
            file=path.name, tempo=librosa.feature.tempo(y=signal, sr=rate)[0], beatTempo=tempo[0], beats=beats.tolist(),
            onsets=librosa.onset.onset_detect(y=signal, sr=rate).tolist()))
    lines = ",\n".join(json.dumps(clip) for clip in clips)
    (FOLDER / "music.json").write_text(f'{{"made": "{MADE}", "clips": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    separation()
    stretching()
    rhythm()
    if "MIEN_DATA" in os.environ:
        music()
