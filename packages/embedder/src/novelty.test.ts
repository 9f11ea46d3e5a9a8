import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { fitBlockScaling } from '@mmae/feature-table';
import { makeExtractors, readyMadeExtractor, toFeatures, type FittedFeatures } from '@mmae/pipeline';
import { saveFeatureState } from '@mmae/run-folder';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  distancesToTrain,
  isUnlikeTrain,
  loadNovelty,
  noNovelty,
  noveltyPoints,
  noveltyScores,
  saveNovelty,
  unknownShares,
} from './novelty.ts';

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

test('a novelty point is the scaled block and the length of the residual in the same unit', () => {
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

test('distancesToTrain are those to the nearest train point', () => {
  const train = matrix(2, 2, Float32Array.of(0, 0, 10, 0));
  expect([...distancesToTrain(matrix(3, 2, Float32Array.of(3, 4, 10, 0, 10, 1)), train)]).toEqual([5, 0, 1]);
});

const spread = { mean: 1, deviation: 0.5 };

test('a score is high far along the axes, and far from them', () => {
  const features = fitted();
  const reference = { points: noveltyPoints(features, planar(60, 1)), distance: spread };
  const far = Float32Array.from({ length: 12 }, () => 60);
  const noise = Float32Array.from({ length: 12 }, (_, j) => (j % 4 < 2 ? 6 : -6));
  const raws = [...planar(20, 2), far, noise];
  const scores = noveltyScores(features, reference, raws);
  expect(scores).toEqual(distancesToTrain(noveltyPoints(features, raws), reference.points).map((distance) => (distance - 1) / 0.5));
  expect(Math.min(scores[20], scores[21])).toBeGreaterThan(2 * Math.max(...scores.subarray(0, 20)));
});

test('the score of a text also counts its unknown terms', () => {
  const extractor = makeExtractors({ modalities: ['text'], media: { text: { extractor: 'text' } } }, []).text;
  const raws = [['ember'], ['brick', 'ember'], ['sea']];
  extractor.fit(raws);
  const features = { extractor, scaling: fitBlockScaling(toFeatures(extractor, raws), { seed: 0 }) };
  const texts = [['sea'], ['sea', 'zeppelin'], ['zeppelin']];
  expect([...unknownShares(features, texts)!]).toEqual([0, 0.5, 1]);
  const reference = { points: noveltyPoints(features, raws), distance: spread, unknown: { mean: 0.25, deviation: 0.25 } };
  const byDistance = noveltyScores(features, { ...reference, unknown: undefined }, texts);
  expect([...noveltyScores(features, reference, texts)]).toEqual([-1, 1, 3].map((score, i) => (byDistance[i] + score) / 2));
});

test('a sample is unlike train where the mean of its scores exceeds the threshold of its modalities; without a threshold it never is', () => {
  const novelty = { references: {}, thresholds: { audio: null, image: 2, 'audio+image': 1 } };
  const isUnlike = (scores: Record<string, number>) => isUnlikeTrain(novelty, scores);
  expect([isUnlike({ image: 2 }), isUnlike({ image: 2.1 })]).toEqual([false, true]);
  expect([isUnlike({ image: 3, audio: -1.1 }), isUnlike({ image: 3, audio: -0.9 })]).toEqual([false, true]);
  expect([isUnlike({ audio: 99 }), isUnlike({ text: 99 }), isUnlike({})]).toEqual([false, false, false]);
});

test('a saved novelty reference is loaded again; a run without one has none; points of another width are refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'novelty-'));
  const features = { note: fitted() };
  expect(await loadNovelty(folder, features)).toEqual(noNovelty);
  const novelty = {
    references: { note: { points: noveltyPoints(features.note, planar(5, 1)), distance: spread } },
    thresholds: { note: 0.5 },
  };
  await saveNovelty(folder, novelty);
  expect(await loadNovelty(folder, features)).toEqual(novelty);
  await saveFeatureState(folder, 'novelty.reference', {
    json: { spreads: { note: { distance: spread } }, thresholds: {} },
    tensors: { note: matrix(2, 7) },
  });
  await expect(loadNovelty(folder, features)).rejects.toThrow('expected points of 3 numbers for note');
  rmSync(folder, { recursive: true });
});
