import type { Run } from './run.ts';
import { differingSettings, flatSettings } from './settings.ts';

test('nested settings are joined by dots, and a list is one value', () => {
  const settings = { seed: 1, data: { manifest: 'a.csv', splits: [0.8, 0.2] }, stages: [{ epochs: 3 }], none: null };
  expect(flatSettings(settings)).toEqual([
    ['seed', '1'],
    ['data.manifest', 'a.csv'],
    ['data.splits', '0.8 0.2'],
    ['stages', '{"epochs":3}'],
    ['none', 'null'],
  ]);
});

test('only settings that differ are listed, and not what merely describes a run', () => {
  const runOf = (config: object) => ({ config }) as unknown as Run;
  const runs = [runOf({ seed: 1, epochs: 3, startedAt: 'today' }), runOf({ seed: 2, epochs: 3, startedAt: 'now', extra: true })];
  expect(differingSettings(runs)).toEqual([
    { name: 'seed', values: ['1', '2'] },
    { name: 'extra', values: [undefined, 'true'] },
  ]);
});
