import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { InputError } from '@mmae/input';

/** An ffmpeg that runs on this machine, and what it can do. */
export interface Ffmpeg {
  readonly path: string;
  /** as it prints it: `5.1.9-0+deb12u1`, `n7.1`, `N-47683-g0e8eb07980-static` */
  readonly version: string;
  /** the option that keeps the time stamps of frames: `-vsync` before ffmpeg 5.1 */
  readonly passthrough: readonly [option: string, value: string];
  /** whether HDR can be tone-mapped: the filters zscale and tonemap */
  readonly canToneMap: boolean;
}

export interface FfmpegPlaces {
  /** where `MMAE_FFMPEG` and `PATH` are; this process's */
  readonly env?: NodeJS.ProcessEnv;
  /** URLs of modules from which the npm package is looked for */
  readonly npmFrom?: readonly string[];
}

const run = promisify(execFile);
const found = new Map<string, Promise<Ffmpeg>>();

/**
 * The ffmpeg to use: `MMAE_FFMPEG`, else the first in PATH, else that of the npm package `@ffmpeg-installer/ffmpeg`. Found once per environment.
 *
 * @throws InputError if there is none, with the three ways to get one, and if `MMAE_FFMPEG` names something else
 */
export function findFfmpeg({ env = process.env, npmFrom = npmPlaces() }: FfmpegPlaces = {}): Promise<Ffmpeg> {
  const key = JSON.stringify([env.MMAE_FFMPEG, pathOf(env), npmFrom]);
  const known = found.get(key);
  if (known) return known;
  const search = searchFfmpeg(env, npmFrom);
  found.set(key, search);
  search.catch(() => found.delete(key));
  return search;
}

async function searchFfmpeg(env: NodeJS.ProcessEnv, npmFrom: readonly string[]): Promise<Ffmpeg> {
  if (env.MMAE_FFMPEG) return namedFfmpeg(env.MMAE_FFMPEG);
  for (const path of await candidates(env, npmFrom)) {
    const ffmpeg = await describe(path).catch(() => undefined); // one that does not run is as good as none
    if (ffmpeg) return ffmpeg;
  }
  throw new InputError(`findFfmpeg: expected ffmpeg on this machine, got none. ${remedies}`);
}

const remedies =
  'There are three ways to get it: install the package of your system, such as `apt install ffmpeg` or `brew install ffmpeg`; ' +
  'run `npm install @ffmpeg-installer/ffmpeg`; or set MMAE_FFMPEG to the path of an ffmpeg.';

async function namedFfmpeg(path: string): Promise<Ffmpeg> {
  try {
    return await describe(path);
  } catch (error) {
    const [reason] = (error as Error).message.split('\n', 1);
    throw new InputError(
      `findFfmpeg: expected MMAE_FFMPEG to be the path of an ffmpeg, got ${JSON.stringify(path)} (${reason}). Correct it, or unset it to use the one in PATH.`,
    );
  }
}

async function candidates(env: NodeJS.ProcessEnv, npmFrom: readonly string[]): Promise<string[]> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const inPath = pathOf(env)
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  const executable = await Promise.all(inPath.map((path) => isExecutable(path)));
  return [...inPath.filter((_, i) => executable[i]), ...installedByNpm(npmFrom)];
}

const pathOf = (env: NodeJS.ProcessEnv) => env.PATH ?? env.Path ?? '';

const isExecutable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The npm package is nobody's dependency, so it is looked for from this module and from the working directory. */
const npmPlaces = () => [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href];

const installedByNpm = (npmFrom: readonly string[]) =>
  npmFrom.flatMap((url) => {
    try {
      return [(createRequire(url)('@ffmpeg-installer/ffmpeg') as { path: string }).path];
    } catch {
      return []; // not installed here
    }
  });

/** One call tells all: it starts with the version, and lists every option of ffmpeg and of its filters. */
async function describe(path: string): Promise<Ffmpeg> {
  const { stdout, stderr } = await run(path, ['-h', 'full'], { maxBuffer: 64 * 2 ** 20, timeout: 60_000, windowsHide: true });
  const version = /^ffmpeg version (\S+)/m.exec(stderr + stdout)?.[1];
  if (!version) throw new Error('it is not ffmpeg');
  const has = (filter: string) => stdout.includes(`${filter} AVOptions:`);
  return {
    path,
    version,
    passthrough: [/^-fps_mode/m.test(stdout) ? '-fps_mode' : '-vsync', 'passthrough'],
    canToneMap: has('zscale') && has('tonemap'),
  };
}
