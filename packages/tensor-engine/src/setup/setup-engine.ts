import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileSizes, noteFileSizes, requireNotedSizes } from '../engines/file-sizes.ts';
import { buildFolder } from './build-folder.ts';
import { diskProblem } from './disk-problem.ts';

/** How one engine is set up. */
export interface EngineRecipe {
  /** where it is, once it is complete */
  readonly folder: string;
  /** @throws SetupProblem where something is missing that the rest needs */
  require(): Promise<void>;
  /** Fills a folder with all that belongs to the engine. */
  make(folder: string): Promise<void>;
}

export interface SetupOptions {
  /** Starts the engine that is in a folder in a process of its own, trains a step on it and returns its description. */
  readonly prove: (folder: string) => Promise<string>;
  /** Told what goes on, a line at a time. */
  readonly say: (line: string) => void;
}

/** What is there after a set-up. */
export interface SetupResult {
  readonly folder: string;
  readonly description: string;
  readonly megabytes: number;
}

/**
 * Sets an engine up and proves it by a training step, before it gets its place. Where that was done before, it is only proved again.
 *
 * @throws SetupProblem with one reason and one remedy, and nothing left behind
 */
export async function setupEngine(recipe: EngineRecipe, options: SetupOptions): Promise<SetupResult> {
  const description = (await proveExisting(recipe, options)) ?? (await setUp(recipe, options));
  return { folder: recipe.folder, description, megabytes: await megabytesIn(recipe.folder) };
}

async function proveExisting({ folder }: EngineRecipe, { prove, say }: SetupOptions): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  try {
    requireNotedSizes(folder);
    const description = await prove(folder);
    say(`Already set up in ${folder}.`);
    return description;
  } catch (error) {
    say(`What lies in ${folder} is set up again: ${(error as Error).message}`);
    return undefined;
  }
}

async function setUp(recipe: EngineRecipe, { prove, say }: SetupOptions): Promise<string> {
  await recipe.require();
  await rm(recipe.folder, { recursive: true, force: true }); // what was there did not train
  let description = '';
  const build = buildFolder(recipe.folder, async (unfinished) => {
    await recipe.make(unfinished);
    await noteFileSizes(unfinished);
    say('Training a step …');
    description = await prove(unfinished);
  });
  await build.catch((error: unknown) => {
    throw diskProblem(error) ?? error;
  });
  return description;
}

async function megabytesIn(folder: string): Promise<number> {
  const sizes = Object.values(await fileSizes(folder));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
}
