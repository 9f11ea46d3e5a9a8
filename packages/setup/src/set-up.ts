import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expectRecordedSizes, fileSizes, recordFileSizes } from '@mmae/files';
import { toDiskError } from './setup-error.ts';

/** How one thing, such as an engine, is set up. */
export interface Recipe {
  /** where it is, once it is complete */
  readonly folder: string;
  /** @throws SetupError if something is missing that the setup needs */
  require(): Promise<void>;
  /** Fills a folder with everything that belongs to it. */
  make(folder: string): Promise<void>;
}

export interface SetupOptions {
  /** Tries what is in a folder and returns its description. Loading a broken library may end the process: use a process of its own. */
  readonly prove: (folder: string) => Promise<string>;
  /** the progress message before a new folder is tried, such as "Training one step …" */
  readonly provingMessage: string;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

export interface SetupResult {
  readonly folder: string;
  readonly description: string;
  readonly sizeBytes: number;
}

/**
 * Fills a folder and verifies it before it appears under its final name. A folder that is set up already is only verified.
 *
 * @throws SetupError with a reason and a remedy; nothing is left behind
 */
export async function setUp(recipe: Recipe, options: SetupOptions): Promise<SetupResult> {
  const description = (await proveExisting(recipe, options)) ?? (await install(recipe, options));
  const sizes = Object.values(await fileSizes(recipe.folder));
  return { folder: recipe.folder, description, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function proveExisting({ folder }: Recipe, { prove, say }: SetupOptions): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  try {
    expectRecordedSizes(folder);
    const description = await prove(folder);
    say(`Already set up in ${folder}.`);
    return description;
  } catch (error) {
    say(`Replacing ${folder}: ${(error as Error).message}`);
    return undefined;
  }
}

async function install(recipe: Recipe, { prove, say, provingMessage }: SetupOptions): Promise<string> {
  await recipe.require();
  await rm(recipe.folder, { recursive: true, force: true }); // it was not verified
  let description = '';
  const build = buildFolder(recipe.folder, async (unfinished) => {
    await recipe.make(unfinished);
    await recordFileSizes(unfinished);
    say(provingMessage);
    description = await prove(unfinished);
  });
  await build.catch((error: unknown) => {
    throw toDiskError(error) ?? error;
  });
  return description;
}

/**
 * Fills a folder under a temporary name next to it and renames it once it is complete. A process that ends earlier leaves nothing under the
 * final name, and the next setup removes what it left under the temporary one.
 */
export async function buildFolder(folder: string, build: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.${process.pid}.unfinished`;
  const removeNow = () => rmSync(unfinished, { recursive: true, force: true });
  await removeAbandoned(folder);
  await mkdir(unfinished, { recursive: true });
  process.once('exit', removeNow);
  try {
    await build(unfinished);
    if (!existsSync(folder)) await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    process.removeListener('exit', removeNow);
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  const parent = dirname(folder);
  const siblings = existsSync(parent) ? await readdir(parent) : [];
  for (const name of siblings) {
    const [, pid] = /\.(\d+)\.unfinished$/.exec(name) ?? [];
    if (pid && name.startsWith(`${basename(folder)}.`) && !isRunning(Number(pid)))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
