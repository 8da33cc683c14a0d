"""What the scripts that make golden values of sound share: made signals, and files of arrays."""

import pathlib
import zlib

import librosa
import numpy
import scipy
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent.parent / "Tests" / "MienAudioTests" / "Golden"


def random(name):
    """Draws that are a function of the name they are for."""
    return numpy.random.default_rng(zlib.crc32(name.encode()))


def chirp(rate, count):
    """A sweep from 50 Hz to a third of the rate, and a little noise."""
    time = numpy.arange(count) / rate
    sweep = scipy.signal.chirp(time, 50, count / rate, rate / 3)
    return single(0.6 * sweep + 0.02 * random(f"chirp {rate} {count}").standard_normal(count))


def voice(rate, count, pitch=140):
    """A gliding harmonic tone with a silence in its midst, and noise at its end."""
    time = numpy.arange(count) / rate
    phase = 2 * numpy.pi * numpy.cumsum(pitch * (1 + 0.2 * numpy.sin(5 * time))) / rate
    tone = sum(numpy.sin(k * phase) / k for k in range(1, 12) if k * pitch * 1.2 < rate / 2)
    tone[count // 3:count // 2] = 0
    noise = random(f"voice {rate} {count}").standard_normal(count)
    noise[:2 * count // 3] = 0
    return single(0.3 * tone + 0.1 * noise)


def noise(rate, count):
    return single(0.3 * random(f"noise {rate} {count}").standard_normal(count))


def single(array):
    """Rounded to what single precision holds: Mien's input to the bit."""
    return numpy.asarray(array, numpy.float32).astype(numpy.float64)


def save(name, script, arrays):
    """Arrays in single precision, whatever they were computed in."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = (
        f"Utilities/{script} with librosa {librosa.__version__}, scipy {scipy.__version__}, numpy {numpy.__version__}"
    )
    plain = {}
    for key, value in arrays.items():
        value = numpy.asarray(value)
        plain[key] = numpy.ascontiguousarray(value if value.dtype == numpy.int32 else value.astype(numpy.float32))
    save_file(plain, FOLDER / name, metadata={"made": made})
    assert (FOLDER / name).stat().st_size < 500_000, f"{name} is too large"
