"""The two stages of the experiment `full` in PyTorch: two networks that reconstruct, then one that predicts codes."""

import math

import numpy
import torch
from torch import nn
from torch.nn.functional import cross_entropy, dropout, relu

MODALITIES = ("image", "audio", "text")
BATCH_SIZE = 128


def perceptron(*widths, rate=0.0):
    layers = []
    for i in range(len(widths) - 1):
        layer = nn.Linear(widths[i], widths[i + 1])
        bound = 1 / math.sqrt(widths[i])
        nn.init.uniform_(layer.weight, -bound, bound)
        nn.init.zeros_(layer.bias)
        layers += [layer, nn.ReLU(), nn.Dropout(rate)] if i < len(widths) - 2 else [layer]
    return nn.Sequential(*layers)


def subsets(latents):
    """All modalities, then each alone: the latents to fuse."""
    return [list(latents.values())] + [[latent] for latent in latents.values()]


class Reconstruct(nn.Module):
    copy_rates = {"image": 0.5, "audio": 0.5, "text": 0.5}
    input_dropout, rate = 0.0, 1e-3

    def __init__(self, widths, num_codes):
        super().__init__()
        self.encoders = nn.ModuleDict({m: perceptron(w, *([] if m == "text" else [256]), 64) for m, w in widths.items()})
        self.decoders = nn.ModuleDict({m: perceptron(64, 256, w) for m, w in widths.items()})

    def forward(self, inputs, targets, codes):
        latents = {m: self.encoders[m](inputs[m]) for m in MODALITIES}
        fused = [torch.stack(subset).mean(0) for subset in subsets(latents)]
        latent = torch.cat(fused)
        errors = [((self.decoders[m](latent) - targets[m].repeat(len(fused), 1)) ** 2).mean() for m in MODALITIES]
        joint = fused[0].detach()
        agreement = sum(((latents[m] - joint) ** 2).mean() for m in MODALITIES) / 3
        spreads = [self.spread(latents[m]) for m in MODALITIES]
        return 2 * sum(errors) + 5 * agreement + 5 * sum(v for v, _ in spreads) / 3 + 0.2 * sum(c for _, c in spreads) / 3

    @staticmethod
    def spread(latent):
        deviations = latent - latent.mean(0)
        count, width = latent.shape
        variance = relu(1 - ((deviations**2).sum(0) / (count - 1) + 1e-4).sqrt()).mean()
        covariance = deviations.T @ deviations / (count - 1)
        return variance, ((covariance * (1 - torch.eye(width, device=latent.device))) ** 2).sum() / width


class Agree(nn.Module):
    copy_rates = {"image": 0.75, "audio": 0.5, "text": 0.5}
    input_dropout, rate = 0.3, 3e-3

    def __init__(self, widths, num_codes):
        super().__init__()
        self.encoders = nn.ModuleDict({m: perceptron(w, *([] if m == "text" else [1024]), 64, rate=0.3) for m, w in widths.items()})
        self.head = perceptron(64, num_codes)

    def forward(self, inputs, targets, codes):
        latents = {m: self.encoders[m](inputs[m]) for m in MODALITIES}
        fused = [torch.stack(subset).sum(0) for subset in subsets(latents)]
        return 10 * cross_entropy(self.head(torch.cat(fused)), codes.repeat(len(fused)))


def prepare(folder, num_epochs, device):
    load = lambda name: torch.from_numpy(numpy.load(f"{folder}/{name}.npy")).to(device)
    stacks = {m: torch.cat([load(m), load(f"{m}-copy")]) for m in MODALITIES}
    all_codes = load("codes").flatten().long()
    num_rows = len(all_codes)
    widths = {m: stack.shape[1] for m, stack in stacks.items()}

    def train(kind):
        network = kind(widths, int(all_codes.max()) + 1).to(device)
        optimizer = torch.optim.AdamW(network.parameters(), lr=kind.rate, weight_decay=1e-5, fused=True)
        num_steps = int(num_epochs) * (num_rows // BATCH_SIZE)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, num_steps)
        for _ in range(int(num_epochs)):
            order = torch.randperm(num_rows, device=device)
            total = torch.zeros((), device=device)
            for rows in order.split(BATCH_SIZE):
                chosen = {m: rows + num_rows * (torch.rand(len(rows), device=device) < kind.copy_rates[m]) for m in MODALITIES}
                targets = {m: stacks[m][chosen[m]] for m in MODALITIES}
                inputs = {m: dropout(target, kind.input_dropout) for m, target in targets.items()}
                optimizer.zero_grad(set_to_none=True)
                loss = network(inputs, targets, all_codes[rows])
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 5)
                optimizer.step()
                schedule.step()
                total += loss.detach()
            mean = total.item() * BATCH_SIZE / num_rows
        return mean

    def work():
        torch.manual_seed(0)
        losses = [train(kind) for kind in (Reconstruct, Reconstruct, Agree)]
        return lambda: {"losses": losses[1:]}

    return work
