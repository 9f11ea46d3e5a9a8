"""Films: ffmpeg alone, which decodes and scales, and PySceneDetect, which finds shots."""

import re
import subprocess


def prepare(folder, work, *args):
    film = f"{folder}/film.mp4"
    return {"decode": decode, "detect": detect}[work](film, *args)


def decode(film, ffmpeg):
    command = [ffmpeg, "-hide_banner", "-nostdin", "-i", film, "-an", "-vf", "scale=48:27", "-f", "null", "-"]

    def work():
        said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
        return lambda: {"frames": [re.findall(r"frame= *(\d+)", said)[-1]]}

    return work


def detect(film):
    from scenedetect import AdaptiveDetector, detect

    def work():
        scenes = detect(film, AdaptiveDetector())
        return lambda: {"first frames of shots": [start.frame_num for start, _ in scenes]}

    return work
