"""Embeds features with numpy alone: python3 embed.py CHECKPOINT FEATURES OUT.npy [MODALITY …]

CHECKPOINT  the folder `checkpoint` of a finished run, with model.safetensors and state.json
FEATURES    safetensors with one float32 matrix per modality; if samples lack it, also `<modality>.present` with 1 or 0 per row
MODALITY    modalities to embed from; default all

Supports perceptrons without normalisation and residuals, fused by sum or mean."""
import json, sys
import numpy as np

def read(path):  # safetensors: the length of the header, the JSON header, the data
    data = open(path, 'rb').read()
    start = 8 + int.from_bytes(data[:8], 'little')
    tensors = {name: (entry['shape'], *entry['data_offsets']) for name, entry in json.loads(data[8:start]).items() if name[0] != '_'}
    return {name: np.frombuffer(data[start + a : start + b], '<f4').reshape(shape) for name, (shape, a, b) in tensors.items()}

def perceptron(weights, name, x):
    for i in range(sum(key.startswith(name + '.') and key.endswith('.weight') for key in weights)):
        x = (np.maximum(x, 0) if i else x) @ weights[f'{name}.{i}.weight'] + weights[f'{name}.{i}.bias']
    return x

def embed(weights, options, stage, features, modalities):
    masks = {m: features.get(f'{m}.present', np.ones(len(features[m]), '<f4')).reshape(-1, 1) for m in modalities}
    count, outputs = sum(masks.values()), []
    hasCodes, hasLatent = options['objective']['codes'] > 0, options['objective'].get('latent', 0) > 0
    for name in (f'{stage}.{n}' for n in range(options['numNetworks'])):
        latents = {m: perceptron(weights, f'{name}.{m}.encoder', features[m])[:, : options['network']['latentDim']] for m in modalities}
        z = sum(masks[m] * latents[m] for m in modalities) / (1 if options['network']['fusion'] == 'sum' else np.maximum(count, 1))
        head = z @ weights[f'{name}.head.weight'] + weights[f'{name}.head.bias'] if hasCodes or hasLatent else z
        outputs.append(shares(np.exp(head)) if hasCodes else unit(head) if hasLatent else head)
    return (np.sqrt(np.mean(outputs, 0)) if hasCodes else unit(np.mean(outputs, 0)) if hasLatent else np.concatenate(outputs, 1)) * (count > 0)

def shares(rows):
    return rows / rows.sum(1, keepdims=True)

def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-30)

if __name__ == '__main__':
    folder, features, out, *named = sys.argv[1:]
    description = json.load(open(f'{folder}/state.json'))['state']['description']
    (stage, options), modalities = list(description['options']['stages'].items())[-1], named or list(description['featureLengths'])
    np.save(out, embed(read(f'{folder}/model.safetensors'), options, stage, read(features), modalities))
