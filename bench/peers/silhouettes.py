import numpy
from sklearn.metrics import silhouette_samples


def prepare(folder, distance):
    points = numpy.load(f"{folder}/points.npy")[:30_000]
    labels = numpy.load(f"{folder}/labels.npy")[:30_000]

    def work():
        silhouettes = silhouette_samples(points, labels, metric=distance, n_jobs=2)
        return lambda: {"silhouettes": silhouettes}

    return work
