"""Reference values for the tests, by scikit-learn and SciPy.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    /tmp/reference/bin/python packages/evaluation/test/reference/make.py

writes partitions.json, points.json, doubles.json, classifiers.json, retrieval.json, alignment.json and statistics.json next to this file.
Points are rounded to single precision, then scored in double precision. Those of doubles.json stay in double precision and are scored relative to
their first row and scaled to about 1, which only the cosine distance depends on, because scikit-learn loses digits far from zero.
"""

import json
import pathlib
import subprocess
import warnings

import numpy as np
import scipy
import sklearn
from scipy import stats
from scipy.optimize import linear_sum_assignment
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.cluster import contingency_matrix
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import StandardScaler

FOLDER = pathlib.Path(__file__).parent
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}


def write(name, document):
    text = json.dumps({"versions": VERSIONS, **document}, separators=(",", ":"), allow_nan=False)
    (FOLDER / f"{name}.json").write_text(text + "\n")


def single(values):
    """Numbers that are exactly the same in single and double precision."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def agreement(labels, clusters):
    table = contingency_matrix(labels, clusters)
    rows, columns = linear_sum_assignment(table, maximize=True)
    homogeneity, completeness, v = metrics.homogeneity_completeness_v_measure(labels, clusters)
    return {
        "ari": metrics.adjusted_rand_score(labels, clusters),
        "nmi": metrics.normalized_mutual_info_score(labels, clusters),
        "ami": metrics.adjusted_mutual_info_score(labels, clusters),
        "homogeneity": homogeneity,
        "completeness": completeness,
        "vMeasure": v,
        "fowlkesMallows": metrics.fowlkes_mallows_score(labels, clusters),
        "accuracy": table[rows, columns].sum() / table.sum(),
        "purity": table.max(axis=0).sum() / table.sum(),
        "macroF1": metrics.f1_score(labels, clusters, average="macro"),
    }


def make_partitions():
    random = np.random.default_rng(1)
    labels = random.integers(0, 6, 300)
    noisy = np.where(random.random(300) < 0.3, random.integers(0, 9, 300), labels)
    uneven = np.minimum(random.geometric(0.3, 2000), 12)
    cases = {
        "chance": (labels, random.integers(0, 4, 300)),
        "noisy, more clusters than labels": (labels, noisy),
        "noisy, fewer clusters than labels": (noisy, labels // 2),
        "uneven sizes": (uneven, np.where(random.random(2000) < 0.5, uneven, random.integers(0, 30, 2000))),
        "independent": ([0, 0, 1, 1], [0, 1, 0, 1]),
        "worse than chance": ([0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0]),
        "the same, renamed": ([0, 0, 1, 2, 2], [7, 7, 5, 6, 6]),
        "one cluster, several labels": ([0, 0, 1, 2, 2], [0, 0, 0, 0, 0]),
        "one cluster, one label": ([3, 3, 3], [1, 1, 1]),
        "a cluster a sample, several labels": ([0, 0, 1, 2, 2], [0, 1, 2, 3, 4]),
        "a cluster a sample, a label a sample": ([4, 3, 2, 1, 0], [0, 1, 2, 3, 4]),
        "a single sample": ([1], [2]),
    }
    write("partitions", {"cases": [
        {"name": name, "labels": np.asarray(a).tolist(), "clusters": np.asarray(b).tolist(), "expected": agreement(a, b)}
        for name, (a, b) in cases.items()
    ]})


def clusterings(points, clusters):
    return {
        "silhouette": {
            distance: metrics.silhouette_samples(points, clusters, metric=distance).tolist()
            for distance in ["euclidean", "sqeuclidean", "cosine"]
        },
        "calinskiHarabasz": metrics.calinski_harabasz_score(points, clusters),
        "daviesBouldin": metrics.davies_bouldin_score(points, clusters),
    }


def make_points():
    random = np.random.default_rng(2)
    clusters = random.integers(0, 4, 60)
    blobs = random.normal(size=(4, 5))[clusters] + 0.7 * random.normal(size=(60, 5))
    with_zeros = blobs.copy()
    with_zeros[[3, 4, 17]] = 0
    singleton = np.where(np.arange(60) == 5, 9, clusters)
    repeated = np.repeat(blobs[:12], 5, axis=0)
    cases = {
        "blobs": (blobs, clusters),
        "a cluster of one": (blobs, singleton),
        "far from the origin": (blobs + 300, clusters),
        "huge": (blobs * 2.0**83, clusters),
        "tiny": (blobs * 2.0**-83, clusters),
        "rows of zeros": (with_zeros, clusters),
        "repeated rows": (repeated, clusters),
        "a cluster is one place": (repeated, np.repeat(np.arange(12), 5)),
        "one column": (blobs[:, :1], clusters),
        "all points equal": (np.ones((6, 2)), [0, 0, 1, 1, 2, 2]),
        "two clusters with one centre": ([[0, 1], [0, -1], [1, 0], [-1, 0], [5, 5], [5, 6]], [0, 0, 1, 1, 2, 2]),
    }
    documents = []
    for name, (points, labels) in cases.items():
        points, labels = single(points), np.asarray(labels)
        documents.append({"name": name, "points": points.tolist(), "clusters": labels.tolist(), "expected": clusterings(points, labels)})
    for document in documents:  # scikit-learn takes lengths below 1e-8 for none; these measures do not depend on the scale
        if document["name"] == "tiny":
            blob = documents[0]["expected"]
            document["expected"]["daviesBouldin"] = blob["daviesBouldin"]
            document["expected"]["silhouette"]["cosine"] = blob["silhouette"]["cosine"]
    write("points", {"cases": documents})


def make_doubles():
    random = np.random.default_rng(7)
    clusters = random.integers(0, 3, 30)
    blobs = 4 * random.normal(size=(3, 2))[clusters] + random.normal(size=(30, 2))
    seconds = np.array([0, 1, 60, 2, 61, 59.0])[:, None]
    of_seconds = [0, 0, 1, 0, 1, 1]
    cases = {
        "timestamps": (1.76e9 + seconds, of_seconds),
        "a trillion and seconds": (1e12 + seconds, of_seconds),
        "groups ten thousand widths apart": (1e4 * random.normal(size=(3, 2))[clusters] + blobs * 0.1, clusters),
        "one column far from zero, one near": (blobs * [1, 1e-3] + [-1e10, 0], clusters),
        "times 1e30": (blobs * 1e30, clusters),
        "times 1e-30": (blobs * 1e-30 + 1e-25, clusters),
        "past single precision": (blobs * 1e150, clusters),
        "ties": (np.round(blobs) + 1e9, clusters),
        "a constant column": (np.column_stack([np.full(30, 3e9), blobs[:, 0] + 5e7]), clusters),
    }
    documents = []
    for name, (points, labels) in cases.items():
        near = (points - points[0]) / np.abs(points - points[0]).max()
        expected = clusterings(near, labels)
        del expected["silhouette"]["cosine"]
        found = KMeans(len(set(labels)), n_init=50, random_state=0).fit(near)
        documents.append({"name": name, "points": points.tolist(), "clusters": np.asarray(labels).tolist(), "expected": expected,
                          "kMeans": {"clusters": found.labels_.tolist()}})
    write("doubles", {"cases": documents})


def make_classifiers():
    random = np.random.default_rng(3)
    labels = random.integers(0, 4, 220)
    points = single((random.normal(size=(4, 6))[labels] + random.normal(size=(220, 6))) * [1, 10, 0.1, 1, 1, 0] + [0, 5, 100, 0, 0, 7])
    train, test = slice(0, 150), slice(150, 220)
    scaler = StandardScaler().fit(points[train])
    probes = {}
    for l2 in [0.01, 1, 100]:
        model = LogisticRegression(C=1 / l2, tol=1e-12, max_iter=100_000).fit(scaler.transform(points[train]), labels[train])
        probes[str(l2)] = model.predict(scaler.transform(points[test])).tolist()
    neighbours = {}
    for distance in ["cosine", "euclidean"]:
        model = KNeighborsClassifier(5, metric=distance).fit(points[train, :5], labels[train] % 2)
        neighbours[distance] = model.predict(points[test, :5]).tolist()
    write("classifiers", {"points": points.tolist(), "labels": labels.tolist(), "numTrain": 150, "probe": probes, "knnOfTwoClasses": neighbours})


def make_retrieval():
    random = np.random.default_rng(4)
    query_labels, gallery_labels = random.integers(0, 4, 25), random.integers(0, 4, 40)
    centres = random.normal(size=(4, 6))
    queries = single(centres[query_labels] + random.normal(size=(25, 6)))
    gallery = single(centres[gallery_labels] + random.normal(size=(40, 6)))
    similarities = metrics.pairwise.cosine_similarity(queries, gallery)
    relevant = query_labels[:, None] == gallery_labels
    order = np.argsort(-similarities, axis=1)
    ranks = 1 + np.array([np.flatnonzero(relevant[i][order[i]])[0] for i in range(25)])
    expected = {
        "map": np.mean([metrics.average_precision_score(r, s) for r, s in zip(relevant, similarities)]),
        "ndcg": metrics.ndcg_score(relevant.astype(float), similarities),
        "medianRank": np.median(ranks),
        **{f"recallAt{k}": np.mean(ranks <= k) for k in [1, 5, 10]},
    }
    coarse = np.round(similarities * 2)
    write("retrieval", {
        "queries": queries.tolist(), "queryLabels": query_labels.tolist(),
        "gallery": gallery.tolist(), "galleryLabels": gallery_labels.tolist(), "expected": expected,
        "tied": {"scores": coarse.tolist(), "relevant": relevant.astype(int).tolist(),
                 "ndcg": [metrics.ndcg_score([r], [s]) for r, s in zip(relevant.astype(float), coarse)]},
    })


def make_alignment():
    random = np.random.default_rng(5)
    shared = random.normal(size=(40, 3))
    first = single(shared @ random.normal(size=(3, 5)) + 0.3 * random.normal(size=(40, 5)) + 2)
    second = single(shared @ random.normal(size=(3, 5)) + 0.3 * random.normal(size=(40, 5)))
    centring = np.eye(40) - 1 / 40
    grams = [centring @ x @ x.T @ centring for x in (first, second)]
    cka = np.sum(grams[0] * grams[1]) / np.sqrt(np.sum(grams[0] ** 2) * np.sum(grams[1] ** 2))
    units = [x / np.linalg.norm(x, axis=1, keepdims=True) for x in (first, second)]
    near = [NearestNeighbors(n_neighbors=4, metric="cosine").fit(x).kneighbors(return_distance=False) for x in (first, second)]
    write("alignment", {
        "first": first.tolist(), "second": second.tolist(), "linearCka": cka,
        "modalityGap": np.linalg.norm(units[0].mean(axis=0) - units[1].mean(axis=0)),
        "mutualKnnOf4": np.mean([len(set(a) & set(b)) / 4 for a, b in zip(*near)]),
    })


def make_statistics():
    random = np.random.default_rng(6)
    first, second = random.normal(0.6, 0.05, 5), random.normal(0.55, 0.05, 5)
    test = stats.ttest_rel(first, second)
    interval = test.confidence_interval(0.95)
    confidences = single(np.concatenate([random.random(200) ** 2, [0, 1, 0.5]]))
    right = random.random(203) < confidences**1.5
    accuracy, confidence = calibration_curve(right, confidences, n_bins=10)
    counts = np.histogram(-confidences, bins=-np.linspace(0, 1, 11)[::-1])[0][::-1]
    write("statistics", {
        "tails": [{"t": t, "degrees": d, "p": 2 * stats.t.sf(t, d)} for t in [0, 0.5, 2.5, 12] for d in [1, 2, 3, 4, 9, 30]],
        "quantiles": [{"level": q, "degrees": d, "t": stats.t.ppf((1 + q) / 2, d)} for q in [0.5, 0.95, 0.999] for d in [1, 2, 5, 30]],
        "wilson": [
            {"right": k, "count": n, "low": interval.low, "high": interval.high}
            for k, n in [(0, 3), (3, 3), (1, 1), (9, 12), (40, 80)]
            for interval in [stats.binomtest(k, n).proportion_ci(0.95, "wilson")]
        ],
        "paired": {"first": first.tolist(), "second": second.tolist(), "p": test.pvalue, "low": interval.low, "high": interval.high},
        "calibration": {
            "confidences": confidences.tolist(), "right": right.astype(int).tolist(),
            "accuracy": accuracy.tolist(), "meanConfidence": confidence.tolist(),
            "error": np.sum(counts[counts > 0] * np.abs(accuracy - confidence)) / counts.sum(),
        },
    })


warnings.filterwarnings("ignore", category=UserWarning)
for make in [make_partitions, make_points, make_doubles, make_classifiers, make_retrieval, make_alignment, make_statistics]:
    make()
subprocess.run(["npx", "prettier", "--log-level", "warn", "--write", FOLDER], cwd=FOLDER, check=True)
