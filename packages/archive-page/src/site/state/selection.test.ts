import { clearSelection, select, selection, toggleSelected } from './selection.ts';

test('a selection grows, toggles and is cleared, each time as a new set', () => {
  select(['a', 'b', 'a']);
  const before = selection.value;
  toggleSelected('b');
  toggleSelected('c');
  expect([...selection.value]).toEqual(['a', 'c']);
  expect([...before]).toEqual(['a', 'b']);
  clearSelection();
  expect(selection.value.size).toBe(0);
});
