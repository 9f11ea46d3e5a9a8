import numpy
from sklearn.feature_extraction.text import TfidfVectorizer


def prepare(folder):
    with open(f"{folder}/texts.txt", encoding="utf-8") as file:
        texts = file.read().split("\n")

    def work():
        vectorizer = TfidfVectorizer(max_features=2048, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b", dtype=numpy.float32)
        weights = vectorizer.fit_transform(texts)
        return lambda: {"sorted sums of weights of terms": numpy.sort(numpy.asarray(weights.sum(axis=0, dtype=numpy.float64)).ravel())}

    return work
