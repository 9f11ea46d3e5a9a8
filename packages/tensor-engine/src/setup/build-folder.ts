import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Fills a folder that appears only once it is complete: it is built beside its place and renamed at the end.
 * Whatever ends the process before that leaves nothing under the final name, and the next one clears away what is left.
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
