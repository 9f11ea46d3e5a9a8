"""Reference values of the optimizer and its schedules: python make-adam.py > adam.json

Made with PyTorch 2.15.0 on a CPU: a hundred steps of a small network under Adam, and under AdamW with a cosine schedule and clipping.
"""

import json
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
torch.manual_seed(0)
x, y = torch.randn(8, 5), torch.randn(8, 3)
start = {"hidden": torch.randn(5, 4) / 2, "bias": torch.zeros(4), "out": torch.randn(4, 3) / 2}


def train(make_optimizer, num_steps=100, clip=None, cosine=False):
    weights = {name: value.clone().requires_grad_() for name, value in start.items()}
    optimizer = make_optimizer(list(weights.values()))
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, num_steps) if cosine else None
    losses, norms = [], []
    for _ in range(num_steps):
        optimizer.zero_grad()
        loss = ((torch.tanh(x @ weights["hidden"] + weights["bias"]) @ weights["out"] - y) ** 2).mean()
        loss.backward()
        if clip:
            norms.append(torch.nn.utils.clip_grad_norm_(weights.values(), clip).item())
        optimizer.step()
        if schedule:
            schedule.step()
        losses.append(loss.item())
    return {"losses": losses, "norms": norms, "weights": {name: value.flatten().tolist() for name, value in weights.items()}}


def rates(schedule_of, feed, num_steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    schedule = schedule_of(optimizer)
    seen = []
    for step in range(num_steps):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step(*feed(step))
    return seen + [optimizer.param_groups[0]["lr"]]


losses = [1.0, 0.5, 0.6, 0.5, 0.49999, 0.7, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46]
print(
    json.dumps(
        {
            "torch": torch.__version__,
            "x": x.tolist(),
            "y": y.tolist(),
            "start": {name: value.tolist() for name, value in start.items()},
            "trainings": {
                "adam": train(lambda weights: torch.optim.Adam(weights, lr=0.01)),
                "largeEpsilon": train(lambda weights: torch.optim.Adam(weights, lr=0.05, betas=(0.8, 0.95), eps=1e-2)),
                "adamw": train(lambda weights: torch.optim.AdamW(weights, lr=0.02, weight_decay=0.1), clip=0.3, cosine=True),
            },
            "cosine": rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 20, eta_min=0.01), lambda _: (), 20),
            "plateauLosses": losses,
            "plateau": rates(lambda o: torch.optim.lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2), lambda step: (losses[step],), len(losses)),
        }
    )
)
