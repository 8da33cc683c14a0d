"""Makes the golden values of MienAudioTests for resampling: made signals, and what soxr's HQ makes of them.

    python3 Utilities/golden_audio_resampling.py

needs librosa, soxr, numpy and safetensors; the versions used are noted in the file.
"""

import pathlib

import librosa
import numpy
import soxr
from safetensors.numpy import save_file

FILE = pathlib.Path(__file__).parent.parent / "Tests" / "MienAudioTests" / "Golden" / "resampling.safetensors"
RANDOM = numpy.random.default_rng(20250117)
PAIRS = [
    (48000, 16000), (44100, 16000), (48000, 22050), (11025, 48000), (44099, 16000), (8000, 44100), (22050, 16000),
    (16000, 8000), (384000, 16000),
]


def band_limited_noise(count, edge):
    """Noise without anything above `edge`, of half the rate."""
    spectrum = numpy.fft.rfft(RANDOM.normal(size=count))
    spectrum[int(edge * len(spectrum)):] = 0
    noise = numpy.fft.irfft(spectrum, count)
    return noise / abs(noise).max()


def signal(count, rate, edge):
    """A sweep, then noise, then three tones, all below `edge` in hertz, each faded in and out."""
    part = count // 3
    time = numpy.arange(part) / rate
    length = part / rate
    sweep = numpy.sin(numpy.pi * edge / length * time**2)
    noise = band_limited_noise(part, edge / (rate / 2))
    tones = sum(numpy.sin(2 * numpy.pi * f * edge * time + f) for f in (0.031, 0.34, 0.97)) / 3
    fade = numpy.hanning(part)
    return numpy.concatenate([sweep * fade, noise * fade, tones * fade, numpy.zeros(count - 3 * part)])


tensors = {}
for source, target in PAIRS:
    low = min(source, target)
    count = int(700 * source / low) + 1
    # Between rates without a whole ratio, soxr's response falls by 4e-5 to 0.6 of half the lower rate, by 1e-3 to 0.91.
    edge = 0.9 if max(source, target) % low == 0 and source > target else 0.55
    x = (0.8 * signal(count, source, edge * low / 2)).astype(numpy.float32)
    full = RANDOM.uniform(-0.8, 0.8, min(count, 2001)).astype(numpy.float32)
    name = f"{source}-{target}"
    for kind, values in (("band", x), ("full", full)):
        tensors[f"{name}/{kind}/signal"] = values
        tensors[f"{name}/{kind}/result"] = librosa.resample(
            values, orig_sr=source, target_sr=target, res_type="soxr_hq")

versions = f"librosa {librosa.__version__}, soxr {soxr.__version__}, numpy {numpy.__version__}"
save_file(tensors, FILE, {"made": f"by Utilities/golden_audio_resampling.py with {versions}"})
