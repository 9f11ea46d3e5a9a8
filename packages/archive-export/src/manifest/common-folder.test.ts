import fc from 'fast-check';
import { join, relative, resolve } from 'node:path';
import { commonFolder } from './common-folder.ts';

test('the deepest folder with all inside', () => {
  expect(commonFolder([resolve('/a/b/c')])).toBe(resolve('/a/b/c'));
  expect(commonFolder(['/a/b/c', '/a/b', '/a/b/d'].map((folder) => resolve(folder)))).toBe(resolve('/a/b'));
  expect(commonFolder(['/a/bc', '/a/bd'].map((folder) => resolve(folder)))).toBe(resolve('/a'));
  expect(commonFolder(['/a', '/'].map((folder) => resolve(folder)))).toBe(resolve('/'));
});

test('no path from it leads out', () => {
  const folder = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }).map((parts) => resolve('/', join('.', ...parts)));
  fc.assert(
    fc.property(fc.array(folder, { minLength: 1, maxLength: 5 }), (folders) => {
      const common = commonFolder(folders);
      expect(folders.every((each) => !relative(common, each).startsWith('..'))).toBe(true);
    }),
  );
});

test('an archive without media has none', () => {
  expect(() => commonFolder([])).toThrow('commonFolder: expected at least one folder, got none. Add media to the archive first.');
});
