import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryPoints } from './entry-points.ts';
import { workspace } from '../workspace.ts';

test('every exported module has a report, which lists the exports of its index', () => {
  const entries = entryPoints(workspace);
  expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['matrix', 'mmae', 'mmae-encoder', 'trainer']));
  for (const { folder, name } of entries)
    expect({ name, isReported: existsSync(join(folder, `${name}.api.md`)) }).toEqual({ name, isReported: true });
  const report = readFileSync(join(workspace, 'packages/clustering/clustering.api.md'), 'utf8');
  expect(report).toContain('export function kMeans(points: AnyMatrix, options: KMeansOptions): KMeansResult;');
});
