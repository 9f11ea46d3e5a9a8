import { chmodSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { testFolder } from '../films.test.support.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

const folder = testFolder();
const installed = (createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }).path;
const onPosix = process.platform === 'win32' ? test.skip : test; // the substitutes are shell scripts

test('the npm package is found last', async () => {
  const found = await findFfmpeg({ env: {} });
  expect(found).toEqual({
    path: installed,
    version: expect.stringMatching(/^\S+$/),
    passthrough: ['-vsync', 'passthrough'],
    canToneMap: true,
  });
});

test('the first ffmpeg in PATH that runs comes before it, and MMAE_FFMPEG before both', async () => {
  const env = { PATH: [folder, dirname(installed)].join(delimiter) };
  expect((await findFfmpeg({ env, npmFrom: [] })).path).toBe(installed);
  expect((await findFfmpeg({ env: { PATH: folder, MMAE_FFMPEG: installed }, npmFrom: [] })).path).toBe(installed);
});

onPosix('what it can do is read from its help', async () => {
  const env = {
    MMAE_FFMPEG: substitute('ffmpeg version n8.0 Copyright', '-fps_mode[:<stream_spec>] <mode>  set framerate mode', 'tonemap AVOptions:'),
  };
  expect(await findFfmpeg({ env })).toEqual({
    path: env.MMAE_FFMPEG,
    version: 'n8.0',
    passthrough: ['-fps_mode', 'passthrough'],
    canToneMap: false,
  });
});

test('it is looked for once', () => {
  const env = { MMAE_FFMPEG: installed };
  expect(findFfmpeg({ env })).toBe(findFfmpeg({ env: { ...env } }));
});

test('without any, the error names the three ways to get one', async () => {
  await expect(findFfmpeg({ env: { PATH: '' }, npmFrom: [] })).rejects.toThrow(
    'findFfmpeg: expected ffmpeg on this machine, got none. There are three ways to get it: install the package of your system, such as ' +
      '`apt install ffmpeg` or `brew install ffmpeg`; run `npm install @ffmpeg-installer/ffmpeg`; or set MMAE_FFMPEG to the path of an ffmpeg.',
  );
});

test('a wrong MMAE_FFMPEG is an error, even where there is another', async () => {
  await expect(findFfmpeg({ env: { MMAE_FFMPEG: join(folder, 'none') } })).rejects.toThrow(
    /^findFfmpeg: expected MMAE_FFMPEG to be the path of an ffmpeg, got ".*none" \(.*ENOENT\)/,
  );
});

onPosix('a program that is not ffmpeg is refused', async () => {
  await expect(findFfmpeg({ env: { MMAE_FFMPEG: substitute('avconv version 9') } })).rejects.toThrow(
    '(it is not ffmpeg). Correct it, or unset it',
  );
});

let numSubstitutes = 0;
function substitute(...lines: string[]): string {
  const path = join(folder, `substitute-${++numSubstitutes}`);
  writeFileSync(path, `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`);
  chmodSync(path, 0o755);
  return path;
}
