"""peers.py FOLDER: writes FOLDER/<film>.peers.json with the cuts that other detectors find in every film, as frame numbers.

`adaptive` and `content` are PySceneDetect's detectors at their defaults; `ffmpeg` is its scene score above 0.3, the value that its manual suggests.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from scenedetect import AdaptiveDetector, ContentDetector, detect


def pyscenedetect(path: Path, detector) -> list[int]:
    """First frames of the shots that follow a cut."""
    return [start.frame_num for start, _ in detect(str(path), detector)][1:]


def scene_score(path: Path, rate: float, least: float = 0.3) -> list[int]:
    command = ["ffmpeg", "-nostdin", "-threads", "1", "-i", str(path), "-an", "-vf", f"select='gt(scene,{least})',showinfo", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [round(float(time) * rate) for time in re.findall(r"Parsed_showinfo.* pts_time:([\d.]+)", said)]


def main():
    for path in sorted(Path(sys.argv[1]).glob("*.mp4")):
        target = path.with_suffix(".peers.json")
        if target.exists():
            continue
        numerator, denominator = json.loads(path.with_suffix(".json").read_text())["rate"]
        found = {
            "adaptive": pyscenedetect(path, AdaptiveDetector()),
            "content": pyscenedetect(path, ContentDetector()),
            "ffmpeg": scene_score(path, numerator / denominator),
        }
        target.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
