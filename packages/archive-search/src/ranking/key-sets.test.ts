import fc from 'fast-check';
import { both, without } from './key-sets.ts';

test('keys of two lists, and those of the first alone, in the order of the first', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      expect([...both(Uint32Array.from(a), Uint32Array.from(b))]).toEqual(a.filter((key) => b.includes(key)));
      expect([...without(Uint32Array.from(a), b)]).toEqual(a.filter((key) => !b.includes(key)));
    }),
  );
});
