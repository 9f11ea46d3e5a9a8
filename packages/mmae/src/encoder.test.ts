import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeatureTable } from '@mmae/feature-table';
import { readNpy, readSafetensors, toMatrix } from '@mmae/tensor-files';
import { embed, type Model } from './encoder.ts';
import { maxDifference } from './tables.test.helper.ts';
import type { Weights } from './network/weights.ts';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const reference = path('test/reference/embedding');
const script = path('tools/embed.py');
const hasNumpy = process.env.MMAE_REQUIRE_NUMPY === '1' || spawnSync('python3', ['-c', 'import numpy']).status === 0;

test('an embedding equals that of numpy from the same files', async () => {
  const embedding = embed(await referenceModel(), await referenceTable(), ['audio', 'image', 'text']);
  const { data } = await readNpy(join(reference, 'embedding.npy'));
  expect(maxDifference(embedding.data, data as Float32Array)).toBeLessThan(1e-5);
});

(hasNumpy ? test : test.skip)('tools/embed.py gives the same embedding, from all modalities and from one', async () => {
  const out = join(await mkdtemp(join(tmpdir(), 'embed-')), 'out.npy');
  for (const modalities of [['audio', 'image', 'text'], ['text']]) {
    const run = spawnSync('python3', [script, reference, join(reference, 'features.safetensors'), out, ...modalities], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const { data } = await readNpy(out);
    expect(maxDifference(embed(await referenceModel(), await referenceTable(), modalities).data, data as Float32Array)).toBeLessThan(1e-5);
  }
});

async function referenceModel(): Promise<Model> {
  const { state } = JSON.parse(await readFile(join(reference, 'state.json'), 'utf8'));
  return { description: state.description, weights: (await readSafetensors(join(reference, 'model.safetensors'))).tensors as Weights };
}

async function referenceTable(): Promise<FeatureTable> {
  const { tensors } = await readSafetensors(join(reference, 'features.safetensors'));
  const modalities = ['audio', 'image', 'text'];
  return {
    ids: Array.from({ length: 24 }, (_, i) => `s${i}`),
    blocks: Object.fromEntries(modalities.map((modality) => [modality, toMatrix(tensors[modality])])),
    present: Object.fromEntries(
      modalities.map((modality) => [modality, Uint8Array.from(tensors[`${modality}.present`].data as Float32Array)]),
    ),
  };
}

test('no file that the encoder imports, directly or indirectly, imports a tensor library', () => {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type).*? from '(.*?)';$/gms)) {
      expect([file, from]).not.toEqual([file, expect.stringMatching(/tensorflow|tensor-engine/)]);
      if (from.startsWith('.')) visit(fileURLToPath(new URL(from, `file://${file}`)));
    }
  };
  visit(path('src/encoder.ts'));
  expect(seen.size).toBeGreaterThan(12);
});
