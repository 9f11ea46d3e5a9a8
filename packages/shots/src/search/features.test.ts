import { frameLength } from '../frame.ts';
import { planes } from '../frames/planes.ts';
import { cutFeatureNames, cutFeatures, mayBeCut } from './cut-features.ts';
import { gradualFeatureNames, quickFeatures, slowFeatures } from './gradual-features.ts';
import { timeline } from './timeline.ts';

const cutAt = 30;
/** Two stripe patterns with a cut between them. */
const pixels = (t: number) => Uint8Array.from({ length: frameLength }, (_, i) => (t < cutAt ? (i % 7) * 30 : (i % 11) * 20 + 30));
const line = timeline();
for (let t = 0; t < 60; t++) line.add(planes(pixels(t)));

test('each feature of a cut has a name and a finite value, and the cut alone may be one', () => {
  const features = cutFeatures(line, cutAt);
  expect(features).toHaveLength(cutFeatureNames.length);
  expect(features.every(Number.isFinite)).toBe(true);
  expect(features[cutFeatureNames.indexOf('motion')]).toBeGreaterThan(10 * features[cutFeatureNames.indexOf('near peak high')]);
  expect(Array.from({ length: 40 }, (_, k) => 10 + k).filter((t) => mayBeCut(line, t))).toEqual([cutAt]);
});

test('each feature of a gradual transition has a name and a finite value', () => {
  const features = [...quickFeatures(line, cutAt, 8), ...slowFeatures(line, cutAt, 8)];
  expect(features).toHaveLength(gradualFeatureNames.length);
  expect(features.every(Number.isFinite)).toBe(true);
});
