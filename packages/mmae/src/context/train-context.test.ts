// Also covers `context-options.ts`.
import { seededRandom } from '@mmae/random';
import { matrix, row, unitRows, type Matrix } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import { normalMatrix } from '../tables.test.helper.ts';
import { embedInContext } from './embed-in-context.ts';
import { trainContext, type ContextRequest } from './train-context.ts';

/** Assets of eight shots. The first two numbers of a shot are the asset's, where it shows them; the others are its own. */
function assets(numAssets: number, seed: number) {
  const random = seededRandom(seed);
  const causes = normalMatrix(numAssets, 2, random);
  const latents = normalMatrix(8 * numAssets, 4, random);
  const shows = Array.from({ length: 8 * numAssets }, () => random.next() < 0.6);
  shows.forEach((isShown, i) => row(latents, i).set(row(causes, i >> 3).map((x) => (isShown ? 3 * x : 0))));
  const sequences = Array.from({ length: numAssets }, (_, asset) => Array.from({ length: 8 }, (_, i) => 8 * asset + i));
  return { latents: unitRows(latents), causes: unitRows(causes), shows, sequences };
}

const small = { width: 16, layers: 1, heads: 2, minSteps: 80, batchSize: 128, learningRate: 1e-2 } as const;
const requestFor = ({ latents, sequences }: ReturnType<typeof assets>): ContextRequest => ({
  ...{ options: small, seed: 3, latents: [latents], sequences },
});

/** The mean cosine of the first two numbers of the shots that show nothing with those of their asset. */
function cosineWithAsset(embedding: Matrix, { causes, shows }: ReturnType<typeof assets>): number {
  const silent = Array.from(shows.keys()).filter((i) => !shows[i]);
  const cosines = silent.map((i) => {
    const [x, y] = row(embedding, i);
    return (x * row(causes, i >> 3)[0] + y * row(causes, i >> 3)[1]) / (Math.hypot(x, y) || 1);
  });
  return cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
}

beforeAll(() => startEngine('wasm'));

test('shots of new assets get what only their neighbours show', async () => {
  const [train, test] = [assets(60, 1), assets(40, 2)];
  const context = await trainContext(requestFor(train));
  expect(cosineWithAsset(test.latents, test)).toBe(0);
  expect(cosineWithAsset(embedInContext(context, test.latents, test.sequences), test)).toBeGreaterThan(0.7);
});

test('the same seed gives bit-identical weights, also after an interrupted training; another seed different ones', async () => {
  const request = { ...requestFor(assets(8, 1)), options: { ...small, minSteps: 6, epochs: 1 } };
  const first = await trainContext(request);
  const enough = new AbortController();
  const onProgress = ({ step }: { step: number }) => void (step === 3 && enough.abort());
  await expect(trainContext({ ...request, onProgress, signal: enough.signal })).rejects.toThrow('aborted');
  expect((await trainContext(request)).weights).toEqual(first.weights);
  expect((await trainContext({ ...request, seed: 4 })).weights).not.toEqual(first.weights);
});

const refusals: [string, Partial<ContextRequest>, string][] = [
  ['a width that the heads do not divide', { options: { width: 10, heads: 4 } }, 'context: expected width as a multiple of heads (4), got 10. Change one of them.'],
  ['an unknown option', { options: { depth: 3 } as object }, 'context: expected'],
  ['assets of one shot', { sequences: [[0], [1]] }, 'trainContext: expected a sequence of at least two train samples, got none. Name the asset of each shot in the manifest, or train without context.'],
  ['a loss that is not finite', { latents: [matrix(8, 2, new Float32Array(16).fill(NaN))] }, 'trainContext: expected a finite loss, got NaN at step 1. Lower context.learningRate.'],
]; // prettier-ignore

test.each(refusals)('%s is refused', async (_, request, message) => {
  await expect(trainContext({ ...requestFor(assets(1, 1)), ...request })).rejects.toThrow(message);
});
