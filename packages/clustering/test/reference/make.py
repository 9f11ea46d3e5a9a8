"""Makes the reference values of this folder, with numpy 2.4 and scikit-learn 1.9: `python make.py && npx prettier --write .`"""

import json
from pathlib import Path

import numpy as np
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.datasets import make_blobs
from sklearn.neighbors import kneighbors_graph
from sklearn.preprocessing import normalize

here = Path(__file__).parent
random = np.random.default_rng(0)


def rounded(array: np.ndarray) -> np.ndarray:
    """Few digits, so that the file stays small and single precision holds them."""
    return np.round(array, 3).astype("f4")


def k_means(points: np.ndarray, centres: np.ndarray) -> dict:
    found = KMeans(len(centres), init=centres, n_init=1).fit(points.astype("f8"))
    return {
        "initialCentres": centres.tolist(),
        "centres": found.cluster_centers_.tolist(),
        "clusters": found.labels_.tolist(),
        "inertia": found.inertia_,
        "numIterations": found.n_iter_,
    }


def consensus(embeddings: list[np.ndarray], num_clusters: int) -> dict:
    centred = [e - e.mean(0) for e in embeddings]
    joined = normalize(np.hstack([e / np.sqrt(e.var(0).sum()) for e in centred]))
    graph = kneighbors_graph(joined, 10, metric="cosine")
    graph = graph.maximum(graph.T) + np.eye(len(joined))
    smooth = joined
    for _ in range(2):
        smooth = normalize(np.asarray(graph / graph.sum(1)) @ smooth)
    clusters = AgglomerativeClustering(num_clusters).fit_predict(smooth)
    return {
        "embeddings": [e.tolist() for e in embeddings],
        "numClusters": num_clusters,
        "smooth": np.round(smooth, 6).tolist(),
        "clusters": clusters.tolist(),
    }


points = rounded(make_blobs(80, 3, centers=5, cluster_std=2.5, random_state=1)[0])
linkages = {}
for linkage in ["ward", "average", "complete", "single"]:
    tree = AgglomerativeClustering(4, linkage=linkage, compute_distances=True).fit(points.astype("f8"))
    linkages[linkage] = {"clusters": tree.labels_.tolist(), "heights": tree.distances_.tolist()}

groups = random.integers(0, 6, 90)
embeddings = [rounded(random.standard_normal((6, d))[groups] + spread * random.standard_normal((90, d))) for d, spread in [(4, 0.6), (3, 0.8)]]

reference = {
    "points": points.tolist(),
    "kMeans": k_means(points, points[:5]),
    "kMeansWithEmptyCluster": k_means(points, np.vstack([points[:4], [[100, 100, 100]]]).astype("f4")),
    "agglomerative": linkages,
    "dbscan": {"radius": 4.0, "minPoints": 5, "clusters": DBSCAN(eps=4.0, min_samples=5).fit_predict(points.astype("f8")).tolist()},
    "consensus": consensus(embeddings, 6),
}
(here / "clustering.json").write_text(json.dumps(reference) + "\n")
