// kill -9 of the command, or of its ffmpeg, at any moment: no process is left, no folder of shots is half complete, and the next call completes everything.
import { jest } from '@jest/globals';
import { seededRandom } from '@mmae/random';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, makeFilm } from './films.test.support.ts';

jest.setTimeout(600_000);

const command = fileURLToPath(new URL('../../bin/mmae-train.js', import.meta.url));
let place: string;
let films: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'mmae-film-kills-'));
  films = join(place, 'films');
  await makeFilm(join(place, 'one.mxf'), '-c:v', 'mpeg2video', '-c:a', 'pcm_s16le');
  cpSync(join(place, 'one.mxf'), join(films, 'one.mxf'), { preserveTimestamps: true });
  await makeFilm(join(films, 'two.mov'), '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-c:a', 'pcm_s16le');
});
afterAll(() => rmSync(place, { recursive: true }));

/** Runs the command. @param onStart gets its process id */
function run(folder: string, onStart: (pid: number) => void = () => {}): Promise<{ code: number | null; seconds: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [command, 'manifest', folder], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'ignore' });
  onStart(child.pid!);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, seconds: (performance.now() - started) / 1000 }));
  });
}

/** Process ids of every ffmpeg that reads a film of a folder; needs /proc. */
const ffmpegsOn = (folder: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      const args = Number.isInteger(pid) && existsSync(`/proc/${pid}/cmdline`) ? commandLineOf(pid) : [];
      return /ffmpeg/.test(args[0] ?? '') && args.some((arg) => arg.includes(folder));
    });

function commandLineOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // it has just ended
  }
}

async function untilNoFfmpeg(folder: string): Promise<void> {
  while (ffmpegsOn(folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 50)); // the time limit of the test applies
}

/** Media and manifest; records of what was read may list more than one way to the same content. */
const resultOf = (folder: string) => Object.entries(contentsOf(folder)).filter(([path]) => !/film\.json|manifests\.json/.test(path));

const onLinux = existsSync('/proc/self/cmdline') ? test : test.skip;

onLinux.each([
  ['the command', 3, (pid: number) => [pid]],
  ['ffmpeg', 2, (_: number, folder: string) => ffmpegsOn(folder)],
] as const)('kill -9 of %s at %d moments', async (name, numMoments, victims) => {
  const whole = join(place, `whole ${name}`);
  cpSync(films, whole, { recursive: true, preserveTimestamps: true });
  const { code, seconds } = await run(whole);
  expect(code).toBe(0);
  const expected = resultOf(whole);
  const random = seededRandom(name.length);
  for (let moment = 0; moment < numMoments; moment++) {
    const folder = join(place, `${name} ${moment}`);
    cpSync(films, folder, { recursive: true, preserveTimestamps: true });
    await run(folder, (pid) => {
      const kill = () => victims(pid, folder).forEach((one) => process.kill(one, 'SIGKILL'));
      setTimeout(kill, 1000 * seconds * (0.3 + (0.7 * (moment + random.next())) / numMoments));
    });
    await untilNoFfmpeg(folder);
    for (const [path, hash] of resultOf(folder).filter(([path]) => !/\.partial-|\.draft$|\.tmp$|manifest\.csv/.test(path))) {
      expect([path, hash]).toEqual(expected.find(([other]) => other === path));
    }
    expect((await run(folder)).code).toBe(0);
    expect(resultOf(folder)).toEqual(expected);
  }
});
