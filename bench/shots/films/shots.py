"""Shots: functions from a time in seconds to a frame, uint8 [HEIGHT, WIDTH, 3]."""

import cv2
import numpy as np

from sources import HEIGHT, WIDTH

COLUMNS, ROWS = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))


def shake(rng, strength):
    """A smooth random walk: offsets in pixels at a time in seconds."""
    phases, speeds = rng.uniform(0, 6.28, (2, 3)), rng.uniform(4, 22, (2, 3))
    return lambda t: [strength * float(np.mean(np.sin(phases[k] + speeds[k] * t))) for k in range(2)]


def coloured(rng, strength=0.3):
    """A fixed random change of colour balance and brightness, so that few clips give many looks."""
    gains = rng.uniform(1 - strength, 1 + strength, 3) * rng.uniform(0.75, 1.15)
    return lambda frame: np.clip(frame * gains, 0, 255).astype(np.uint8)


def clip_shot(rng, clips, look=None):
    """A clip, from anywhere in it, forwards and backwards, perhaps mirrored and cropped."""
    frames, rate = clips[rng.integers(len(clips))]
    start, speed = rng.integers(len(frames)), rng.choice([0.7, 1.0, 1.0, 1.3])
    mirror, zoom = rng.random() < 0.5, rng.uniform(1, 1.8)
    left, top = rng.uniform(0, 1, 2)
    look = look or coloured(rng)

    def frame(t):
        index = (start + int(t * rate * speed + 1e-6)) % (2 * len(frames) - 2)
        image = frames[min(index, 2 * len(frames) - 2 - index)]
        width, height = int(WIDTH / zoom), int(HEIGHT / zoom)
        x, y = int(left * (WIDTH - width)), int(top * (HEIGHT - height))
        image = cv2.resize(image[y : y + height, x : x + width], (WIDTH, HEIGHT))
        return look(image[:, ::-1] if mirror else image)

    return frame


MOVES = {  # screen widths a second, zoom a second, shake in pixels
    "still": (0, 0, 0),
    "slow": (0.08, 0.04, 1),
    "hand": (0.05, 0.0, 9),
    "pan": (0.35, 0.0, 2),
    "fast pan": (1.1, 0.0, 2),
    "zoom": (0.05, 0.45, 0),
    "shake": (0.1, 0.0, 34),
}


def photo_shot(rng, photographs, move=None):
    """A camera that moves over a photograph."""
    photo = photographs[rng.integers(len(photographs))]
    speed, zooming, strength = MOVES[move or rng.choice(["still", "slow", "slow", "hand", "pan", "zoom"])]
    angle, wander, look = rng.uniform(0, 6.28), shake(rng, strength), coloured(rng)
    x0, y0, scale0 = rng.uniform(0, 960), rng.uniform(0, 540), rng.uniform(0.7, 1.6)
    direction = rng.choice([-1, 1])

    def frame(t):
        scale = scale0 * np.exp(direction * zooming * t) / 1.5
        dx, dy = wander(t)
        x = x0 + np.cos(angle) * speed * WIDTH * t / scale + dx / scale
        y = y0 + np.sin(angle) * speed * 0.5 * WIDTH * t / scale + dy / scale
        matrix = np.array([[1 / scale, 0, x], [0, 1 / scale, y]], np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return look(cv2.warpAffine(photo, matrix, (WIDTH, HEIGHT), flags=flags, borderMode=cv2.BORDER_REFLECT))

    return frame


def gradient_shot(rng):
    """Slowly moving colours without edges, as behind titles."""
    colours, waves = rng.uniform(0, 255, (3, 3)), rng.uniform(-0.02, 0.02, (3, 2))
    speeds = rng.uniform(0.3, 1.5, 3)

    def frame(t):
        weights = np.stack([1 + np.sin(w[0] * COLUMNS + w[1] * ROWS + s * t) for w, s in zip(waves, speeds)], -1)
        return np.clip((weights / weights.sum(-1, keepdims=True)) @ colours, 0, 255).astype(np.uint8)

    return frame


def cartoon_shot(rng, on=2):
    """Flat shapes that move over a flat background; a new drawing every `on` frames of 24 a second."""
    background, count = rng.uniform(30, 255, 3), rng.integers(4, 12)
    places, sizes = rng.uniform(0, 1, (count, 2)), rng.uniform(8, 60, count)
    speeds, colours = rng.uniform(-0.5, 0.5, (count, 2)), rng.uniform(0, 255, (count, 3))

    def frame(t):
        t = np.floor(t * 24 / on + 1e-6) * on / 24
        image = np.full((HEIGHT, WIDTH, 3), background, np.uint8)
        for place, size, speed, colour in zip(places, sizes, speeds, colours):
            x, y = (place + speed * t) % 1.0
            cv2.circle(image, (int(x * WIDTH), int(y * HEIGHT)), int(size), colour.tolist(), -1)
        return image

    return frame


def crowd_shot(rng, photographs):
    """Many textured pieces that move in all directions over a photograph: leaves, crowds, water."""
    ground, pieces = photo_shot(rng, photographs, "slow"), photo_shot(rng, photographs, "hand")
    count = rng.integers(8, 40)
    places, speeds, sizes = rng.uniform(0, 1, (count, 2)), rng.uniform(-0.4, 0.4, (count, 2)), rng.integers(8, 34, count)

    def frame(t):
        image, source = ground(t).copy(), pieces(t)
        for place, speed, size in zip(places, speeds, sizes):
            x, y = ((place + speed * t) % 1.0 * [WIDTH - size, HEIGHT - size]).astype(int)
            image[y : y + size, x : x + size] = source[y : y + size, x : x + size]
        return image

    return frame


def any_shot(rng, clips, photographs):
    kind = rng.choice(["clip", "photo", "gradient", "cartoon", "crowd"], p=[0.5, 0.33, 0.04, 0.05, 0.08])
    makers = {
        "clip": lambda: clip_shot(rng, clips),
        "photo": lambda: photo_shot(rng, photographs),
        "gradient": lambda: gradient_shot(rng),
        "cartoon": lambda: cartoon_shot(rng),
        "crowd": lambda: crowd_shot(rng, photographs),
    }
    return makers[kind]()


def similar_shot(rng, shot):
    """The same scene in another take: later, closer and from slightly elsewhere, as in an interview cut."""
    later, zoom, gain = rng.uniform(5, 9), rng.uniform(1.15, 1.5), rng.uniform(0.93, 1.07)
    left, top = rng.uniform(0, 1, 2)

    def frame(t):
        width, height = int(WIDTH / zoom), int(HEIGHT / zoom)
        x, y = int(left * (WIDTH - width)), int(top * (HEIGHT - height))
        image = cv2.resize(shot(t + later)[y : y + height, x : x + width], (WIDTH, HEIGHT))
        return np.clip(image * gain, 0, 255).astype(np.uint8)

    return frame


def dark(shot, gain):
    return lambda t: (shot(t) * gain).astype(np.uint8)
