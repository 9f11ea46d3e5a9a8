import { seededRandom } from '@mmae/random';
import { confidenceOf, fitConfidence } from './index.ts';

test('a bin counts as (r + 1) / (n + 2), and bins with falling shares are pooled', () => {
  const scores = Array.from({ length: 60 }, (_, i) => i);
  const isRight = scores.map((score) => (score < 20 ? score < 11 : score < 40 ? score < 25 : true)); // 11, 5 and 20 of 20
  const { confidences, scores: centres } = fitConfidence(scores, isRight);
  expect(confidences).toEqual([18 / 44, 21 / 22]);
  expect(centres).toEqual([19.5, 49.5]);
});

test('the confidence is linear between the points, and constant outside', () => {
  const curve = { scores: [1, 3], confidences: [0.2, 0.6] };
  expect([0, 1, 2, 3, 9].map((score) => Number(confidenceOf(curve, score).toFixed(6)))).toEqual([0.2, 0.2, 0.4, 0.6, 0.6]);
});

test('tags with confidence p are right in a share p of cases', () => {
  const random = seededRandom(3);
  const draw = () => {
    const score = random.next();
    return { score, isRight: random.next() < score * score };
  };
  const seen = Array.from({ length: 4000 }, draw);
  const curve = fitConfidence(
    seen.map(({ score }) => score),
    seen.map(({ isRight }) => isRight),
  );
  for (const score of [0.1, 0.3, 0.5, 0.7, 0.9]) expect(Math.abs(confidenceOf(curve, score) - score * score)).toBeLessThan(0.08);
  expect(curve.confidences.every((value, i) => i === 0 || value > curve.confidences[i - 1])).toBe(true);
});

test('equal scores have one confidence', () => {
  const same = fitConfidence(
    new Float64Array(50).fill(2),
    Array.from({ length: 50 }, (_, i) => i % 2 === 0),
  );
  expect(same.confidences).toHaveLength(1);
  expect(confidenceOf(same, 2)).toBeCloseTo(0.5, 6);
});

test('no scores are refused', () => {
  expect(() => fitConfidence([], [])).toThrow(
    'fitConfidence: expected at least one score and an outcome for each, got 0 scores and 0 outcomes',
  );
});
