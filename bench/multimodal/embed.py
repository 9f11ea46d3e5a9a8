"""Fits a method on features, and embeds every row from every subset of the modalities: embed.py FEATURES REQUEST OUT

FEATURES, safetensors: `row.MODALITY` [numRows, length], all rows; `copy.K.MODALITY` [numTrain, length], augmented copies of the train rows;
`train` [numTrain], the rows of train. REQUEST, JSON: the method, its settings and seed; `fit`, positions in `train`; `held`, rows that decide
when a training ends, or `epochs`. OUT, safetensors: by subset, such as `audio+image`, [numRows, width]. Prints the epochs as JSON.
"""

import importlib
import itertools
import json
import sys

import numpy as np
from safetensors.numpy import load_file, save_file

LATENT = 64


def views_of(tensors, train, fit, names):
    """The fitted rows and their augmented copies: a list of {modality: [numFit, length]}. A modality with fewer copies repeats them."""
    copies = {name: [] for name in names}
    for name in names:
        while f"copy.{len(copies[name])}.{name}" in tensors:
            copies[name].append(tensors[f"copy.{len(copies[name])}.{name}"][fit])
    originals = {name: tensors[f"row.{name}"][train[fit]] for name in names}
    count = max(len(of) for of in copies.values())
    varied = [{name: copies[name][k % len(copies[name])] if copies[name] else originals[name] for name in names} for k in range(count)]
    return [originals, *varied]


def main(features, request_file, out):
    tensors = load_file(features)
    with open(request_file) as file:
        request = json.load(file)
    names = sorted(key[4:] for key in tensors if key.startswith("row."))
    rows = {name: tensors[f"row.{name}"] for name in names}
    views = views_of(tensors, tensors["train"].astype(int), np.array(request["fit"], int), names)
    held = {name: rows[name][request["held"]] for name in names} if request["held"] else None
    module = importlib.import_module("cca" if request["method"].endswith("cca") else "vae")
    embed, epochs = module.fit(request["method"], views, held, request["settings"], request["seed"], request.get("epochs"), LATENT)
    subsets = [subset for size in range(1, len(names) + 1) for subset in itertools.combinations(names, size)]
    save_file({"+".join(subset): np.ascontiguousarray(embed(rows, subset), np.float32) for subset in subsets}, out)
    print(json.dumps({"epochs": epochs}))


if __name__ == "__main__":
    main(*sys.argv[1:])
