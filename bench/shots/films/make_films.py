"""make_films.py FOLDER HALF SEED [PROGRAMME…]: writes FOLDER/<half>-<seed>/<name>.mp4 and .json for every programme, or for those named.

The JSON has the frame rate, `transitions` as {kind, form, from, to} (frames from `from` to `to`, half open, are mixed; none for a cut), and `events`
as {kind, from, to}, which are no transitions. Everything follows from the half and the seed.
"""

import json
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np

from effects import EFFECTS
from programmes import PROGRAMMES, Programme
from shots import any_shot, cartoon_shot, clip_shot, crowd_shot, dark, photo_shot, similar_shot
from sources import HEIGHT, WIDTH, load
from transitions import FORMS

BLACK = np.zeros((HEIGHT, WIDTH, 3), np.uint8)


def make_shot(rng, programme: Programme, clips, photographs):
    if programme.makers == "moving":
        move = rng.choice(["pan", "fast pan", "zoom", "shake", "crowd"])
        return crowd_shot(rng, photographs) if move == "crowd" else photo_shot(rng, photographs, move)
    if programme.makers == "cartoon" and rng.random() < 0.6:
        return cartoon_shot(rng, rng.integers(2, 4))
    shot = any_shot(rng, clips, photographs)
    return dark(shot, rng.uniform(0.1, 0.25)) if programme.makers == "dark" else shot


def with_events(rng, programme, shot, seconds, frame_seconds, photographs):
    """The shot with events well inside it, and [(kind, from, to)] in seconds of the shot."""
    events, at = [], 0.4
    for _ in range(rng.poisson(programme.density)):
        at += rng.uniform(0.1, 1.2)
        at = round(at / frame_seconds) * frame_seconds
        if at > seconds - 0.5:
            break
        kind = str(rng.choice(programme.effects))
        more = (photographs,) if kind == "crossing" else ()
        changed, length = EFFECTS[kind](rng, shot, at, frame_seconds, *more)
        if at + length > seconds - 0.3:
            break
        shot = changed
        events.append((kind, at, at + length))
        at += length + 0.4
    return shot, events


def plan(rng, programme: Programme, clips, photographs):
    """Shots as {shot, frames, events}, and between them transitions as {kind, form, mix, frames}."""
    rate = programme.rate[0] / programme.rate[1]
    shots, transitions, shot = [], [], None
    kinds, weights = list(programme.transitions), np.array(list(programme.transitions.values()), float)

    def add(shot, seconds):
        changed, events = with_events(rng, programme, shot, seconds, 1 / rate, photographs)
        shots.append({"shot": changed, "frames": max(3, round(seconds * rate)), "events": events})

    def join(kind, form, seconds):
        frames = 0 if kind == "cut" else max(2, round(seconds * rate))
        mix = FORMS[kind][form] if kind in FORMS else None
        transitions.append({"kind": kind, "form": form, "mix": mix, "frames": frames})

    def edge():
        if rng.random() < 0.5:
            join("cut", "black", 0)
        else:
            join("dissolve", "linear", rng.uniform(0.3, 1))
            transitions[-1].update(kind="fade", form="black edge")

    if "black" in programme.transitions:
        shots.append({"shot": lambda t: BLACK, "frames": round(rate * 1.6), "events": []})
        edge()
    for index in range(programme.shots):
        if shot is None or shots[-1]["shot"] is None or programme.transitions.get("similar", 0) == 0 or rng.random() < 0.3:
            base = make_shot(rng, programme, clips, photographs)
            shot = base
        else:
            shot = similar_shot(rng, base)
        add(shot, rng.uniform(*programme.seconds))
        if index == programme.shots - 1:
            break
        kind = str(rng.choice(kinds, p=weights / weights.sum()))
        if kind == "black":
            edge()
            shots.append({"shot": lambda t: BLACK, "frames": round(rate * rng.uniform(1.5, 4)), "events": []})
            edge()
        elif kind in ("cut", "similar"):
            join("cut", kind, 0)
        else:
            form = str(rng.choice(list(FORMS[kind])))
            seconds = {"dissolve": rng.choice([rng.uniform(0.2, 0.6), rng.uniform(0.4, 2)]), "wipe": rng.uniform(0.4, 1.3), "fade": rng.uniform(0.5, 2)}
            join(kind, form, float(seconds[kind]))
    return shots, transitions


def clock(rng, programme, count):
    """Time of every frame, in seconds; where the rate varies, sections have a half or a third of it."""
    step = programme.rate[1] / programme.rate[0]
    if "variable" not in programme.finish:
        return np.arange(count) * step
    steps = np.repeat(rng.choice([1, 1, 2, 3], count // 40 + 1), 40)[:count] * step
    return np.cumsum(steps) - steps[0]


def finished(rng, programme, index, frame):
    if "grain" in programme.finish:
        frame = np.clip(frame + np.random.default_rng(index).normal(0, 11, (HEIGHT, WIDTH, 1)), 0, 255).astype(np.uint8)
    if "subtitles" in programme.finish and index // 60 % 4:
        frame = frame.copy()
        for line in range(2):
            words = "".join(np.random.default_rng([index // 60, line]).choice(list("abcdefghijklmno  "), 26))
            cv2.putText(frame, words, (30, 150 + 18 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 1)
    if "letterbox" in programme.finish:
        frame = cv2.copyMakeBorder(cv2.resize(frame, (WIDTH, 134)), 23, 23, 0, 0, cv2.BORDER_CONSTANT)
    if "pillarbox" in programme.finish:
        frame = cv2.copyMakeBorder(cv2.resize(frame, (240, HEIGHT)), 0, 0, 40, 40, cv2.BORDER_CONSTANT)
    return frame


def frames_of(rng, programme, shots, transitions, truth):
    """Every frame in order; fills the truth."""
    total = sum(s["frames"] for s in shots) + sum(t["frames"] for t in transitions)
    times, rate, n = clock(rng, programme, total), programme.rate[0] / programme.rate[1], 0
    starts = [0.0] * len(shots)

    def image(k, when):
        return shots[k]["shot"](max(0.0, when - starts[k]))

    def woven(render):
        if "interlaced" not in programme.finish:
            return render(times[n])
        frame = render(times[n]).copy()
        frame[1::2] = render(times[n] + 0.5 / rate)[1::2]
        return frame

    for k, (shot, after) in enumerate(zip(shots, [*transitions, None])):
        if k == 0 or transitions[k - 1]["frames"] == 0:
            starts[k] = times[n]
        for kind, a, b in shot["events"]:
            lead = transitions[k - 1]["frames"] if k else 0
            truth["events"].append({"kind": kind, "from": n - lead + round(a * rate), "to": n - lead + round(b * rate) + 1})
        for _ in range(shot["frames"]):
            yield woven(lambda when: image(k, when))
            n += 1
        if after is None:
            return
        truth["transitions"].append({"kind": after["kind"], "form": after["form"], "from": n, "to": n + after["frames"]})
        starts[k + 1] = times[min(n, total - 1)]
        for j in range(after["frames"]):
            share = (j + 1) / (after["frames"] + 1)
            yield woven(lambda when: after["mix"](image(k, when), image(k + 1, when), share))
            n += 1


def write(path: Path, programme: Programme, seed: int, clips, photographs):
    rng = np.random.default_rng([seed, zlib.crc32(programme.name.encode())])
    shots, transitions = plan(rng, programme, clips, photographs)
    truth = {"rate": programme.rate, "transitions": [], "events": []}
    size, rate = f"{WIDTH}x{HEIGHT}", f"{programme.rate[0]}/{programme.rate[1]}"
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", rate, "-i", "-"]
    codec = ["-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", str(programme.quality), "-pix_fmt", "yuv420p"]
    with subprocess.Popen(["ffmpeg", "-v", "error", "-y", *source, *codec, str(path.with_suffix(".part.mp4"))], stdin=subprocess.PIPE) as encoder:
        for index, frame in enumerate(frames_of(rng, programme, shots, transitions, truth)):
            encoder.stdin.write(finished(rng, programme, index, frame).tobytes())
        encoder.stdin.close()
    truth["frames"] = index + 1
    path.with_suffix(".json").write_text(json.dumps(truth))
    path.with_suffix(".part.mp4").rename(path.with_suffix(".mp4"))


def main():
    folder, half, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    cv2.setNumThreads(1)
    target = folder / f"{half}-{seed}"
    target.mkdir(parents=True, exist_ok=True)
    clips, photographs = load(half, folder / "sources")
    for programme in PROGRAMMES:
        path = target / programme.name.replace(" ", "-").replace(".", "-")
        if not path.with_suffix(".mp4").exists() and programme.name in (sys.argv[4:] or [programme.name]):
            print(half, seed, programme.name, file=sys.stderr, flush=True)
            write(path, programme, seed, clips, photographs)


if __name__ == "__main__":
    main()
