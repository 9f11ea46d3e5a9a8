import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSyntheticRun, type SyntheticRunOptions } from '@mmae/scoring/synthetic-run';

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A temporary folder, removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mmae-reporter-'));
  folders.push(folder);
  return folder;
}

/** A synthetic run in a temporary folder named `planted`. */
export async function syntheticRun(options?: SyntheticRunOptions): Promise<string> {
  const folder = join(await temporaryFolder(), 'planted');
  await writeSyntheticRun(folder, options);
  return folder;
}
