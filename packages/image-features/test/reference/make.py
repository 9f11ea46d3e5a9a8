"""Writes reference.json: values of scikit-image 0.26.0, Pillow 13.0.0, SciPy 1.17.1 and NumPy for the tests.

    pip install scikit-image==0.26.0 pillow==13.0.0 scipy==1.17.1 && python make.py
"""
import json
from base64 import b64encode
from pathlib import Path
import numpy as np
from PIL import Image
from scipy.stats import moment
from skimage.feature import hog

random = np.random.default_rng(1)


def smooth_picture(size):
    """Coloured waves with a little noise: edges in every direction, some saturated pixels, a flat corner."""
    y, x = np.mgrid[:size, :size] / size
    waves = [np.sin(2 * np.pi * (a * x + b * y + c)) for a, b, c in [(1, 2, 0), (-2, 1, 0.3), (3, 0.5, 0.6)]]
    picture = 128 + 140 * np.stack(waves, -1) + random.normal(0, 6, (size, size, 3))
    picture[: size // 4, : size // 4] = 77
    return np.clip(picture, 0, 255).astype(np.uint8)


def hog_linear(image):
    """The same descriptor with linear interpolation between orientation bins."""
    values = image.astype(float)
    down, across = np.zeros_like(values), np.zeros_like(values)
    down[1:-1] = values[2:] - values[:-2]
    across[:, 1:-1] = values[:, 2:] - values[:, :-2]
    strongest = np.argmax(down**2 + across**2, axis=2)[..., None]
    down, across = (np.take_along_axis(g, strongest, 2)[..., 0] for g in (down, across))
    degrees = np.rad2deg(np.arctan2(down, across)) % 180
    centres = np.arange(10, 180, 20)
    distance = np.abs(degrees[..., None] - centres)
    distance = np.minimum(distance, 180 - distance)
    votes = np.maximum(0, 1 - distance / 20) * np.hypot(down, across)[..., None]
    cells = votes.reshape(8, 4, 8, 4, 9).mean((1, 3))
    blocks = np.stack([[cells[r : r + 2, c : c + 2].ravel() for c in range(7)] for r in range(7)])
    normalise = lambda v: v / np.sqrt((v**2).sum(-1, keepdims=True) + 1e-10)
    return normalise(np.minimum(normalise(blocks), 0.2)).ravel()


def base64(array):
    return b64encode(np.ascontiguousarray(array).tobytes()).decode()


def base64_floats(array):
    return base64(np.asarray(array, '<f4'))


picture = smooth_picture(32)
flat = picture.reshape(-1, 3) / 255
statistics = np.stack([flat.mean(0), flat.std(0), np.cbrt(moment(flat, 3))], 1).ravel()
wide = smooth_picture(48)[:30, :45]
reference = {
    'picture': base64(picture),
    'hogNearest': base64_floats(hog(picture, 9, (4, 4), (2, 2), 'L2-Hys', channel_axis=-1)),
    'hogLinear': base64_floats(hog_linear(picture)),
    'colourStatistics': base64_floats(statistics),
    'colourGrid': base64_floats(picture.reshape(4, 8, 4, 8, 3).mean((1, 3)) / 255),
    'wide': {'width': 45, 'height': 30, 'data': base64(wide)},
    'stretchedTo16': base64(Image.fromarray(wide).resize((16, 16), Image.Resampling.BILINEAR)),
    'stretchedTo64': base64(Image.fromarray(wide).resize((64, 64), Image.Resampling.BILINEAR)),
    'croppedTo16': base64(Image.fromarray(wide).resize((16, 16), Image.Resampling.BILINEAR, box=(7.5, 0, 37.5, 30))),
}
Path(__file__).with_name('reference.json').write_text(json.dumps(reference, indent=1) + '\n')
