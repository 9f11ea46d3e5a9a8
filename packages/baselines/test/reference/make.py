"""Makes the reference values of this folder, with numpy 2.4, scipy 1.17 and scikit-learn 1.9: `python make.py && npx prettier --write .`"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import block_diag, eigh
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

here = Path(__file__).parent
random = np.random.default_rng(0)

# Three modalities with a common cause; some samples lack some of them.
num_samples, ridge, power, width = 40, 0.5, 0.5, 3
cause = random.standard_normal((num_samples, 3))
blocks, present = {}, {}
for name, length in {"audio": 4, "image": 5, "text": 3}.items():
    block = cause @ random.standard_normal((3, length)) + 0.5 * random.standard_normal((num_samples, length))
    present[name] = (random.random(num_samples) < 0.8).astype(int)
    blocks[name] = np.round(block, 3).astype("f4").astype("f8") * present[name][:, None]

names = sorted(blocks)
moment = lambda a, b: blocks[a].T @ blocks[b] / (present[a] @ present[b])
within = [moment(a, a) for a in names]
within = [m + ridge * np.trace(m) / len(m) * np.eye(len(m)) for m in within]
covariance = np.block([[within[i] if i == j else moment(a, b) for j, b in enumerate(names)] for i, a in enumerate(names)])
values, vectors = eigh(covariance, block_diag(*within))
values, vectors = values[::-1][:width], vectors[:, ::-1][:, :width]  # scipy: vᵀ·D·v = 1
correlations = (values - 1) / (len(names) - 1)
starts = np.cumsum([0] + [blocks[name].shape[1] for name in names])
parts = {name: blocks[name] @ vectors[starts[i] : starts[i + 1]] for i, name in enumerate(names)}
count = np.maximum(sum(present.values()), 1)[:, None]
embedding = sum(parts.values()) / count * correlations**power

# A classifier of three classes. scikit-learn minimises the summed loss and |w|²/(2C), we the mean loss and l2·|w|²/2.
inputs = np.round(random.standard_normal((30, 4)), 3)
classes = (inputs[:, :3] + random.standard_normal((30, 3))).argmax(1)
l2 = 0.05
probabilities = LogisticRegression(C=1 / (l2 * len(inputs)), tol=1e-10, max_iter=10_000).fit(inputs, classes).predict_proba(inputs)

# Scores that a part of the features leads to expect, by the Gaussian of probabilistic PCA: scikit-learn's covariance, conditioned.
complete = np.hstack([blocks[name] for name in names])
fitted = PCA(4, svd_solver="full").fit(complete)
gaussian, centred = fitted.get_covariance(), complete - fitted.mean_
expected_scores = {}
for subset in [["audio"], ["image", "text"], names]:
    there = np.concatenate([np.full(blocks[name].shape[1], name in subset) for name in names])
    regression = np.linalg.solve(gaussian[np.ix_(there, there)], gaussian[there])
    expected_scores["+".join(subset)] = (centred[:, there] @ regression @ fitted.components_.T).tolist()

reference = {
    "mcca": {
        "ridge": ridge,
        "power": power,
        "width": width,
        "blocks": {name: block.tolist() for name, block in blocks.items()},
        "present": {name: mask.tolist() for name, mask in present.items()},
        "embedding": embedding.tolist(),
    },
    "pcaFilled": {"width": 4, "scores": expected_scores},
    "softmax": {"inputs": inputs.tolist(), "classes": classes.tolist(), "l2": l2, "probabilities": probabilities.tolist()},
}
(here / "baselines.json").write_text(json.dumps(reference) + "\n")
