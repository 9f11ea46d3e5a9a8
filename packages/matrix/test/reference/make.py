"""Makes the reference values of this folder with numpy 2.4 and scikit-learn 1.9: `python make.py && npx prettier --write .`"""

import json
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA

here = Path(__file__).parent

random = np.random.default_rng(0)
factor = random.standard_normal((12, 9))
symmetric = (factor.T @ factor).astype("f4")
points = (random.standard_normal((25, 4)) @ random.standard_normal((4, 6)) + 3).astype("f4")
pca = PCA(3, svd_solver="full").fit(points.astype("f8"))
signs = np.sign(pca.components_[np.arange(3), np.abs(pca.components_).argmax(1)])  # the largest entry shall be positive
linear_algebra = {
    "symmetric": {"size": 9, "entries": symmetric.ravel().tolist(), "eigenvalues": np.linalg.eigvalsh(symmetric.astype("f8"))[::-1].tolist()},
    "pca": {
        "numRows": 25,
        "numColumns": 6,
        "points": points.ravel().tolist(),
        "components": (pca.components_ * signs[:, None]).ravel().tolist(),
        "variances": pca.explained_variance_.tolist(),
        "coordinates": (pca.transform(points) * signs).ravel().tolist(),
    },
}
(here / "linear-algebra.json").write_text(json.dumps(linear_algebra, indent=1) + "\n")
