"""The sample corpus from its files to a page, as a script of today's libraries does it: sample_corpus.py CORPUS FOLDER

Features, scaling, network, epochs, protocol and measures are those of `rows/sample-corpus.ts`.
"""

import csv
import json
import sys
from html import escape
from itertools import permutations
from pathlib import Path

import librosa
import numpy
import soundfile
import torch
from PIL import Image
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score, silhouette_score
from sklearn.metrics.cluster import contingency_matrix
from sklearn.neighbors import KNeighborsClassifier
from torch import nn

MODALITIES = ("image", "audio", "text")
EPOCHS, BATCH, LATENT, HIDDEN = 30, 128, 64, 256
torch.set_num_threads(2)
torch.manual_seed(0)


def picture(path):
    with Image.open(path) as file:
        return numpy.asarray(file.convert("RGB").resize((28, 28), Image.Resampling.BILINEAR), numpy.float32).ravel() / 255


def sound(path):
    samples, rate = soundfile.read(path, dtype="float32")
    mfcc = librosa.feature.mfcc(y=samples - samples.mean(), sr=rate)
    return numpy.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1)])


def scaled(features, train):
    centred = features - features[train].mean(axis=0)
    return (centred / numpy.sqrt((centred[train] ** 2).mean())).astype(numpy.float32)


def perceptron(*widths):
    layers = [each for pair in zip(widths, widths[1:]) for each in (nn.Linear(*pair), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


class Autoencoder(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.encoders = nn.ModuleDict({name: perceptron(width, HIDDEN, LATENT) for name, width in widths.items()})
        self.decoders = nn.ModuleDict({name: perceptron(LATENT, HIDDEN, width) for name, width in widths.items()})

    def embed(self, rows):
        return torch.stack([self.encoders[name](each) for name, each in rows.items()]).mean(dim=0)

    def loss(self, rows):
        latent = self.embed(rows)
        return sum(nn.functional.mse_loss(self.decoders[name](latent), each) for name, each in rows.items())


def fit(blocks, train, validation):
    take = lambda rows: {name: block[rows] for name, block in blocks.items()}
    model = Autoencoder({name: block.shape[1] for name, block in blocks.items()})
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-5, fused=True)
    for _ in range(EPOCHS):
        for rows in torch.tensor_split(train[torch.randperm(len(train))], round(len(train) / BATCH)):
            optimizer.zero_grad(set_to_none=True)
            model.loss(take(rows)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
        with torch.no_grad():
            loss = model.loss(take(validation)).item()
    return model, loss


def measures(points, labels, train, test):
    truth = labels[test]
    k_means = KMeans(len(set(labels)), n_init=10, random_state=0).fit(points[train])
    found = k_means.predict(points[test])
    table = contingency_matrix(truth, found)
    return {
        "nmi": normalized_mutual_info_score(truth, found),
        "ari": adjusted_rand_score(truth, found),
        "ami": adjusted_mutual_info_score(truth, found),
        "accuracy": table[linear_sum_assignment(-table)].sum() / len(truth),
        "probe": LogisticRegression(max_iter=1000).fit(points[train], labels[train]).score(points[test], truth),
        "kNN": KNeighborsClassifier(10, metric="cosine").fit(points[train], labels[train]).score(points[test], truth),
        "silhouette of labels": silhouette_score(points[test], truth),
        "silhouette of clusters": silhouette_score(points[test], found),
    }


def mean_average_precision(queries, candidates, labels):
    unit = lambda rows: rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
    hits = (labels[:, None] == labels)[numpy.arange(len(labels))[:, None], numpy.argsort(-unit(queries) @ unit(candidates).T, axis=1)]
    precision = hits.cumsum(axis=1) / numpy.arange(1, len(labels) + 1)
    return float(((precision * hits).sum(axis=1) / hits.sum(axis=1)).mean())


def page(methods, retrieval, points, labels):
    names = sorted(set(labels))
    at = PCA(2).fit_transform(points)
    at = 20 + 560 * (at - at.min(axis=0)) / numpy.ptp(at, axis=0)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="hsl({36 * names.index(name)} 70% 50%)"><title>{escape(name)}</title></circle>' for (x, y), name in zip(at, labels))
    rows = "".join(f"<tr><th>{method}<td>" + "<td>".join(f"{value:.3f}" for value in scores.values()) for method, scores in methods.items())
    pairs = "".join(f"<tr><th>{pair}<td>{value:.3f}" for pair, value in retrieval.items())
    head = "<tr><th><th>" + "<th>".join(methods["mmae"])
    return f"<!doctype html><title>Report</title><table>{head}{rows}</table><table>{pairs}</table><svg width=600 height=600>{dots}</svg>"


def main(corpus, folder):
    with open(corpus / "manifest.csv", encoding="utf-8", newline="") as file:
        samples = list(csv.DictReader(file))
    splits = numpy.array([sample["split"] for sample in samples])
    labels = numpy.array([sample["label"] for sample in samples])
    train, validation, test = (numpy.flatnonzero(splits == split) for split in ("train", "validation", "test"))
    texts = [sample["text"] for sample in samples]
    vectorizer = TfidfVectorizer(max_features=1024, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b", dtype=numpy.float32)
    vectorizer.fit([texts[i] for i in train])
    features = {
        "image": numpy.stack([picture(corpus / sample["image"]) for sample in samples]),
        "audio": numpy.stack([sound(corpus / sample["audio"]) for sample in samples]),
        "text": vectorizer.transform(texts).toarray(),
    }
    blocks = {name: torch.from_numpy(scaled(features[name], train)) for name in MODALITIES}
    model, loss = fit(blocks, torch.from_numpy(train), torch.from_numpy(validation))
    with torch.no_grad():
        embedding = model.embed(blocks).numpy()
        alone = {name: model.embed({name: blocks[name]}).numpy() for name in MODALITIES}
    raw = numpy.hstack(list(blocks.values()))
    points = {"mmae": embedding, "pca": PCA(LATENT, svd_solver="randomized", random_state=0).fit(raw[train]).transform(raw), "raw": raw}
    methods = {method: measures(each, labels, train, test) for method, each in points.items()}
    retrieval = {f"{a}->{b}": mean_average_precision(alone[a][test], alone[b][test], labels[test]) for a, b in permutations(MODALITIES, 2)}
    (folder / "peer.html").write_text(page(methods, retrieval, embedding[test], labels[test]), encoding="utf-8")
    means = {name: features[name][train].mean(axis=0).tolist() for name in MODALITIES}
    (folder / "peer.json").write_text(json.dumps({"loss": loss, "methods": methods, "retrieval": retrieval, "means": means}))


main(*map(Path, sys.argv[1:]))
