"""Makes the golden values of MienAudioTests on tags: short sounds with tags, as libsndfile writes them.

    python3 Utilities/golden_audio_tags.py

needs numpy and soundfile; the version of libsndfile used is noted in the file.
"""

import base64
import io
import json
import pathlib

import numpy
import soundfile

FILE = pathlib.Path(__file__).parent.parent / "Tests" / "MienAudioTests" / "Golden" / "tags.json"
TAGS = {"title": "Tïtle", "artist": "Ann & Bob", "album": "An album", "genre": "Rock", "date": "1999"}
SOUND = 0.1 * numpy.sin(numpy.arange(1500) / 10)


def tagged(form):
    memory = io.BytesIO()
    with soundfile.SoundFile(memory, "w", 22050, 1, format=form) as file:
        for name, text in TAGS.items():
            setattr(file, name, text)
        file.write(SOUND)
    return base64.b64encode(memory.getvalue()).decode()


cases = [{"name": form, "file": tagged(form)} for form in ("WAV", "FLAC", "OGG", "MP3")]
made = f"by Utilities/golden_audio_tags.py with libsndfile {soundfile.__libsndfile_version__}"
FILE.write_text(json.dumps({"made": made, "tags": TAGS, "cases": cases}, ensure_ascii=False, indent=1) + "\n")
