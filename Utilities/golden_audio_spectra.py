"""Makes the golden values of the short-time Fourier transform and its inverse.

    python3 Utilities/golden_audio_spectra.py
"""

import librosa
import numpy

from golden_audio_tools import chirp, noise, save, voice

# Name: signal, and the arguments of librosa's stft. Lengths of every kind: a power of two, odd, with the factors 3, 5 and 7,
# twice a prime, and a prime.
CASES = {
    "default": (voice(22_050, 9_001), {}),
    "speech": (chirp(16_000, 3_001), dict(n_fft=512, hop_length=160, win_length=400, window="hamming", pad_mode="reflect")),
    "edge": (noise(8_000, 1_500), dict(n_fft=256, hop_length=100, window="blackman", pad_mode="edge")),
    "uncentred": (chirp(8_000, 2_000), dict(n_fft=400, hop_length=150, win_length=333, center=False)),
    "rectangular": (noise(8_000, 777), dict(n_fft=210, hop_length=70, window="boxcar", pad_mode="symmetric")),
    "odd": (chirp(8_000, 1_001), dict(n_fft=255, hop_length=60, pad_mode="reflect")),
    "twice-prime": (noise(8_000, 900), dict(n_fft=2 * 211, hop_length=90)),
    "prime": (noise(8_000, 900), dict(n_fft=211, hop_length=60)),
    "short": (noise(8_000, 3), dict(n_fft=64, hop_length=16)),
}


def main():
    arrays = {}
    for name, (signal, options) in CASES.items():
        spectra = librosa.stft(signal, **options)
        arrays |= {f"{name}/signal": signal, f"{name}/real": spectra.real, f"{name}/imaginary": spectra.imag}
        arguments = {k: v for k, v in options.items() if k != "pad_mode"}
        if name in ("default", "speech", "odd", "uncentred"):
            # Spectra that no signal has: what overlaps does not agree.
            changed = spectra * numpy.linspace(0.2, 1.5, spectra.shape[0])[:, None]
            arrays[f"{name}/inverse"] = librosa.istft(changed, **arguments)
            arrays[f"{name}/inverse-of-length"] = librosa.istft(changed, length=len(signal) - 7, **arguments)
    save("spectra.safetensors", "golden_audio_spectra.py", arrays)


if __name__ == "__main__":
    main()
