"""Log-mel bands by the feature extractor of Whisper: python make-whisper.py

Needs: pip install transformers==5.24.0 numpy

Writes whisper.json: the bands of the chirp in whisper-log-mel.test.ts, `[numFrames, 80]`, for every tenth frame.
"""

import json
from pathlib import Path

import numpy as np
from transformers import WhisperFeatureExtractor

seconds = np.arange(16000) / 16000
chirp = (0.5 * np.sin(2 * np.pi * (200 * seconds + 1500 * seconds**2)) * (seconds < 0.8)).astype(np.float32)
extractor = WhisperFeatureExtractor(feature_size=80)
features = extractor(chirp, sampling_rate=16000, padding=False, return_tensors="np")["input_features"][0]  # [80, 100]
values = [[round(float(value), 5) for value in frame] for frame in features.T[::10]]
(Path(__file__).parent / "whisper.json").write_text(json.dumps({"numFrames": features.shape[1], "everyTenth": values}) + "\n")
