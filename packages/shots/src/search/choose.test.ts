import fc from 'fast-check';
import { choose } from './choose.ts';

describe('choose', () => {
  it('keeps the most probable of those that overlap', () => {
    const candidates = [
      { center: 10, reach: 8, score: 0.6 },
      { center: 14, reach: 0, score: 0.9 },
      { center: 30, reach: 8, score: 0.7 },
    ];
    expect(choose(candidates).map(({ center }) => center)).toEqual([14, 30]);
  });

  it('does not depend on the order of the candidates', () => {
    const candidate = fc.record({
      center: fc.integer({ min: 0, max: 60 }),
      reach: fc.constantFrom(0, 3, 8),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const candidates = fc.uniqueArray(candidate, { selector: ({ score }) => score });
    fc.assert(fc.property(candidates, (all) => expect(choose([...all].reverse())).toEqual(choose(all))));
  });
});
