import { matrix, seededRandom } from '@mmae/matrix';
import { fitBlockScaling } from '@mmae/feature-table';
import { saveFeatureState } from '@mmae/run-folder';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeExtractors } from './extractors.ts';
import { toFeatures, type FittedFeatures } from './fitted-features.ts';
import { distancesToTrain, isUnlikeTrain, loadNoveltyReferences, noveltyPoints, saveNoveltyReferences } from './novelty.ts';
import { readyMadeExtractor } from './ready-made-extractor.ts';

/** Rows near a plane through 12 dimensions. */
function planar(count: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return Float32Array.from({ length: 12 }, (_, j) => 3 * (j % 2 ? a : b) + 0.05 * random.normal());
  });
}

function fitted(): FittedFeatures {
  const extractor = readyMadeExtractor();
  extractor.fit(planar(60, 1));
  return { extractor, scaling: fitBlockScaling(toFeatures(extractor, planar(60, 1)), { numComponents: 2, seed: 0 }) };
}

test('a point is the block, and the distance from the axes in the same unit', () => {
  const features = fitted();
  const { mean, axes, scale } = features.scaling;
  const onPlane = Float32Array.from(mean.data, (value, j) => value + 2 * axes!.data[j]);
  const offPlane = Float32Array.from({ length: 12 }, (_, j) => onPlane[j] + (j === 0 ? 5 : j === 2 ? -5 : 0)); // across the plane
  const points = noveltyPoints(features, [onPlane, offPlane]);
  expect([points.numRows, points.numColumns]).toEqual([2, 3]);
  expect(points.data[0]).toBeCloseTo(2 / scale, 4);
  expect(points.data[2]).toBeCloseTo(0, 4);
  expect(Math.hypot(points.data[3] - 2 / scale, points.data[4], points.data[5])).toBeCloseTo(Math.sqrt(50) / scale, 3);
});

test('distances are those to the nearest of train', () => {
  const train = matrix(2, 2, Float32Array.of(0, 0, 10, 0));
  expect([...distancesToTrain(matrix(3, 2, Float32Array.of(3, 4, 10, 0, 10, 1)), train)]).toEqual([5, 0, 1]);
});

test('what lies far within the axes or off them is unlike train, what lies among it is not; without a threshold nothing is', () => {
  const features = fitted();
  const reference = { points: noveltyPoints(features, planar(60, 1)), threshold: 2 };
  const far = Float32Array.from({ length: 12 }, () => 60);
  const noise = Float32Array.from({ length: 12 }, (_, j) => (j % 4 < 2 ? 6 : -6));
  expect(isUnlikeTrain(features, reference, [...planar(20, 2), far, noise])).toEqual([
    ...Array.from({ length: 20 }, () => false),
    true,
    true,
  ]);
  expect(isUnlikeTrain(features, { ...reference, threshold: null }, [far])).toEqual([false]);
});

test('a text of which train had no word is unlike train', () => {
  const extractor = makeExtractors({ modalities: ['text'], media: { text: { room: 'text' } } }, []).text;
  const raws = [['ember'], ['brick', 'ember'], ['sea']];
  extractor.fit(raws);
  const features = { extractor, scaling: fitBlockScaling(toFeatures(extractor, raws), { seed: 0 }) };
  const reference = { points: noveltyPoints(features, raws), threshold: null };
  expect(isUnlikeTrain(features, reference, [['sea'], ['zeppelin']])).toEqual([false, true]);
});

test('what a run keeps comes back; a run without it has none; points of another width are refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'novelty-'));
  const features = { note: fitted() };
  expect(await loadNoveltyReferences(folder, features)).toEqual({});
  const references = { note: { points: noveltyPoints(features.note, planar(5, 1)), threshold: 0.5 } };
  await saveNoveltyReferences(folder, references);
  expect(await loadNoveltyReferences(folder, features)).toEqual(references);
  await saveFeatureState(folder, 'novelty.reference', { json: { note: 0.5 }, tensors: { note: matrix(2, 7) } });
  await expect(loadNoveltyReferences(folder, features)).rejects.toThrow('expected points of 3 numbers for note');
  rmSync(folder, { recursive: true });
});
