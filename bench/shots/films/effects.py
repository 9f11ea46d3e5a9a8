"""Events inside a shot that are no transitions. Each takes a shot, the time of the event and a length, and gives the shot with the event."""

import cv2
import numpy as np

from shots import COLUMNS, ROWS, photo_shot
from sources import HEIGHT, WIDTH


def lighter(frame, share):
    return np.clip(frame + (255.0 - frame) * share, 0, 255).astype(np.uint8)


def flash(rng, shot, at, frame_seconds):
    length, share = rng.integers(1, 4) * frame_seconds, rng.uniform(0.5, 1)
    return lambda t: lighter(shot(t), share) if at <= t < at + length - 1e-6 else shot(t), length


def strobe(rng, shot, at, frame_seconds):
    period, length, share = rng.integers(2, 7) * frame_seconds, rng.uniform(0.6, 1.5), rng.uniform(0.3, 0.9)
    lit = lambda t: at <= t < at + length and int((t - at) / period + 1e-6) % 2 == 0
    return lambda t: lighter(shot(t), share) if lit(t) else shot(t), length


def explosion(rng, shot, at, frame_seconds):
    length, (x, y) = rng.uniform(0.4, 1.2), rng.uniform([0, 0], [WIDTH, HEIGHT])

    def frame(t):
        share = (t - at) / length
        if not 0 <= share < 1:
            return shot(t)
        radius = 20 + 300 * min(1, share * 3)
        glow = np.exp(-((COLUMNS - x) ** 2 + (ROWS - y) ** 2) / radius**2) * (1 - share)
        return np.clip(shot(t) + glow[..., None] * np.array([400, 300, 150]), 0, 255).astype(np.uint8)

    return frame, length


def exposure_step(rng, shot, at, frame_seconds):
    gain, length = rng.choice([rng.uniform(0.45, 0.7), rng.uniform(1.4, 1.9)]), rng.choice([frame_seconds, 0.2, 0.6])
    share = lambda t: min(1.0, max(0.0, (t - at) / length))
    return lambda t: np.clip(shot(t) * (1 + (gain - 1) * share(t)), 0, 255).astype(np.uint8), length


def crossing(rng, shot, at, frame_seconds, photographs):
    length, texture = rng.uniform(0.4, 1.2), photo_shot(rng, photographs, "still")(0)
    width, direction, top = rng.uniform(0.25, 0.8) * WIDTH, rng.choice([-1, 1]), int(rng.uniform(0, 0.3) * HEIGHT)

    def frame(t):
        share = (t - at) / length
        if not 0 <= share < 1:
            return shot(t)
        image = shot(t).copy()
        left = int(-width + share * (WIDTH + width)) if direction > 0 else int(WIDTH - share * (WIDTH + width))
        a, b = max(0, left), min(WIDTH, int(left + width))
        if b > a:
            image[top:, a:b] = texture[top:, a - left : b - left]
        return image

    return frame, length


def title(rng, shot, at, frame_seconds):
    """A lower third or a large title that pops up, slides in or rolls, and goes again."""
    length, kind = rng.uniform(1, 2), rng.choice(["pop", "slide", "roll", "large"])
    background, colour = rng.uniform(0, 255, 3), rng.uniform(150, 255, 3).tolist()
    words = "".join(rng.choice(list("ABCDEFGHIJKLMNOPRSTUVW "), 22))

    def frame(t):
        share = (t - at) / length
        if not 0 <= share < 1:
            return shot(t)
        image = shot(t).copy()
        if kind == "roll":
            for line in range(8):
                y = int(HEIGHT * (1 + line * 0.16 - share * 2.2))
                cv2.putText(image, words[line : line + 12], (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, colour, 2)
        elif kind == "large":
            cv2.putText(image, words[:9], (10, 110), cv2.FONT_HERSHEY_DUPLEX, 1.9, colour, 5)
        else:
            offset = 0 if kind == "pop" else int(WIDTH * max(0, 1 - share * 5))
            image[130:165, min(WIDTH - 1, 20 + offset) : min(WIDTH, 300 + offset)] = background
            cv2.putText(image, words[:16], (28 + offset, 153), cv2.FONT_HERSHEY_SIMPLEX, 0.6, colour, 2)
        return image

    return frame, length


def whip(rng, shot, at, frame_seconds):
    """The camera jerks away and comes back."""
    length, distance = rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.9) * WIDTH

    def frame(t):
        share = (t - at) / length
        if not 0 <= share < 1:
            return shot(t)
        return cv2.warpAffine(
            shot(t), np.float32([[1, 0, distance * np.sin(np.pi * share)], [0, 1, 0]]), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT
        )

    return frame, length


def quick_zoom(rng, shot, at, frame_seconds):
    length, factor = rng.uniform(0.2, 0.6), rng.uniform(1.4, 2.5)

    def frame(t):
        scale = 1 + (factor - 1) * min(1, max(0, (t - at) / length))
        matrix = np.float32([[scale, 0, WIDTH / 2 * (1 - scale)], [0, scale, HEIGHT / 2 * (1 - scale)]])
        return cv2.warpAffine(shot(t), matrix, (WIDTH, HEIGHT))

    return frame, length


def dropout(rng, shot, at, frame_seconds):
    """One or two damaged frames: grey blocks, a repeated part, or a shift, as after an error of transmission."""
    length, kind, top = rng.integers(1, 3) * frame_seconds, rng.integers(3), rng.integers(0, HEIGHT // 2)

    def frame(t):
        if not at <= t < at + length - 1e-6:
            return shot(t)
        image = shot(t).copy()
        if kind == 0:
            image[top : top + HEIGHT // 2] = 128
        elif kind == 1:
            image[top:] = np.roll(image[top:], WIDTH // 3, 1)
        else:
            image[:] = image.mean(1, keepdims=True).astype(np.uint8)
        return image

    return frame, length


EFFECTS = {
    "flash": flash,
    "strobe": strobe,
    "explosion": explosion,
    "exposure": exposure_step,
    "crossing": crossing,
    "title": title,
    "whip": whip,
    "zoom": quick_zoom,
    "dropout": dropout,
}
