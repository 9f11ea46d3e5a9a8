import { minimum, type Differentiable } from './minimum.ts';

/** (x − 3)² + 100 (y + 2)², whose minimum is at (3, −2). */
const valley: Differentiable = ([x, y], gradient) => {
  gradient.set([2 * (x - 3), 200 * (y + 2)]);
  return (x - 3) ** 2 + 100 * (y + 2) ** 2;
};

test('finds the minimum of a narrow valley', () => {
  const { x, converged, numIterations } = minimum(valley, Float64Array.of(0, 0), { tolerance: 1e-8, maxIterations: 50, rounding: 0 });
  expect(x[0]).toBeCloseTo(3, 8);
  expect(x[1]).toBeCloseTo(-2, 8);
  expect(converged).toBe(true);
  expect(numIterations).toBeLessThan(20);
});

test('reports that it did not converge', () => {
  expect(minimum(valley, Float64Array.of(0, 0), { tolerance: 1e-8, maxIterations: 2, rounding: 0 }).converged).toBe(false);
});
