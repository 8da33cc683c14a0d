"""Makes the golden values of the features of sound: signals drawn here, and what librosa makes of them.

    python3 Utilities/golden_audio_features.py

librosa computes in double precision, of signals that single precision holds exactly.
"""

import warnings

import librosa
import numpy
import scipy

from golden_audio_tools import random, save, single

SCRIPT = "golden_audio_features.py"
RANDOM = random("features")


# Signals

def tone(time, frequency, partials):
    """A harmonic tone whose partials fall off, below half of what the sample rate allows."""
    phase = 2 * numpy.pi * numpy.cumsum(numpy.broadcast_to(frequency, time.shape)) * (time[1] - time[0])
    return sum(numpy.sin(n * phase) / n for n in range(1, partials + 1))


def signals():
    """Tones with some noise: what is far below a clean one is the rounding of whoever transforms it."""
    made = {}

    def add(name, rate, count, draw, floor=1e-2):
        time = numpy.arange(count) / rate
        made[name, rate] = single(draw(time) + floor * RANDOM.standard_normal(count))

    def vibrato(t):
        return 0.3 * tone(t, 180 + 6 * numpy.sin(2 * numpy.pi * 5 * t), 9) * (1 - 0.8 * t / t[-1])

    def chord(t):
        """20 cents sharp."""
        return 0.1 * numpy.exp(-3 * t) * sum(tone(t, note * 2 ** (0.2 / 12), 5) for note in (261.63, 329.63, 392.0))

    def syllables(t):
        voice = tone(t, 140 * numpy.exp(-0.5 * t), 40) + RANDOM.normal(0, 0.05, t.shape)
        loudness = numpy.interp(t, [0, 0.08, 0.1, 0.16, 0.2, 0.24, 0.27, 0.35], [0, 0, 1, 0.7, 0, 0, 0.4, 0.0003])
        return 0.2 * voice * loudness

    add("vibrato", 8000, 6001, vibrato)
    add("chirp", 16000, 6143, lambda t: 0.6 * numpy.sin(2 * numpy.pi * (200 * t + 0.5 * 18000 * t * t)))
    add("chord", 22050, 8821, chord)
    add("bursts", 44100, 13231, lambda t: RANDOM.normal(0, 0.1, t.shape) * (numpy.sin(2 * numpy.pi * 7 * t) > 0), 0)
    add("syllables", 48000, 16801, syllables, 0)
    add("silence", 16000, 5000, numpy.zeros_like, 0)
    add("clicks", 22050, 4800, lambda t: numpy.eye(1, len(t), 2500)[0] + 0.5 * numpy.eye(1, len(t), 2537)[0], 0)
    add("short", 22050, 300, numpy.zeros_like, 0.1)
    add("one sample", 22050, 1, lambda t: t + 0.25, 0)
    return made


# Features

def features(y, rate):
    powers = numpy.abs(librosa.stft(y)) ** 2
    magnitudes = numpy.sqrt(powers)
    mels = librosa.feature.melspectrogram(y=y, sr=rate)
    mfcc = librosa.feature.mfcc(y=y, sr=rate)
    bands = dict(sr=rate, n_bands=4 if rate < 16000 else 6)
    found = {
        "mel": mels,
        "mel HTK": librosa.feature.melspectrogram(
            y=y, sr=rate, n_mels=40, htk=True, norm=None, fmin=60, fmax=0.4 * rate),
        "mel decibels": librosa.power_to_db(
            librosa.feature.melspectrogram(y=y, sr=rate, n_mels=40), ref=numpy.max),
        "MFCC": mfcc,
        "MFCC lifted": librosa.feature.mfcc(y=y, sr=rate, n_mfcc=13, lifter=22),
        "RMS": librosa.feature.rms(y=y),
        "RMS of magnitudes": librosa.feature.rms(S=magnitudes),
        "zero crossings": librosa.feature.zero_crossing_rate(y),
        "zero crossings, short frames": librosa.feature.zero_crossing_rate(y, frame_length=255, hop_length=300),
        "centroid": librosa.feature.spectral_centroid(y=y, sr=rate),
        "bandwidth": librosa.feature.spectral_bandwidth(y=y, sr=rate),
        "bandwidth 3": librosa.feature.spectral_bandwidth(y=y, sr=rate, p=3),
        "roll-off": librosa.feature.spectral_rolloff(y=y, sr=rate),
        "roll-off 50": librosa.feature.spectral_rolloff(y=y, sr=rate, roll_percent=0.5),
        "flatness": librosa.feature.spectral_flatness(y=y),
        "flatness of magnitudes": librosa.feature.spectral_flatness(y=y, power=1.0),
        "contrast": librosa.feature.spectral_contrast(y=y, **bands),
        "contrast, linear": librosa.feature.spectral_contrast(y=y, linear=True, quantile=0.1, **bands),
        "tuning": numpy.array([librosa.estimate_tuning(S=powers, sr=rate)]),
        "chroma": librosa.feature.chroma_stft(y=y, sr=rate),
        "chroma 24, L2": librosa.feature.chroma_stft(y=y, sr=rate, n_chroma=24, norm=2, tuning=0.25),
        "chroma, raw": librosa.feature.chroma_stft(y=y, sr=rate, norm=None, tuning=0),
        "trim": librosa.effects.trim(y, top_db=20)[1],
        "split": librosa.effects.split(y, top_db=30, frame_length=512, hop_length=128),
        "peak": librosa.util.normalize(y)[:64],
        "L2": librosa.util.normalize(y, norm=2)[:64],
    }
    if mfcc.shape[1] >= 9:
        found |= {"delta": librosa.feature.delta(mfcc), "delta 2": librosa.feature.delta(mfcc, order=2)}
    odd = dict(n_fft=999, hop_length=250, win_length=800, window="hamming")
    if len(y) >= 999:
        S = numpy.abs(librosa.stft(y, center=False, **odd))
        found |= {
            "odd/mel": librosa.feature.melspectrogram(S=S ** 2, sr=rate, n_fft=999, n_mels=20),
            "odd/RMS": librosa.feature.rms(S=S, frame_length=999),
            "odd/RMS of samples": librosa.feature.rms(y=y, frame_length=999, hop_length=250, center=False),
            "odd/centroid": librosa.feature.spectral_centroid(S=S, sr=rate, n_fft=999),
            "odd/chroma": librosa.feature.chroma_stft(S=S ** 2, sr=rate, n_fft=999, tuning=0),
        }
    return found


def pitches(y, rate):
    frequencies, magnitudes = librosa.piptrack(y=y, sr=rate)
    places = numpy.nonzero(frequencies)
    return dict(bins=places[0], frames=places[1], frequencies=frequencies[places], magnitudes=magnitudes[places])


def of_signals():
    arrays = {}
    for (name, rate), y in signals().items():
        arrays[f"{name}/signal"] = y
        arrays[f"{name}/rate"] = numpy.array([rate])
        arrays |= {f"{name}/{feature}": values for feature, values in features(y, rate).items()}
        if name in ("chord", "chirp"):
            arrays |= {f"{name}/pitch {key}": values for key, values in pitches(y, rate).items()}
    return arrays


# Single steps

def filters():
    arrays = {}
    for scale in ("slaney", "htk"):
        for norm in ("slaney", None):
            arrays[f"mel/{scale}/{norm}"] = librosa.filters.mel(
                sr=22050, n_fft=400, n_mels=24, fmin=50, htk=scale == "htk", norm=norm)
        hertz = numpy.array([0, 60, 999, 1000, 1001, 4000, 20000.0])
        arrays[f"hertz/{scale}"] = hertz
        arrays[f"mels/{scale}"] = librosa.hz_to_mel(hertz, htk=scale == "htk")
    for steps in (12, 24, 7):
        arrays[f"chroma/{steps}"] = librosa.filters.chroma(sr=16000, n_fft=301, n_chroma=steps, tuning=0.3)
    arrays["chroma/flat"] = librosa.filters.chroma(sr=44100, n_fft=256, octwidth=None)
    return arrays


def deltas():
    arrays = {}
    for frames in (4, 12):
        # A great level on which small changes stand, as MFCC have it.
        x = single(-400 + RANDOM.normal(0, 10, (3, frames)))
        arrays[f"{frames}/input"] = x
        for mode in ("interp", "nearest", "mirror", "constant", "wrap"):
            for width, order in ((3, 1), (3, 2), (5, 1), (9, 1), (9, 2), (9, 3), (11, 6)):
                if mode != "interp" or width <= frames:
                    arrays[f"{frames}/{mode}/{width}/{order}"] = librosa.feature.delta(
                        x, width=width, order=order, mode=mode)
    return arrays


def normalizations():
    x = RANDOM.normal(0, 1, (3, 4, 5)).astype(numpy.float32)
    x[:, 1, 2] = 0
    x[1] *= 1e-25
    arrays = {"input": x}
    for axis in (0, 1, 2):
        for norm, name in ((1, "l1"), (2, "l2"), (numpy.inf, "maximum")):
            arrays[f"{name}/{axis}"] = librosa.util.normalize(x, norm=norm, axis=axis)
            arrays[f"{name}/{axis}/threshold"] = librosa.util.normalize(x, norm=norm, axis=axis, threshold=1e-3)
    return arrays


def decibels():
    x = numpy.array([[0, 1e-30, 1e-12, 3e-10, 1e-5], [1e-3, 0.5, 1, 7, 12345]], numpy.float32)
    return {
        "input": x,
        "powers": librosa.power_to_db(x),
        "powers, maximum": librosa.power_to_db(x, ref=numpy.max),
        "powers, open": librosa.power_to_db(x, ref=-0.25, amin=1e-20, top_db=None),
        "amplitudes": librosa.amplitude_to_db(-x),
        "amplitudes, maximum": librosa.amplitude_to_db(x, ref=numpy.max, top_db=120),
        "amplitudes, open": librosa.amplitude_to_db(x, ref=2.0, amin=1e-9, top_db=None),
    }


def cosines():
    x = RANDOM.normal(0, 1, (17, 3)).astype(numpy.float32)
    return {"input": x, "all": scipy.fft.dct(x, axis=0, norm="ortho"),
            "first": scipy.fft.dct(x, axis=0, norm="ortho")[:5]}


def tonnetze():
    chroma = RANDOM.uniform(0, 1, (12, 4))
    chroma[:, 2] = 0
    finer = RANDOM.uniform(0, 1, (24, 2))
    return {"12/chroma": chroma, "12/tonnetz": librosa.feature.tonnetz(chroma=chroma),
            "24/chroma": finer, "24/tonnetz": librosa.feature.tonnetz(chroma=finer)}


def tunings():
    arrays = {}
    for name, steps, resolution, offset in (("quarter", 12, 0.01, 0.25), ("flat", 12, 0.01, -0.317),
                                            ("coarse", 24, 0.13, 0.1)):
        notes = RANDOM.integers(-20, 20, 60) + offset + RANDOM.normal(0, 0.02, 60)
        frequencies = (440 * 2 ** (notes / steps)).astype(numpy.float32)
        arrays[f"{name}/frequencies"] = frequencies
        arrays[f"{name}/tuning"] = numpy.array(
            [librosa.pitch_tuning(frequencies, resolution=resolution, bins_per_octave=steps)])
    return arrays


def main():
    # Signals shorter than a frame, and silence without a pitch: what librosa answers is what is wanted.
    warnings.simplefilter("ignore")
    save("features.safetensors", SCRIPT, of_signals())
    steps = dict(filters=filters(), deltas=deltas(), normalizations=normalizations(), decibels=decibels(),
                 cosines=cosines(), tunings=tunings(), tonnetze=tonnetze())
    save("feature-steps.safetensors", SCRIPT,
         {f"{step}/{key}": values for step, arrays in steps.items() for key, values in arrays.items()})


if __name__ == "__main__":
    main()
