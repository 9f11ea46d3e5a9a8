"""Reference values of librosa, in double precision.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install librosa==0.11.0 && /tmp/venv/bin/python make.py

writes librosa.json next to this file. The tests compute the same samples by the same formula.
"""

import json
from pathlib import Path

import librosa
import numpy as np

RATE = 16_000


def sound(num_samples: int) -> np.ndarray:
    """A falling and a rising tone, and a click, in single precision as a file would give them."""
    i = np.arange(num_samples)
    seconds = i / RATE
    tones = 0.5 * np.sin(2 * np.pi * (300 + 1500 * seconds) * seconds) + 0.2 * np.sin(2 * np.pi * (6000 - 2000 * seconds) * seconds)
    return (tones + 0.3 * (i == num_samples // 3)).astype(np.float32).astype(np.float64)


def rounded(values: np.ndarray) -> list:
    return np.round(np.asarray(values, dtype=np.float64), 7).tolist()


y = sound(RATE)
short = sound(700)
mel = dict(n_fft=512, win_length=400, hop_length=160, n_mels=40, fmin=60, fmax=7600)
frames = librosa.feature.mfcc(y=y, sr=RATE)

reference = {
    "librosa": librosa.__version__,
    "every": 4,
    "mfcc": rounded(frames.T[::4]),
    "mfccOfShort": rounded(librosa.feature.mfcc(y=short, sr=RATE, n_mfcc=13).T),
    "logMel": rounded(librosa.power_to_db(librosa.feature.melspectrogram(y=y, sr=RATE, **mel), top_db=60).T[::20]),
    "mfccOfLogMel": rounded(librosa.feature.mfcc(y=y, sr=RATE, n_mfcc=13, **mel).T[::20]),
    "deltas": rounded(librosa.feature.delta(frames[:5], width=9, mode="nearest").T),
    "slaney": rounded(librosa.filters.mel(sr=RATE, n_fft=128, n_mels=10, fmin=100, fmax=7000, dtype=np.float64)),
    "htk": rounded(librosa.filters.mel(sr=RATE, n_fft=128, n_mels=10, fmin=100, fmax=7000, htk=True, norm=None, dtype=np.float64)),
}
Path(__file__).with_name("librosa.json").write_text(json.dumps(reference) + "\n")
