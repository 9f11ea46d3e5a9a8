import numpy
from sklearn.decomposition import PCA


def prepare(folder):
    points = numpy.load(f"{folder}/points.npy")

    def work():
        pca = PCA(n_components=64, svd_solver="randomized", random_state=0)
        projected = pca.fit_transform(points)
        return lambda: {
            "variances": pca.explained_variance_,
            "lengths of projected rows": numpy.linalg.norm(projected, axis=1),
        }

    return work
