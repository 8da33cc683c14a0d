"""Makes the golden values of MienAudioTests for files: sound in every format, and what librosa reads from it.

    python3 Utilities/golden_audio_files.py

needs librosa, soundfile and numpy; the versions used are noted in the file.
"""

import base64
import io
import json
import pathlib
import struct

import librosa
import numpy
import soundfile

FILE = pathlib.Path(__file__).parent.parent / "Tests" / "MienAudioTests" / "Golden" / "files.json"
RANDOM = numpy.random.default_rng(20250118)


def sound(frames, channels, rate):
    """A tone of its own for each channel, and noise."""
    time = numpy.arange(frames)[:, None] / rate
    tones = 0.5 * numpy.sin(2 * numpy.pi * rate * (numpy.arange(channels) + 1) / 37 * time)
    return tones + RANDOM.uniform(-0.2, 0.2, (frames, channels))


def encode(samples, rate, container, subtype, endian=None):
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=container, subtype=subtype, endian=endian)
    return file.getvalue()


def chunks(wav):
    """The chunks of a WAV file: names and contents."""
    found, start = [], 12
    while start < len(wav):
        name, size = wav[start:start + 4], struct.unpack("<I", wav[start + 4:start + 8])[0]
        found.append((name, wav[start + 8:start + 8 + size]))
        start += 8 + size + size % 2
    return found


def riff(parts):
    body = b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2) for name, content in parts)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


cases = []


def add(name, data, exact=True):
    samples, rate = librosa.load(io.BytesIO(data), sr=None, mono=True)
    info = soundfile.info(io.BytesIO(data))
    cases.append(dict(
        name=name, file=base64.b64encode(data).decode(), rate=rate, channels=info.channels, exact=exact,
        samples=base64.b64encode(samples.astype("<f4").tobytes()).decode()))


WAV = [("WAV", subtype) for subtype in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW")]
for container, subtype in WAV + [("WAVEX", "PCM_16"), ("WAVEX", "PCM_24"), ("WAVEX", "FLOAT"), ("RF64", "PCM_16")]:
    for channels, rate in ((1, 16000), (2, 48000)):
        add(f"{container} {subtype} × {channels}", encode(sound(101, channels, rate), rate, container, subtype))
for channels, rate in ((3, 11025), (6, 44100), (8, 384000), (11, 8000)):
    add(f"WAVEX PCM_16 × {channels}", encode(sound(60, channels, rate), rate, "WAVEX", "PCM_16"))
add("RIFX PCM_24", encode(sound(101, 2, 22050), 22050, "WAV", "PCM_24", "BIG"))
for subtype in ("IMA_ADPCM", "MS_ADPCM"):
    add(f"WAV {subtype}", encode(sound(600, 1, 22050), 22050, "WAV", subtype))
for subtype in ("PCM_S8", "PCM_16", "PCM_24"):
    add(f"FLAC {subtype}", encode(sound(301, 2, 44100), 44100, "FLAC", subtype))
add("FLAC × 8", encode(sound(100, 8, 96000), 96000, "FLAC", "PCM_16"))
add("Ogg Vorbis", encode(sound(1501, 2, 44100), 44100, "OGG", "VORBIS"), exact=False)
add("Ogg Opus", encode(sound(1501, 1, 48000), 48000, "OGG", "OPUS"), exact=False)
mp3 = encode(sound(3001, 1, 44100), 44100, "MP3", "MPEG_LAYER_III")
add("MP3", mp3, exact=False)
add("MP3 behind a tag", b"ID3\3\0\0\0\0\0\x0BTIT2\0\0\0\1\0\0\0" + mp3, exact=False)

# As the files of RAVDESS are: filling before the samples, chunks of odd sizes after them.
form, data = chunks(encode(sound(77, 1, 48000), 48000, "WAV", "PCM_24"))[:2]
add("filled", riff([form, (b"FLLR", bytes(200)), data, (b"LIST", b"INFOISFT\3\0\0\0ab\0\0"), (b"_PMX", bytes(151))]))
add("unpadded", riff([form, data])[:-1])
# As it comes through a pipe: the writer did not know the length.
wav = riff([form, data])
place = wav.index(b"data") + 4
add("of unknown length", wav[:4] + b"\xFF" * 4 + wav[8:place] + b"\xFF" * 4 + wav[place + 4:])
add("one sample", encode(numpy.array([0.5]), 8000, "WAV", "PCM_16"))
add("silence", encode(numpy.zeros(50), 8000, "FLAC", "PCM_16"))

versions = f"librosa {librosa.__version__}, libsndfile {soundfile.__libsndfile_version__}, numpy {numpy.__version__}"
text = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
FILE.write_text(f'{{"made": "by Utilities/golden_audio_files.py with {versions}", "cases": [\n{text}\n]}}\n')
