"""Transitions: frames between a shot `a` and a shot `b`, for a share from 0 (all a) to 1 (all b)."""

import numpy as np

from shots import COLUMNS, ROWS
from sources import HEIGHT, WIDTH


def blend(a, b, share):
    return (a * (1.0 - share) + b * np.asarray(share) + 0.5).astype(np.uint8)


def dissolve(a, b, share):
    return blend(a, b, share)


def eased_dissolve(a, b, share):
    return blend(a, b, share * share * (3 - 2 * share))


def wiped(distance, softness=0.02):
    """A wipe whose boundary reaches a pixel when share = distance(pixel), in 0 to 1."""
    return lambda a, b, share: blend(a, b, np.clip((share * (1 + softness) - distance) / softness, 0, 1)[..., None])


X, Y = COLUMNS / WIDTH, ROWS / HEIGHT
RADIUS = np.hypot(COLUMNS - WIDTH / 2, ROWS - HEIGHT / 2)
ANGLE = (np.arctan2(ROWS - HEIGHT / 2, COLUMNS - WIDTH / 2) + np.pi) / (2 * np.pi)


def push(a, b, share):
    edge = int(round(share * WIDTH))
    return np.concatenate([a[:, edge:], b[:, :edge]], 1)


def push_up(a, b, share):
    edge = int(round(share * HEIGHT))
    return np.concatenate([a[edge:], b[:edge]], 0)


def slide(a, b, share):
    """b slides over a."""
    edge = int(round(share * WIDTH))
    return np.concatenate([b[:, WIDTH - edge :], a[:, edge:]], 1)


def through(colour):
    """A fade through a colour, which is reached between 0.4 and 0.6."""

    def fade(a, b, share):
        if share <= 0.5:
            return blend(a, np.full_like(a, colour), min(1, share / 0.42))
        return blend(np.full_like(b, colour), b, max(0, (share - 0.58) / 0.42))

    return fade


FORMS = {
    "dissolve": {"linear": dissolve, "eased": eased_dissolve},
    "wipe": {
        "left": wiped(1 - X),
        "right": wiped(X, 0.1),
        "down": wiped(Y),
        "diagonal": wiped((X + Y) / 2, 0.05),
        "iris": wiped(RADIUS / RADIUS.max()),
        "iris in": wiped(1 - RADIUS / RADIUS.max(), 0.1),
        "clock": wiped(ANGLE),
        "blinds": wiped(X * 6 % 1),
        "doors": wiped(np.abs(X - 0.5) * 2),
        "push": push,
        "push up": push_up,
        "slide": slide,
    },
    "fade": {"black": through(0), "white": through(255), "colour": through((60, 20, 110))},
}
