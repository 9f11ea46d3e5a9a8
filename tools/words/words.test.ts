import { workspace } from '../src/workspace.ts';
import { bannedIn, bannedInRepository } from './words.ts';

test('a banned word is named with its line and what to write', () => {
  const text = 'Rows per chunk.\nSo many rows are read at a time.';
  expect(bannedIn('packages/matrix/README.md', text)).toEqual(['packages/matrix/README.md:2: "So many" → the noun: "Rows per chunk."']);
  expect(bannedIn('a.ts', 'const mostBytes = 4; const mostFrequent = 1;')).toEqual(['a.ts:1: "mostBytes" → max…, min…']);
});

test('label names of a data set are no prose', () => {
  expect(bannedIn('datasets/luma/src/classes.ts', "['house', 'woman']")).toEqual([]);
  expect(bannedIn('packages/mmae/src/model.ts', '// the house')).toHaveLength(1);
});

test('the repository uses no banned word', () => {
  expect(bannedInRepository(workspace)).toEqual([]);
});
