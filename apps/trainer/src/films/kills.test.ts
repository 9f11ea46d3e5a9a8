// kill -9 of the command, or of its ffmpeg, at any moment: no process is left, no folder of shots is half complete, and the next call completes everything.
import { jest } from '@jest/globals';
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

/** Runs the command, and calls `look` every few milliseconds until it ends. */
function run(folder: string, look: (pid: number) => void = () => {}): Promise<number | null> {
  const child = spawn(process.execPath, [command, 'manifest', folder], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'ignore' });
  const timer = setInterval(() => look(child.pid!), 20);
  child.on('exit', () => clearInterval(timer));
  return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
}

/** Kills a process that may have just ended. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
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
  ['the command', [1, 6, 14], (pid: number) => [pid]],
  ['ffmpeg', [1, 6], (_: number, folder: string) => ffmpegsOn(folder)],
] as const)('kill -9 of %s, after ffmpeg was seen %j times', async (name, moments, victims) => {
  const whole = join(place, `whole ${name}`);
  cpSync(films, whole, { recursive: true, preserveTimestamps: true });
  expect(await run(whole)).toBe(0);
  const expected = resultOf(whole);
  let numKills = 0;
  for (const moment of moments) {
    const folder = join(place, `${name} ${moment}`);
    cpSync(films, folder, { recursive: true, preserveTimestamps: true });
    let numSeen = 0;
    await run(folder, (pid) => {
      numSeen += Number(ffmpegsOn(folder).length > 0);
      if (numSeen < moment) return;
      victims(pid, folder).forEach(kill);
      numKills += 1;
      numSeen = -Infinity; // once
    });
    await untilNoFfmpeg(folder);
    for (const [path, hash] of resultOf(folder).filter(([path]) => !/\.partial-|\.draft$|\.tmp$|manifest\.csv/.test(path))) {
      expect([path, hash]).toEqual(expected.find(([other]) => other === path));
    }
    expect(await run(folder)).toBe(0);
    expect(resultOf(folder)).toEqual(expected);
  }
  expect(numKills).toBeGreaterThan(0);
});
