import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeFilm, moving, testFolder } from '../films.test.support.ts';
import { findFfmpeg, probe, readFilm } from '../index.ts';
import { FfmpegStopped, startFfmpeg } from './start-ffmpeg.ts';

const folder = testFolder();
const film = await makeFilm(join(folder, 'long.mp4'), ...moving('320x180', 40), '-c:v', 'mpeg4', '-g', '250');
const { path: ffmpeg } = await findFfmpeg();
const onLinux = process.platform === 'linux' ? test : test.skip; // processes are looked up in /proc

onLinux.each([0, 1, 100, 600])('when the process that reads is killed after %i frames, ffmpeg ends', async (numFrames) => {
  const script = fileURLToPath(new URL('../../test/read-slowly.mjs', import.meta.url));
  const register = fileURLToPath(new URL('../../../../tools/run-sources/register.mjs', import.meta.url));
  const reader = spawn(process.execPath, ['--import', register, script, film, String(numFrames)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => reader.stdout.once('data', resolve)); // it has read that number of frames
  const before = readersOf(film);
  reader.kill('SIGKILL');
  await until(() => readersOf(film).length === 0);
  expect([before.length, readersOf(film).length]).toEqual([1, 0]);
});

onLinux('when ffmpeg is killed, the error says so, and nothing is left', async () => {
  const info = await probe(film);
  const read = async () => {
    for await (const part of readFilm(film, info))
      if (part.kind === 'frame' && part.index === 10) readersOf(film).forEach((pid) => process.kill(pid, 'SIGKILL'));
  };
  await expect(read()).rejects.toThrow(new FfmpegStopped('ffmpeg was killed (SIGKILL) before it had finished. Try again.'));
  expect(readersOf(film)).toEqual([]);
});

onLinux('an aborted signal ends ffmpeg, and so does leaving the loop', async () => {
  const info = await probe(film);
  const controller = new AbortController();
  const read = async () => {
    for await (const part of readFilm(film, info, {}, { signal: controller.signal }))
      if (part.kind === 'frame' && part.index === 10) controller.abort(new Error('enough'));
  };
  await expect(read()).rejects.toThrow('enough');
  expect(readersOf(film)).toEqual([]);
  for await (const part of readFilm(film, info)) if (part.kind === 'still') break;
  expect(readersOf(film)).toEqual([]);
});

test('an aborted signal starts nothing', async () => {
  await expect(probe(film, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
});

const onPosix = process.platform === 'win32' ? test.skip : test; // the substitute is a shell script
onPosix('an ffmpeg without output is killed after a while', async () => {
  const silent = join(folder, 'silent');
  writeFileSync(silent, '#!/bin/sh\nexec sleep 600\n');
  chmodSync(silent, 0o755);
  const running = startFfmpeg(silent, [], { stallSeconds: 0.2 });
  for await (const chunk of running.output()) throw new Error(`expected no output, got ${chunk.length} bytes`);
  await expect(running.ended).rejects.toThrow(
    'ffmpeg was killed: expected output within 0.2 s, got none. Check that the disk with the film responds, then try again.',
  );
});

test('while nobody asks for output, ffmpeg waits, and the wait is no stall', async () => {
  const args = ['-loglevel', 'error', '-i', film, '-f', 'rawvideo', 'pipe:1'];
  const running = startFfmpeg(ffmpeg, args, { stallSeconds: 30 });
  let numBytes = 0;
  for await (const chunk of running.output()) {
    if (numBytes === 0) await sleep(300);
    numBytes += chunk.length;
    if (numBytes > 2 ** 20) break;
  }
  expect(numBytes).toBeLessThan(2 ** 21);
  await running.stop();
});

/** Living ffmpeg processes that read a film. */
function readersOf(path: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'); // empty for one that has ended
        return /ffmpeg/.test(command[0]!) && command.includes(`file:${path}`);
      } catch {
        return false; // gone in the meantime
      }
    })
    .map(Number);
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isSo(); i++) await sleep(20);
}
