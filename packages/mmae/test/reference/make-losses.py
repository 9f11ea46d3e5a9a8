"""The value of every loss term of a small network, computed with numpy from the equations.
Run: python3 make-losses.py > losses.json   (numpy 2.4)

Four rows, two modalities; row 2 lacks `text`. Encoders: audio 3 → 4 ReLU → 2, text linear 2 → 2, each with a private latent of width 1.
Fused by the mean from three subsets: the modalities present, audio alone, text alone."""
import json
import numpy as np

rng = np.random.default_rng(7)
shapes = {
    'audio.encoder.0.weight': (3, 4), 'audio.encoder.0.bias': (4,), 'audio.encoder.1.weight': (4, 3), 'audio.encoder.1.bias': (3,),
    'audio.decoder.0.weight': (3, 4), 'audio.decoder.0.bias': (4,), 'audio.decoder.1.weight': (4, 3), 'audio.decoder.1.bias': (3,),
    'text.encoder.0.weight': (2, 3), 'text.encoder.0.bias': (3,),
    'text.decoder.0.weight': (3, 4), 'text.decoder.0.bias': (4,), 'text.decoder.1.weight': (4, 2), 'text.decoder.1.bias': (2,),
    'head.weight': (2, 3), 'head.bias': (3,),
}
w = {name: (0.6 * rng.normal(size=shape)).astype(np.float32) for name, shape in shapes.items()}
x = {'audio': rng.normal(size=(4, 3)).astype(np.float32), 'text': np.abs(rng.normal(size=(4, 2))).astype(np.float32)}
present = {'audio': np.ones(4), 'text': np.array([1., 1, 0, 1])}
x['text'][2] = 0
codes = np.array([0, 2, 1, 2])
latents = rng.normal(size=(4, 3)).astype(np.float32)
latent_dim = 2
W = {name: value.astype(np.float64) for name, value in w.items()}


def layers(prefix, h):
    depth = sum(name.startswith(prefix) and name.endswith('weight') for name in W)
    for i in range(depth):
        h = h @ W[f'{prefix}.{i}.weight'] + W[f'{prefix}.{i}.bias']
        h = np.maximum(h, 0) if i < depth - 1 else h
    return h


encoded = {m: layers(f'{m}.encoder', x[m].astype(np.float64)) for m in x}
z = {m: e[:, :latent_dim] for m, e in encoded.items()}
private = {m: e[:, latent_dim:] for m, e in encoded.items()}
subsets = [{'audio', 'text'}, {'audio'}, {'text'}]
masks = [{m: present[m] * (m in s) for m in x} for s in subsets]
fused = [sum(k[m][:, None] * z[m] for m in x) / np.maximum(sum(k.values()), 1)[:, None] for k in masks]
any_present = [np.maximum(k['audio'], k['text']) for k in masks]


def weighted(row_losses, row_weights):
    row_losses, row_weights = np.concatenate(row_losses), np.concatenate(row_weights)
    return float((row_losses * row_weights).sum() / row_weights.sum())


def reconstructed(m, s):
    return layers(f'{m}.decoder', np.concatenate([fused[s], masks[s][m][:, None] * private[m]], 1))


def log_softmax(a):
    a = a - a.max(1, keepdims=True)
    return a - np.log(np.exp(a).sum(1, keepdims=True))


row_losses = {
    'squaredError': lambda y, t: ((y - t) ** 2).mean(1),
    'cosine': lambda y, t: 1 - (y * t).sum(1) / np.maximum(np.linalg.norm(y, axis=1) * np.linalg.norm(t, axis=1), 1e-12),
    'multinomial': lambda y, t: -((t / np.maximum(t.sum(1, keepdims=True), 1e-12)) * log_softmax(y)).sum(1),
}
reconstruction = {
    kind: {m: weighted([loss(reconstructed(m, s), x[m]) for s in range(3)], [any_present[s] * present[m] for s in range(3)])
           for m in x if kind != 'multinomial' or (x[m] >= 0).all()}
    for kind, loss in row_losses.items()
}
agreement, variance, covariance = [], [], []
for m in x:
    has = present[m] > 0
    agreement.append(((z[m] - fused[0]) ** 2).mean(1)[has].mean())
    c = np.cov(z[m][has].T)
    variance.append(np.maximum(0, 1 - np.sqrt(np.diag(c) + 1e-4)).mean())
    covariance.append((c[~np.eye(latent_dim, dtype=bool)] ** 2).sum() / latent_dim)
logits = [f @ W['head.weight'] + W['head.bias'] for f in fused]
terms = {
    'agreement': np.mean(agreement), 'variance': np.mean(variance), 'covariance': np.mean(covariance),
    'codes': weighted([-log_softmax(l)[np.arange(4), codes] for l in logits], any_present),
    'latent': weighted([row_losses['cosine'](l, latents) for l in logits], any_present),
}
numbers = lambda a: {'shape': list(a.shape), 'data': [float(v) for v in a.ravel()]}
print(json.dumps({
    'weights': {name: numbers(value) for name, value in w.items()},
    'features': {m: numbers(v) for m, v in x.items()},
    'present': {m: [int(v) for v in mask] for m, mask in present.items()},
    'codes': codes.tolist(), 'latents': numbers(latents), 'reconstruction': reconstruction, 'terms': {k: float(v) for k, v in terms.items()},
    'joint': numbers(fused[0].astype(np.float32)),
}, indent=1))
