import { execFileSync } from 'node:child_process';
import { workspace } from './workspace.ts';

/** The projects that `nx affected` would test after a change of that file. */
function affectedBy(file: string): string[] {
  const printed = execFileSync(
    process.execPath,
    ['node_modules/nx/dist/bin/nx.js', 'show', 'projects', '--affected', `--files=${file}`, '--withTarget=test', '--json'],
    {
      cwd: workspace,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' },
    },
  );
  return JSON.parse(printed) as string[];
}

test('a change in audio-features affects the apps, but no other modality', () => {
  const affected = affectedBy('packages/audio-features/src/features/stft.ts');
  expect(affected).toEqual(expect.arrayContaining(['@mmae/audio-features', '@mmae/trainer']));
  for (const name of ['image-features', 'text-features', 'luma', 'mmae', 'evaluation']) expect(affected).not.toContain(`@mmae/${name}`);
});

test('a change in samples affects every modality', () => {
  const media = ['audio-features', 'image-features', 'text-features', 'luma'].map((name) => `@mmae/${name}`);
  expect(affectedBy('packages/samples/src/sample.ts')).toEqual(expect.arrayContaining(media));
});
