import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { experimentsOf } from './ablate.ts';
import { readAblation, toRuns } from './read-ablation.ts';

const packages = fileURLToPath(new URL('../../../../packages', import.meta.url));
const files = readdirSync(packages)
  .map((name) => join(packages, name, 'ablations'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));

test('every shipped ablation can be trained, and no two of its choices are equal', () => {
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const ablation = toRuns(readAblation(file));
    const folders = new Set(ablation.choices.flatMap(({ runs }) => runs));
    expect([...experimentsOf(ablation).keys()]).toEqual([...folders]);
    expect(new Set(ablation.choices.map(({ overrides }) => JSON.stringify(overrides))).size).toBe(ablation.choices.length);
    expect(ablation.choices[0].overrides).toEqual([]); // the base is what the experiment says
  }
});
