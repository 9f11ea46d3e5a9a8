"""Makes test/reference/corruptions.json: python make-corruptions.py (numpy 2.4.6, scipy 1.17.1, scikit-image 0.26.0, opencv-python-headless 5.0.0.93, Pillow 13.0.0).

A image of 32 x 32 and what these libraries make of it with the constants of CIFAR-10-C, for the corruptions that draw nothing at random.
"""
import base64
import io
import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from skimage.color import hsv2rgb, rgb2hsv
from skimage.filters import gaussian

side = 32
y, x = np.mgrid[0:side, 0:side]
waves = [127 + 120 * np.sin(x / 3 + y / 7), 127 + 110 * np.cos(y / 4 - x / 9), 255 * (((x // 5) + (y // 6)) % 2)]
image = np.clip(np.round(np.stack(waves, axis=2)), 0, 255).astype(np.uint8)
levels = image / 255


def disk(radius, softness):
    reach = np.arange(-8, 9)
    inside = (reach[None, :] ** 2 + reach[:, None] ** 2 <= radius**2).astype(np.float32)
    return cv2.GaussianBlur(inside / inside.sum(), ksize=(3, 3), sigmaX=softness)


def brighter(amount):
    hsv = rgb2hsv(levels)
    hsv[:, :, 2] = np.clip(hsv[:, :, 2] + amount, 0, 1)
    return hsv2rgb(hsv)


def flatter(factor):
    means = levels.mean(axis=(0, 1), keepdims=True)
    return (levels - means) * factor + means


def pixelated(factor):
    small = Image.fromarray(image).resize((int(side * factor),) * 2, Image.Resampling.BOX)
    return np.asarray(small.resize((side, side), Image.Resampling.BOX)) / 255


def compressed(quality):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file)) / 255


made = {
    "gaussianBlur": [gaussian(levels, sigma=c, channel_axis=2, mode="nearest") for c in (0.4, 0.6, 0.7, 0.8, 1)],
    "defocusBlur": [cv2.filter2D(levels, -1, disk(*c)) for c in ((0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1, 0.2), (1.5, 0.1))],
    "contrast": [flatter(c) for c in (0.75, 0.5, 0.4, 0.3, 0.15)],
    "brightness": [brighter(c) for c in (0.05, 0.1, 0.15, 0.2, 0.3)],
    "pixelation": [pixelated(c) for c in (0.95, 0.9, 0.85, 0.75, 0.65)],
    "jpegCompression": [compressed(c) for c in (80, 65, 58, 50, 40)],
}


def encoded(array):
    return base64.b64encode(np.round(255 * np.clip(array, 0, 1)).astype(np.uint8).tobytes()).decode()


reference = {"image": encoded(levels), "corrupted": {kind: [encoded(one) for one in all_five] for kind, all_five in made.items()}}
(Path(__file__).parent / "corruptions.json").write_text(json.dumps(reference))
