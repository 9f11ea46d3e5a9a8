import { reference } from './adam/reference.test.helper.ts';
import { constant, cosine, plateau, warmup } from './index.ts';

test('cosine and plateau agree with PyTorch', () => {
  const half = cosine({ from: 0.1, to: 0.01, numSteps: 20 });
  reference.cosine.forEach((rate, step) => expect(half(step)).toBeCloseTo(rate, 10));
  reference.plateau.forEach((rate, numLosses) => {
    expect(plateau(reference.plateauLosses.slice(0, numLosses), { rate: 0.1, factor: 0.5, patience: 2 })).toBeCloseTo(rate, 10);
  });
});

test('a cosine stays at its end, and warmup rises to the schedule that follows', () => {
  expect(cosine({ from: 1, to: 0.25, numSteps: 4 })(400)).toBe(0.25);
  const rate = warmup(4, cosine({ from: 1, numSteps: 10 }));
  expect([0, 1, 2, 3, 4, 14].map(rate)).toEqual([0.25, 0.5, 0.75, 1, 1, 0]);
  expect(constant(0.3)(7)).toBe(0.3);
  expect(() => cosine({ from: 1, numSteps: 0 })).toThrow('cosine: expected numSteps > 0, got 0');
});
