"""What a small context encoder makes of two sequences, of three and two shots, computed with numpy from the equations, one sequence at a time.
Run: python3 make-context.py > context.json   (numpy 2.4)

Latents of width 3, two layers of width 4 with two heads; the second shot is hidden, and the second and the fourth are reconstructed."""
import json
import numpy as np

rng = np.random.default_rng(3)
latent_width, width, heads, layers = 3, 4, 2, 2
w = {}


def dense(name, inputs, outputs):
    w[f'{name}.weight'] = rng.normal(size=(inputs, outputs))
    w[f'{name}.bias'] = rng.normal(size=outputs)


def norm(name):
    w[f'{name}.scale'] = 1 + 0.3 * rng.normal(size=width)
    w[f'{name}.shift'] = 0.3 * rng.normal(size=width)


dense('input', latent_width, width)
w['hidden'] = rng.normal(size=(1, width))
for layer in range(layers):
    norm(f'{layer}.attention.norm')
    for part in ('query', 'key', 'value', 'output'):
        dense(f'{layer}.attention.{part}', width, width)
    norm(f'{layer}.forward.norm')
    dense(f'{layer}.forward.0', width, 2 * width)
    dense(f'{layer}.forward.1', 2 * width, width)
norm('output.norm')
dense('output', width, latent_width)
w = {name: value.astype(np.float32).astype(np.float64) for name, value in w.items()}

unit = lambda x: x / np.linalg.norm(x, axis=1, keepdims=True)
latents = unit(rng.normal(size=(5, latent_width))).astype(np.float32).astype(np.float64)
hidden = np.array([0, 1, 0, 0, 0])
chosen = np.array([0, 1, 0, 1, 0])


def linear(name, x):
    return x @ w[f'{name}.weight'] + w[f'{name}.bias']


def layer_norm(name, x):
    standard = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5)
    return standard * w[f'{name}.scale'] + w[f'{name}.shift']


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def attention(name, x):
    q, k, v = (linear(f'{name}.{part}', x).reshape(len(x), heads, -1) for part in ('query', 'key', 'value'))
    places = np.arange(len(x))
    distance = abs(places[:, None] - places)
    slopes = [2 ** (-8 * (h + 1) / heads) for h in range(heads)]
    out = [softmax(q[:, h] @ k[:, h].T / np.sqrt(width / heads) - slopes[h] * distance) @ v[:, h] for h in range(heads)]
    return linear(f'{name}.output', np.concatenate(out, 1))


def reconstructed(u, is_hidden):
    seen = linear('input', np.sqrt(latent_width) * u)
    h = np.where(is_hidden[:, None] == 1, w['hidden'], seen)
    for layer in range(layers):
        h = h + attention(f'{layer}.attention', layer_norm(f'{layer}.attention.norm', h))
        h = h + linear(f'{layer}.forward.1', np.maximum(0, linear(f'{layer}.forward.0', layer_norm(f'{layer}.forward.norm', h))))
    return linear('output', layer_norm('output.norm', h))


def both(is_hidden):
    return np.concatenate([reconstructed(latents[:3], is_hidden[:3]), reconstructed(latents[3:], is_hidden[3:])])


cosine = (unit(both(hidden)) * latents).sum(1)
numbers = lambda a: {'shape': list(a.shape), 'data': [float(v) for v in a.ravel()]}
print(json.dumps({
    'network': {'layers': layers, 'heads': heads, 'width': width, 'latentWidth': latent_width},
    'lengths': [3, 2], 'hidden': hidden.tolist(), 'chosen': chosen.tolist(),
    'weights': {name: numbers(value) for name, value in w.items()},
    'latents': numbers(latents), 'reconstructed': numbers(both(hidden)),
    'loss': float(1 - cosine[chosen == 1].mean()), 'embedding': numbers(unit(both(np.zeros(5)))),
}, indent=1))
