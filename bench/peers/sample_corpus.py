"""The sample corpus from its files to a page, as a script of today's libraries does it: sample_corpus.py CORPUS FOLDER

Features, scaling, network, epochs, protocol and measures are those of `rows/sample-corpus.ts`. From each subset of modalities it embeds, rebuilds
and tags; it keeps embeddings and previews, and scores with a bootstrap of every measure.
"""

import csv
import json
import sys
from base64 import b64encode
from collections import Counter
from functools import cache
from html import escape
from io import BytesIO
from itertools import combinations
from pathlib import Path

import librosa
import numpy
import soundfile
import torch
from PIL import Image
from scipy.optimize import linear_sum_assignment
from scipy.special import entr, xlogy
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, f1_score, normalized_mutual_info_score, pairwise_distances, silhouette_score
from sklearn.metrics.cluster import contingency_matrix
from sklearn.neighbors import KNeighborsClassifier
from torch import nn
from umap import UMAP

MODALITIES = ("audio", "image", "text")
SUBSETS = [subset for size in (1, 2, 3) for subset in combinations(MODALITIES, size)]
DIRECTIONS = [(asking, to) for asking in SUBSETS for to in MODALITIES if to not in asking]
EPOCHS, BATCH, LATENT, HIDDEN = 30, 128, 64, 256
DRAWS, NEIGHBOURS = 1000, 10
torch.set_num_threads(2)
torch.manual_seed(0)


# Features


def picture(path):
    with Image.open(path) as file:
        return numpy.asarray(file.convert("RGB").resize((28, 28), Image.Resampling.BILINEAR), numpy.float32).ravel() / 255


@cache
def sound(path):
    samples, rate = soundfile.read(path, dtype="float32")
    mfcc = librosa.feature.mfcc(y=samples - samples.mean(), sr=rate)
    return numpy.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1)])


def scaling(features, train):
    mean = features[train].mean(axis=0)
    return mean, numpy.sqrt(((features[train] - mean) ** 2).mean())


# Model


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
    return model, optimizer, loss


def latents_of(model, blocks):
    alone = {name: model.encoders[name](block) for name, block in blocks.items()}
    return {subset: torch.stack([alone[name] for name in subset]).mean(dim=0) for subset in SUBSETS}


def principal_components(blocks, train):
    """What a modality adds to a row's coordinates; a missing one is its train mean, which is zero."""
    pca = PCA(LATENT, svd_solver="randomized", random_state=0).fit(numpy.hstack([blocks[name][train] for name in MODALITIES]))
    columns = numpy.split(pca.components_, numpy.cumsum([blocks[name].shape[1] for name in MODALITIES])[:-1], axis=1)
    parts = {name: blocks[name] @ axes.T for name, axes in zip(MODALITIES, columns)}
    offset = pca.mean_ @ pca.components_.T
    return {subset: sum(parts[name] for name in subset) - offset for subset in SUBSETS}


def unexplained(model, latents, blocks):
    share = lambda rebuilt, block: (((rebuilt - block) ** 2).sum() / (block**2).sum()).item()
    return {"+".join(subset): {name: share(model.decoders[name](latent), blocks[name]) for name in MODALITIES} for subset, latent in latents.items()}


# Tags


def unit(rows):
    return rows / numpy.linalg.norm(rows, axis=1, keepdims=True)


def nearest(queries, gallery):
    similarity = unit(queries) @ unit(gallery).T
    rows = numpy.argpartition(-similarity, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    return rows, numpy.take_along_axis(similarity, rows, axis=1)


def votes(rows, similarity, codes):
    scores = numpy.zeros((len(rows), codes.max() + 1))
    numpy.add.at(scores, (numpy.arange(len(rows))[:, None], codes[rows]), similarity.clip(0) / NEIGHBOURS)
    return scores


def proposals(scores, truth, count):
    """The places of the largest scores, largest first, the scores, and whether each holds."""
    places = numpy.argpartition(-scores, count, axis=1)[:, :count]
    places = numpy.take_along_axis(places, numpy.argsort(-numpy.take_along_axis(scores, places, axis=1), axis=1), axis=1)
    return places, numpy.take_along_axis(scores, places, axis=1), numpy.take_along_axis(truth, places, axis=1)


def calibration_error(confidence, right):
    bins = numpy.minimum((confidence * 10).astype(int), 9)
    counts, sums, hits = (numpy.bincount(bins, weights=each, minlength=10) for each in (numpy.ones(len(bins)), confidence, right))
    return float(numpy.abs(hits - sums).sum() / counts.sum())


def word_score(proposed):
    return float(proposed[2][:, :5].mean())


def label_score(proposed, codes):
    return float(f1_score(codes, proposed[0][:, 0], average="macro"))


def tags(model, latents, blocks, scale, words, codes, splits):
    """Words of the decoder and labels of near train samples; confidences fitted on validation, scores on test with those of two rivals."""
    train, validation, test = splits
    labels = numpy.eye(codes.max() + 1, dtype=bool)[codes]
    mean, deviation = scale
    texts = blocks["text"] * deviation + mean
    rebuilt = {subset: model.decoders["text"](latent).numpy() * deviation + mean for subset, latent in latents.items()}
    latents = {subset: latent.numpy() for subset, latent in latents.items()}
    joint = latents[MODALITIES][train]
    often = [proposals(numpy.tile(truth[train].mean(axis=0), (len(test), 1)), truth[test], count) for truth, count in ((words, 8), (labels, 3))]
    scores, shown = {}, {}
    for subset in SUBSETS:
        proposed = lambda rows: (
            proposals(rebuilt[subset][rows], words[rows], 8),
            proposals(votes(*nearest(latents[subset][rows], joint), codes[train]), labels[rows], 3),
        )
        known, found = proposed(validation), proposed(test)
        curves = [IsotonicRegression(out_of_bounds="clip").fit(score.ravel(), right.ravel()) for _, score, right in known]
        confidences = [curve.predict(score.ravel()) for curve, (_, score, _) in zip(curves, found)]
        features = numpy.hstack([blocks[name] for name in subset])
        voters = nearest(features[test], features[train])
        near = proposals(texts[train][voters[0]].mean(axis=1), words[test], 8), proposals(votes(*voters, codes[train]), labels[test], 3)
        errors = [calibration_error(confidence, right.ravel()) for confidence, (_, _, right) in zip(confidences, found)]
        scores["+".join(subset)] = {
            "word": [word_score(each) for each in (found[0], often[0], near[0])] + [errors[0]],
            "label": [label_score(each, codes[test]) for each in (found[1], often[1], near[1])] + [errors[1]],
        }
        shown[subset] = [(places, confidence.reshape(places.shape)) for (places, _, _), confidence in zip(found, confidences)]
    return scores, shown


# Previews


def encoded(image, **options):
    buffer = BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


def thumbnail(path):
    with Image.open(path) as file:
        file.thumbnail((96, 96))
        return encoded(file, format="WEBP", quality=85)


def excerpt(path):
    samples, rate = soundfile.read(path, frames=20 * 16000, dtype="float32")
    heard = librosa.effects.trim(samples, top_db=35)[0][: 2 * rate]
    buffer = BytesIO()
    soundfile.write(buffer, librosa.resample(heard, orig_sr=rate, target_sr=16000), 16000, format="WAV", subtype="ULAW")
    return buffer.getvalue()


def previews(folder, corpus, samples, test, codes):
    """150 samples of test, each label as often as another, as a person sees and hears them."""
    shuffled = numpy.random.default_rng(0).permutation(test)
    chosen = numpy.concatenate([shuffled[codes[shuffled] == code][:15] for code in range(codes.max() + 1)])
    media = {i: (thumbnail(corpus / samples[i]["image"]), excerpt(corpus / samples[i]["audio"])) for i in chosen}
    (folder / "samples").mkdir(exist_ok=True)
    for i, (image, audio) in media.items():
        (folder / "samples" / f"{samples[i]['id']}.webp").write_bytes(image)
        (folder / "samples" / f"{samples[i]['id']}.wav").write_bytes(audio)
    return media


def reconstructions(model, latents, rows, scales, terms):
    """What the model makes of a few samples' pictures and texts from each modality alone, and from all."""
    features = lambda subset, name: model.decoders[name](latents[subset][rows]).numpy() * scales[name][1] + scales[name][0]
    picture_of = lambda pixels: encoded(Image.fromarray((255 * pixels.clip(0, 1)).astype(numpy.uint8).reshape(28, 28, 3)), format="PNG")
    words_of = lambda values: " ".join(terms[numpy.argsort(-values)[:8]])
    return {subset: [(picture_of(pixels), words_of(values)) for pixels, values in zip(features(subset, "image"), features(subset, "text"))] for subset in SUBSETS if len(subset) != 2}


# Measures


def rankings(queries, candidates, codes):
    """A row a query: average precision, hits at 1, 5 and 10, rank of the first hit, discounted gain."""
    hits = (codes[:, None] == codes)[numpy.arange(len(codes))[:, None], numpy.argsort(-unit(queries) @ unit(candidates).T, axis=1)]
    ranks = numpy.arange(1, len(codes) + 1)
    discounts = 1 / numpy.log2(ranks + 1)
    first = hits.argmax(axis=1) + 1
    precision = (hits.cumsum(axis=1) / ranks * hits).sum(axis=1) / hits.sum(axis=1)
    gain = hits @ discounts / discounts.cumsum()[hits.sum(axis=1) - 1]
    return numpy.column_stack([precision, first <= 1, first <= 5, first <= 10, first, gain])


def chance_precision(codes):
    count, relevant = len(codes), numpy.bincount(codes)[codes]
    harmonic, slope = (1 / numpy.arange(1, count + 1)).sum() / count, (relevant - 1) / (count - 1)
    return float((harmonic + slope * (1 - harmonic)).mean())


def retrieval_scores(ranked, chance):
    precision, one, five, ten, _, gain = ranked.mean(axis=0).tolist()
    return [precision, one, five, ten, float(numpy.median(ranked[:, 4])), gain, chance]


def alignment(first, second):
    centred = [each - each.mean(axis=0) for each in (first, second)]
    norm = lambda a, b: ((a.T @ b) ** 2).sum()
    cka = norm(*centred) / numpy.sqrt(norm(centred[0], centred[0]) * norm(centred[1], centred[1]))
    gap = numpy.linalg.norm(unit(first).mean(axis=0) - unit(second).mean(axis=0))
    shared = numpy.ones((len(first), len(first)))
    for points in (first, second):
        similarity = unit(points) @ unit(points).T
        numpy.fill_diagonal(similarity, -2)
        near = numpy.zeros_like(shared)
        numpy.put_along_axis(near, numpy.argpartition(-similarity, NEIGHBOURS, axis=1)[:, :NEIGHBOURS], 1, axis=1)
        shared *= near
    return [float(cka), float(gap), float(shared.sum() / (NEIGHBOURS * len(first)))]


def resampled_tables(codes, clusters, draws):
    """A contingency table a draw, `[numDraws, numLabels, numClusters]`."""
    width = clusters.max() + 1
    size = (codes.max() + 1) * width
    cells = (codes * width + clusters)[draws] + size * numpy.arange(len(draws))[:, None]
    return numpy.bincount(cells.ravel(), minlength=size * len(draws)).reshape(len(draws), -1, width)


def resampled_information(tables):
    count = tables.sum(axis=(1, 2))[0]
    rows, columns = (entr(tables.sum(axis=axis) / count).sum(axis=1) for axis in (2, 1))
    both = entr(tables / count).sum(axis=(1, 2))
    return 2 * (rows + columns - both) / (rows + columns)


def resampled_rand(tables):
    pairs = lambda counts: (counts * (counts - 1) / 2).reshape(len(counts), -1).sum(axis=1)
    both, rows, columns = pairs(tables), pairs(tables.sum(axis=2)), pairs(tables.sum(axis=1))
    count = tables.sum(axis=(1, 2))[0]
    expected = rows * columns / (count * (count - 1) / 2)
    return (both - expected) / ((rows + columns) / 2 - expected)


def best_matches(tables):
    return numpy.array([table[linear_sum_assignment(-table)].sum() / table.sum() for table in tables])


def interval(estimate, values):
    return (estimate + numpy.quantile(values - values.mean(), [0.025, 0.975])).tolist()


def difference(first, second):
    estimate, values = first[0] - second[0], first[1] - second[1]
    p_value = (1 + (numpy.abs(values - values.mean()) >= abs(estimate)).sum()) / (1 + len(values))
    return {"value": estimate, "interval": interval(estimate, values), "pValue": float(p_value)}


def agreement(codes, clusters):
    return [normalized_mutual_info_score(codes, clusters), adjusted_rand_score(codes, clusters)]


def incomplete(points, rate, rows):
    """Points of rows that lose each modality with that probability, and keep one."""
    generator = numpy.random.default_rng(0)
    left = generator.random((len(rows), len(MODALITIES))) >= rate
    none = ~left.any(axis=1)
    left[none, generator.integers(len(MODALITIES), size=none.sum())] = True
    subset_of = [tuple(name for name, is_left in zip(MODALITIES, each) if is_left) for each in left]
    return numpy.stack([points[subset][row] for subset, row in zip(subset_of, rows)])


def parts_of(samples, test):
    """Places in test by the value of each further column of the manifest that tells some apart."""
    for column in samples[0].keys() - {"id", "split", "label", "group", "audio", "image", "text"}:
        values = numpy.array([samples[i][column] for i in test])
        large = [value for value, count in Counter(values).items() if count >= 20]
        if len(set(values)) <= 24 and len(large) > 1:
            yield from ((column, value, numpy.flatnonzero(values == value)) for value in large)


def evaluate(points, common, codes, splits, parts, draws):
    """Scores of a method, and its statistics with one value a draw. @param points by subset, of those that it embeds"""
    train, _, test = splits
    joint, truth = points[MODALITIES], codes[test]
    k_means = KMeans(codes.max() + 1, n_init=10, random_state=0).fit(joint[train])
    clusters = k_means.predict(joint)
    found = clusters[test]
    distances = pairwise_distances(joint[test])
    table = contingency_matrix(truth, found)
    label_of = dict(zip(*linear_sum_assignment(-table.T)))
    right = numpy.array([label_of.get(cluster) for cluster in found]) == truth
    probe = LogisticRegression(max_iter=1000).fit(joint[train], codes[train]).predict(joint[test]) == truth
    neighbours = KNeighborsClassifier(NEIGHBOURS, metric="cosine").fit(joint[train], codes[train]).predict(joint[test]) == truth
    nmi, ari = agreement(truth, found)
    scores = {
        "nmi": nmi,
        "ari": ari,
        "ami": adjusted_mutual_info_score(truth, found),
        "accuracy": table[linear_sum_assignment(-table)].sum() / len(truth),
        "probe": probe.mean(),
        "kNN": neighbours.mean(),
        "silhouette of labels": silhouette_score(distances, truth, metric="precomputed"),
        "silhouette of clusters": silhouette_score(distances, found, metric="precomputed"),
        "silhouette in features": silhouette_score(common, found, metric="precomputed"),
    }
    tables = resampled_tables(truth, found, draws)
    statistics = {
        "nmi": (scores["nmi"], resampled_information(tables)),
        "ari": (scores["ari"], resampled_rand(tables)),
        "accuracy": (scores["accuracy"], best_matches(tables)),
        "probe": (scores["probe"], probe[draws].mean(axis=1)),
        "kNN": (scores["kNN"], neighbours[draws].mean(axis=1)),
    }
    details, hits = {}, None
    if len(points) > 1:
        alone = {subset: each[test] for subset, each in points.items()}
        ranked = {f"{'+'.join(asking)}->{to}": rankings(alone[asking], alone[(to,)], truth) for asking, to in DIRECTIONS}
        singles = numpy.mean([each for name, each in ranked.items() if "+" not in name], axis=0)
        hits = singles[:, 1]
        rest = {rate: k_means.predict(incomplete(points, rate, test)) for rate in numpy.arange(10) / 10}
        chance = chance_precision(truth)
        details = {
            "retrieval": {name: retrieval_scores(each, chance) for name, each in ranked.items()},
            "alignment": {f"{a}+{b}": alignment(alone[(a,)], alone[(b,)]) for a, b in combinations(MODALITIES, 2)},
            "missing": {str(rate): agreement(truth, each) for rate, each in rest.items()},
            "subsets": {"+".join(subset): agreement(truth, k_means.predict(alone[subset])) for subset in SUBSETS[:-1]},
        }
        statistics["map"] = singles[:, 0].mean(), singles[draws, 0].mean(axis=1)
        statistics["recallAt1"] = singles[:, 1].mean(), singles[draws, 1].mean(axis=1)
        statistics["missingHalf"] = details["missing"]["0.5"][0], resampled_information(resampled_tables(truth, rest[0.5], draws))
    generator = numpy.random.default_rng(0)
    by_part = {}
    for column, value, places in parts:
        own = right[places]
        bounds = interval(own.mean(), own[generator.integers(len(own), size=(DRAWS, len(own)))].mean(axis=1))
        by_part[f"{column}: {value}"] = [len(own), own.mean(), *bounds, *agreement(truth[places], found[places])] + ([] if hits is None else [hits[places].mean()])
    intervals = {name: interval(*each) for name, each in statistics.items()}
    return {"scores": scores, "intervals": intervals, "parts": by_part, **details}, statistics, clusters


# Page


def rows_of(numbers):
    return "".join(f"<tr><th>{escape(name)}<td>" + "<td>".join(f"{value:.3f}" for value in each) for name, each in numbers.items())


def in_page(kind, content):
    return f"data:{kind};base64,{b64encode(content).decode()}"


def cards(clusters, labels, texts, terms, media):
    """Of each cluster: how large it is, its labels, its words, its samples to see and hear."""
    for cluster, size in Counter(clusters.tolist()).most_common():
        members = numpy.flatnonzero(clusters == cluster)
        counts = ", ".join(f"{label} {count / size:.0%}" for label, count in Counter(labels[members]).most_common(3))
        telling = " ".join(terms[numpy.argsort(texts.mean(axis=0) - texts[members].mean(axis=0))[:8]])
        shown = "".join(f'<img src="{in_page("image/webp", media[i][0])}"><audio controls src="{in_page("audio/wav", media[i][1])}"></audio>' for i in members if i in media)
        yield f"<h2>{size}: {escape(counts)}</h2><p>{escape(telling)}</p>{shown}"


def maps(points):
    nearby = UMAP(n_neighbors=15, min_dist=0.2, n_epochs=250, random_state=0, n_jobs=1)
    return {"UMAP": nearby.fit_transform(points), "PCA": PCA(2).fit_transform(points)}


def plane(at, labels):
    names = sorted(set(labels))
    at = 20 + 560 * (at - at.min(axis=0)) / numpy.ptp(at, axis=0)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="hsl({36 * names.index(name)} 70% 50%)"><title>{escape(name)}</title></circle>' for (x, y), name in zip(at, labels))
    return f"<svg width=600 height=600>{dots}</svg>"


def page(results, tag_scores, shares, rebuilt, planes, cluster_cards):
    tables = [rows_of({method: each["scores"].values() for method, each in results.items()})]
    for each in results.values():
        tables += [rows_of(numbers) for name, numbers in each.items() if name != "scores"]
    tables += [rows_of({f"{subset}, {kind}": numbers for subset, kinds in tag_scores.items() for kind, numbers in kinds.items()})]
    tables += [rows_of({subset: each.values() for subset, each in shares.items()})]
    pictures = "".join(f"<p>{'+'.join(subset)}" + "".join(f'<img src="{in_page("image/png", image)}">{escape(words)}' for image, words in each) for subset, each in rebuilt.items())
    return f"<!doctype html><title>Report</title>{''.join(planes)}{''.join(cluster_cards)}{''.join(f'<table>{table}</table>' for table in tables)}{pictures}"


# From files to a page


@torch.no_grad()
def report(folder, corpus, samples, splits, features, blocks, scales, terms, model):
    train, _, test = splits
    labels = numpy.array([sample["label"] for sample in samples])
    codes = numpy.unique(labels, return_inverse=True)[1]
    latents = latents_of(model, blocks)
    arrays = {name: block.numpy() for name, block in blocks.items()}
    raw = numpy.hstack([arrays[name] for name in MODALITIES])
    methods = {"mmae": {subset: latent.numpy() for subset, latent in latents.items()}, "pca": principal_components(arrays, train), "raw": {MODALITIES: raw}}
    for method, points in methods.items():
        numpy.savez(folder / f"{method}.npz", **{"+".join(subset): each for subset, each in points.items()})

    shares = unexplained(model, {subset: latent[test] for subset, latent in latents.items()}, {name: block[test] for name, block in blocks.items()})
    tag_scores, tagged = tags(model, latents, arrays, scales["text"], features["text"] > 0, codes, splits)
    media = previews(folder, corpus, samples, test, codes)
    rebuilt = reconstructions(model, latents, list(media)[:12], scales, terms)

    draws = numpy.random.default_rng(0).integers(len(test), size=(DRAWS, len(test)))
    common, parts = pairwise_distances(raw[test]), list(parts_of(samples, test))
    evaluated = {method: evaluate(points, common, codes, splits, parts, draws) for method, points in methods.items()}
    results = {method: scores for method, (scores, _, _) in evaluated.items()}
    own = evaluated["mmae"][1]
    differences = {method: {name: difference(own[name], each) for name, each in evaluated[method][1].items()} for method in ("pca", "raw")}
    joint = methods["mmae"][MODALITIES]
    html = page(results, tag_scores, shares, rebuilt, [plane(at, labels) for at in maps(joint).values()], cards(evaluated["mmae"][2], labels, features["text"], terms, media))
    (folder / "peer.html").write_text(html, encoding="utf-8")
    proposed = {"+".join(subset): [[places[:5].tolist(), confidence[:5].tolist()] for places, confidence in each] for subset, each in tagged.items()}
    return {"methods": results, "differences": differences, "unexplained": shares, "tags": tag_scores, "proposed": proposed}


def main(corpus, folder):
    with open(corpus / "manifest.csv", encoding="utf-8", newline="") as file:
        samples = list(csv.DictReader(file))
    split_of = numpy.array([sample["split"] for sample in samples])
    splits = train, validation, _ = [numpy.flatnonzero(split_of == split) for split in ("train", "validation", "test")]
    texts = [sample["text"] for sample in samples]
    vectorizer = TfidfVectorizer(max_features=1024, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b", dtype=numpy.float32)
    vectorizer.fit([texts[i] for i in train])
    features = {
        "audio": numpy.stack([sound(corpus / sample["audio"]) for sample in samples]),
        "image": numpy.stack([picture(corpus / sample["image"]) for sample in samples]),
        "text": vectorizer.transform(texts).toarray(),
    }
    scales = {name: scaling(each, train) for name, each in features.items()}
    blocks = {name: torch.from_numpy(((features[name] - mean) / deviation).astype(numpy.float32)) for name, (mean, deviation) in scales.items()}
    model, optimizer, loss = fit(blocks, torch.from_numpy(train), torch.from_numpy(validation))
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, folder / "peer.pt")
    results = report(folder, corpus, samples, splits, features, blocks, scales, vectorizer.get_feature_names_out(), model)
    means = {name: mean.tolist() for name, (mean, _) in scales.items()}
    (folder / "peer.json").write_text(json.dumps({"loss": loss, "means": means, **results}, default=float))


main(*map(Path, sys.argv[1:]))
