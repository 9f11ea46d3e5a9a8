// Makes a small trained model and features, with which tests compare `embed` and tools/embed.py. From the folder of the package:
//   node --import ../../tools/run-sources/register.mjs test/reference/make-embedding.ts
//   python3 tools/embed.py test/reference/embedding test/reference/embedding/features.safetensors test/reference/embedding/embedding.npy
import { mkdirSync, writeFileSync } from 'node:fs';
import { matrix } from '@mmae/matrix';
import { toSafetensors } from '@mmae/tensor-files';
import { startEngine } from '@mmae/tensor-engine';
import { train, type Checkpoint } from '../../src/index.ts';
import { syntheticTable, withoutModality } from '../../src/tables.test.helper.ts';

await startEngine('wasm');
const table = withoutModality(
  withoutModality(syntheticTable(24), 'text', (row) => row % 3 === 0),
  'image',
  (row) => row < 2,
);
const network = { latentDim: 3, encoder: { hidden: [5] }, decoder: { hidden: [5] } };
const named = { numNetworks: 2, network: { ...network, fusion: 'sum' }, objective: { reconstruction: 0, codes: 1 } } as const;
const kept: Checkpoint[] = [];
await train({
  train: table,
  options: { stages: { shared: { network: { ...network, privateDim: 1 } }, named } },
  codes: () => table.ids.map((_, i) => i % 4),
  onCheckpoint: (checkpoint) => void kept.push(checkpoint),
});

const folder = new URL('embedding/', import.meta.url);
mkdirSync(folder, { recursive: true });
const { weights, state } = kept.at(-1)!;
writeFileSync(new URL('model.safetensors', folder), toSafetensors(weights));
writeFileSync(new URL('state.json', folder), `${JSON.stringify({ formatVersion: 1, state }, null, 2)}\n`);
const masks = Object.entries(table.present).map(([modality, mask]) => [`${modality}.present`, matrix(24, 1, Float32Array.from(mask))]);
writeFileSync(new URL('features.safetensors', folder), toSafetensors({ ...table.blocks, ...Object.fromEntries(masks) }));
