import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './schema-files.ts';
import { workspace } from '../workspace.ts';

const files = await schemaFiles();

test.each(Object.keys(files))('%s is what npm run schemas writes', (path) => {
  expect(readFileSync(join(workspace, path), 'utf8')).toBe(files[path]);
});

test('the settings page has every setting, with defaults that depend on other settings', () => {
  const page = files['docs/settings.md'];
  expect(page).toContain('| `frameLength` | a whole number of at least 2 | 400 (htk), 2048 (librosa), 512 (meyda) | samples |');
  expect(page).toContain('| `learningRate` | a number above 0 | `0.001` |');
  expect(page).toContain('| `mcca.ridge` | a number of at least 0 | chosen on validation from 0.1, 0.3, 1 and 3 |');
  expect(page).toContain('| `convolution.filters` |');
});

test('experiments that ship are in the published schema: known keys only', () => {
  const schema = JSON.parse(files['apps/trainer/experiments/experiment.schema.json']) as { properties: object; required?: unknown };
  expect(schema.required).toBeUndefined();
  const folder = join(workspace, 'apps/trainer/experiments');
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.schema.json'))) {
    const experiment = JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(experiment)));
  }
});
