import { matrix, row } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { normalMatrix, maxDifference } from '../tables.test.helper.ts';
import { contextLesson, drawContextBatch } from './context-batch.ts';
import { resolveContextOptions } from './context-options.ts';

const latents = normalMatrix(3000, 4, seededRandom(1));
const sequences = Array.from({ length: 30 }, (_, asset) => Array.from({ length: 100 }, (_, i) => 100 * asset + i));
const options = resolveContextOptions({ batchSize: 2_000, hiddenShare: 0.3, width: 4, window: 20 });

test('a share of the shots is reconstructed: 80 % of it hidden, 10 % replaced by another shot, 10 % as they are', () => {
  const { shots, targets, hidden, rowWeights } = drawContextBatch(contextLesson([latents], sequences), options, seededRandom(2));
  const rows = Array.from({ length: shots.numRows }, (_, i) => i);
  const chosen = rows.filter((i) => rowWeights.data[i] > 0);
  const share = (some: number[], of: number[]) => some.length / of.length;
  const isHidden = (i: number) => hidden!.data[i] === 1;
  const isReplaced = (i: number) => maxDifference(row(shots, i), row(targets, i)) > 0;
  expect(share(chosen, rows)).toBeCloseTo(0.3, 1);
  expect(share(chosen.filter(isHidden), chosen)).toBeCloseTo(0.8, 1);
  expect(Math.abs(share(chosen.filter(isReplaced), chosen) - 0.1)).toBeLessThan(0.04);
  expect(rows.filter((i) => rowWeights.data[i] === 0).some((i) => isHidden(i) || isReplaced(i))).toBe(false);
  expect(rowWeights.data.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 3);
});

test('rows are of length 1; shots without a latent, and assets of one shot, are left out', () => {
  const few = matrix(5, 2, Float32Array.of(3, 4, 0, 0, 0, 2, 5, 0, 0, 1));
  const { views, sequences } = contextLesson([few], [[0, 1, 2], [3], [4, 1]]);
  expect([...views[0].data]).toEqual([0.6, 0.8, 0, 0, 0, 1, 1, 0, 0, 1].map(Math.fround));
  expect(sequences).toEqual([[0, 2]]);
});

test('half of the windows are seen from another view, without the shots that it lacks; targets are always of the first', () => {
  const second = matrix(3000, 4, latents.data.map((x, k) => (Math.floor(k / 4) % 2 ? 0 : -x))); // prettier-ignore
  const lesson = contextLesson([latents, second], sequences);
  const { shots, targets, hidden } = drawContextBatch(lesson, { ...options, hiddenShare: 1e-9 }, seededRandom(3));
  const signs = Array.from({ length: shots.numRows }, (_, i) => row(shots, i).reduce((sum, x, j) => sum + x * row(targets, i)[j], 0));
  const ofSecond = signs.filter((sign) => sign < 0).length;
  expect(Math.abs((2 * ofSecond) / (signs.length + ofSecond) - 0.5)).toBeLessThan(0.1); // their windows have half as many shots
  expect(hidden!.data[0]).toBe(1); // there is always a shot to reconstruct
});
