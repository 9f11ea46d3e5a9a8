"""train.py OUT FOLDER…: trains the forests on the *.json (truth) and *.cand (candidates) of the folders, and writes them as TypeScript into OUT.

First it reports the scores of films that the forests did not see, by cross-validation over films, so that choices are made without the test half.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

TOLERANCE = 3
QUICK_FEATURES = 32
MIN_QUICK_SCORE = 0.01
SETTINGS = {
    "cut": dict(max_iter=70, max_leaf_nodes=8, learning_rate=0.12, min_samples_leaf=12, l2_regularization=2.0, max_features=0.4),
    "quick": dict(max_iter=30, max_leaf_nodes=8, learning_rate=0.15, min_samples_leaf=15, l2_regularization=2.0),
    "gradual": dict(max_iter=160, max_leaf_nodes=10, learning_rate=0.09, min_samples_leaf=15, l2_regularization=2.0, max_features=0.4),
}

# 1 where a larger value may only make a transition more probable, -1 where it may only make it less; by position in the lists of names in
# packages/shots/src. What is learnt from few films then holds for others, whose values lie elsewhere.
RISING = {
    "cut": [0, 1, 8, 9, 10, 15, 16, 17, 25, 26, 27, 28, 29, 30, 32, 33, 34, 35],
    "gradual": [1, 3, 31, 32, 33, 38, 42],
}
FALLING = {
    "cut": [2, 3, 11, 12, 19, 20, 31],
    "gradual": [4, 5, 6, 8, 9, 10, 12, 18, 20, 34, 35, 36, 37, 39, 40],
}


def directions(kind, count):
    names = "cut" if kind == "cut" else "gradual"
    return [int(i in RISING[names]) - int(i in FALLING[names]) for i in range(count)]


def label(candidate, transitions):
    """1 for a transition, 0 for none, -1 for what is neither clearly."""
    center, reach = candidate["center"], candidate["reach"]
    answer = 0
    for t in transitions:
        middle, length = (t["from"] + t["to"]) / 2, t["to"] - t["from"]
        if reach == 0:
            if t["kind"] == "cut" and abs(center - t["from"]) <= 1:
                return 1
            if t["kind"] != "cut" and t["from"] - 1 <= center <= t["to"] + 1:
                answer = -1 if length <= 5 else answer
        elif t["kind"] != "cut" and t["from"] - TOLERANCE <= center <= t["to"] + TOLERANCE:
            offset, ratio = abs(center - middle), 2 * reach / (length + 1)
            if offset <= max(2, 0.2 * length) and 0.55 <= ratio <= 2.0:
                return 1
            if offset <= max(3, 0.35 * length) and 0.4 <= ratio <= 2.5:
                answer = -1
    return answer


def overlap(a, b):
    ra, rb = max(1.5, 0.8 * a["reach"]), max(1.5, 0.8 * b["reach"])
    return abs(a["center"] - b["center"]) < ra + rb


def choose(candidates, probabilities, least):
    order = sorted(range(len(candidates)), key=lambda i: -probabilities[i])
    chosen = []
    for i in order:
        if probabilities[i] < least:
            break
        if not any(overlap(candidates[i], candidates[j]) for j in chosen):
            chosen.append(i)
    return sorted(chosen, key=lambda i: candidates[i]["center"])


def match(found, transitions):
    """Pairs (found, true), one to one, nearest first."""
    pairs = sorted(
        (abs(f["center"] - (t["from"] + t["to"]) / 2), i, j)
        for i, f in enumerate(found)
        for j, t in enumerate(transitions)
        if t["from"] - TOLERANCE <= f["center"] <= t["to"] + TOLERANCE
    )
    used_found, used_true, matched = set(), set(), []
    for _, i, j in pairs:
        if i not in used_found and j not in used_true:
            used_found.add(i)
            used_true.add(j)
            matched.append((i, j))
    return matched


def fit(kind, x, y):
    return HistGradientBoostingClassifier(random_state=0, early_stopping=False, monotonic_cst=directions(kind, x.shape[1]), **SETTINGS[kind]).fit(x, y)


def train(films):
    models = {}
    for kind in ("cut", "gradual"):
        rows = [(c["features"], l) for f in films for c, l in zip(f["candidates"], f["labels"]) if (c["reach"] == 0) == (kind == "cut") and l >= 0]
        x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
        models[kind] = fit(kind, x, y)
        if kind == "gradual":
            models["quick"] = fit("quick", x[:, :QUICK_FEATURES], y)
    return models


def predict(models, film):
    probabilities = np.zeros(len(film["candidates"]))
    for kind in ("cut", "gradual"):
        index = [i for i, c in enumerate(film["candidates"]) if (c["reach"] == 0) == (kind == "cut")]
        if index:
            x = np.array([film["candidates"][i]["features"] for i in index])
            probabilities[index] = models[kind].predict_proba(x)[:, 1]
            if kind == "gradual":
                probabilities[index] *= models["quick"].predict_proba(x[:, :QUICK_FEATURES])[:, 1] >= MIN_QUICK_SCORE
    return probabilities


def report(films, predictions, least=0.5, say=True):
    total = np.zeros((2, 3), int)
    for film, probabilities in zip(films, predictions):
        chosen = choose(film["candidates"], probabilities, least)
        found = [film["candidates"][i] for i in chosen]
        matched = match(found, film["transitions"])
        hit_found, hit_true = {i for i, _ in matched}, {j for _, j in matched}
        counts = np.zeros((2, 3), int)
        for j, t in enumerate(film["transitions"]):
            counts[int(t["kind"] != "cut"), 0 if j in hit_true else 2] += 1
        for i, f in enumerate(found):
            if i not in hit_found:
                counts[int(f["reach"] > 0), 1] += 1
        total += counts
        if say:
            missed = [f"{t['form']}@{t['from']}-{t['to']}" for j, t in enumerate(film["transitions"]) if j not in hit_true]
            events = film["events"]
            name = lambda f: next((e["kind"] for e in events if e["from"] - 3 <= f["center"] <= e["to"] + 3), "-")
            extra = [f"{name(f)}@{f['center']}r{f['reach']}:{probabilities[chosen[i]]:.2f}" for i, f in enumerate(found) if i not in hit_found]
            print(f"{film['name']:18} cut tp fp fn {counts[0]} gradual {counts[1]} missed {' '.join(missed[:6])} extra {' '.join(extra[:8])}")
    f1 = lambda tp, fp, fn: 2 * tp / max(1, 2 * tp + fp + fn)
    print(f"least {least}: cuts {f1(*total[0]):.4f} gradual {f1(*total[1]):.4f} all {f1(*total.sum(0)):.4f}  {total.tolist()}")


def tree_text(nodes, scale=1.0, at=0):
    node = nodes[at]
    if node["is_leaf"]:
        return f"={node['value'] * scale:.4g}"
    value = node["num_threshold"]
    return f"{node['feature_idx']}:{value:.6g} {tree_text(nodes, scale, node['left'])} {tree_text(nodes, scale, node['right'])}"


def forest_text(model):
    trees = [tree_text(predictor.nodes) for (predictor,) in model._predictors]
    return "\n".join([f"{model._baseline_prediction.item():.6g}", *trees])


def load(folder):
    films = []
    for path in sorted(Path(folder).glob("*.cand")):
        truth = json.loads((path.parent / f"{path.stem.split('.')[0]}.json").read_text())
        candidates = [json.loads(line) for line in path.read_text().splitlines()]
        labels = [label(c, truth["transitions"]) for c in candidates]
        films.append({"name": path.stem, "candidates": candidates, "labels": labels, **truth})
    return films


def cross_validate(films, folds=5, seconds=15):
    """Predictions for stretches of films by forests that did not see them: a fold has every fifth stretch of every film."""
    predictions = [np.zeros(len(film["candidates"])) for film in films]
    parts = [np.array([int(c["center"] * f["rate"][1] / f["rate"][0] / seconds) % folds for c in f["candidates"]]) for f in films]
    for fold in range(folds):
        models = train([{**f, "labels": np.where(part == fold, -1, f["labels"])} for f, part in zip(films, parts)])
        for film, part, prediction in zip(films, parts, predictions):
            prediction[part == fold] = predict(models, film)[part == fold]
    return predictions


def main():
    films = [film for folder in sys.argv[2:] for film in load(folder)]
    predictions = cross_validate(films)
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        report(films, predictions, least, say=least == 0.5)
    models = train(films)
    report(films, [predict(models, f) for f in films], say=False)
    for kind in ("cut", "quick", "gradual"):
        text = f"/** Written by bench/shots/films/train.py from the films of the develop half; see docs/shots.md. */\nexport const {kind}Trees = `\n{forest_text(models[kind])}\n`;\n"
        Path(sys.argv[1], f"{kind}-trees.ts").write_text(text)


if __name__ == "__main__":
    main()
