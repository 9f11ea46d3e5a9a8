import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { describeClip, describeImage, describeText } from './descriptors.ts';
import { nearestOtherClass } from './nearest-class.ts';
import { reducedDiversity } from './reduced-diversity.ts';

const line = (positions: readonly number[]) => matrix(positions.length, 1, Float32Array.from(positions));
const far = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, i) => value - b[i]));

describe('nearestOtherClass', () => {
  it('is the class with the smallest mean distance of its five nearest rows, not the one with the nearest row', () => {
    const ofClass = { own: [0], lone: [1, 90, 90, 90, 90, 90], close: [3, 3, 4, 4, 4, 80] };
    const positions = Object.values(ofClass).flat();
    const labels = Object.entries(ofClass).flatMap(([label, all]) => all.map(() => label));
    expect(nearestOtherClass(line(positions), labels, [0, 1])).toEqual(['close', 'own']);
  });

  it('handles more rows than fit into a chunk', () => {
    const positions = Array.from({ length: 600 }, (_, i) => i % 3);
    const labels = positions.map(String);
    expect(nearestOtherClass(line(positions), labels, Array.from(positions.keys())).filter((label) => label === '1')).toHaveLength(400);
  });
});

describe('reducedDiversity', () => {
  const random = () => seededRandom(4);
  const positions = Array.from({ length: 400 }, (_, i) => (i - 199.5) / 10);
  const spread = (rows: readonly number[]) => rows.reduce((sum, row) => sum + Math.abs(positions[row]), 0) / rows.length;
  const drawn = (compactness: number, asTool = false, scale = 1) =>
    reducedDiversity(line(positions.map((position) => scale * position)), 100, { compactness, asTool }, random());

  it('draws each row at most once, closer to the centre with larger compactness', () => {
    expect(new Set(drawn(2)).size).toBe(100);
    expect(spread(drawn(0))).toBeGreaterThan(9);
    expect(spread(drawn(2))).toBeLessThan(6);
    expect(spread(drawn(20))).toBeLessThan(spread(drawn(2)));
  });

  it('does not depend on the scale of the features; the tool’s weights do, and hardly differ', () => {
    expect(drawn(2, false, 100)).toEqual(drawn(2));
    expect(spread(drawn(20, true))).toBeGreaterThan(8.5);
  });

  it('takes all rows if there are no more', () => {
    expect(reducedDiversity(line([1, 2]), 5, { compactness: 1 }, random()).sort()).toEqual([0, 1]);
  });
});

describe('descriptions', () => {
  it('of a text ignore every form of a label', () => {
    expect(describeText('Horses graze quietly')).toEqual(describeText('Graze quietly, mice'));
    expect(far(describeText('graze quietly'), describeText('graze loudly'))).toBeGreaterThan(0.5);
  });

  it('of a clip depend neither on its level nor on its speed', () => {
    const sweep = (length: number, gain: number) => ({
      samples: Float32Array.from({ length }, (_, i) => gain * Math.sin((2 * Math.PI * (i < length / 2 ? 300 : 1200) * i) / 22_050)),
      sampleRateHz: 22_050,
    });
    const clip = describeClip(sweep(8000, 0.5));
    const reversed = describeClip({ samples: sweep(8000, 0.5).samples.reverse(), sampleRateHz: 22_050 });
    expect(far(clip, describeClip(sweep(8000, 0.05)))).toBeLessThan(1e-4);
    expect(far(clip, describeClip(sweep(12_000, 0.5)))).toBeLessThan(0.4 * far(clip, reversed));
  });

  it('of an image are the means of its parts', () => {
    const half = { width: 16, height: 16, channels: 3, data: Uint8Array.from({ length: 768 }, (_, i) => (i < 384 ? 255 : 51)) } as const;
    const description = describeImage(half);
    expect(description).toHaveLength(192);
    expect(new Set(description.subarray(0, 96))).toEqual(new Set([1]));
    description.subarray(96).forEach((level) => expect(level).toBeCloseTo(0.2, 6));
  });
});
