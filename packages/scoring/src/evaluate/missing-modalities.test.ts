import { removeModalities } from './missing-modalities.ts';

test('about the given share of modalities is removed, and never all of a row', () => {
  const present = Array.from({ length: 3000 }, () => ['a', 'b', 'c']);
  const remaining = removeModalities(present, 0.3, 1);
  expect(remaining.every((modalities) => modalities.length > 0)).toBe(true);
  expect(remaining.flat().length / present.flat().length).toBeCloseTo(0.7 + 0.3 ** 3 / 3, 1);
  expect(removeModalities(present, 0, 1)).toEqual(present);
  expect(removeModalities(present, 1, 1).every(({ length }) => length === 1)).toBe(true);
});
