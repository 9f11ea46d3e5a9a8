import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSyntheticRun, type SyntheticRunOptions } from './synthetic-run.ts';

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder that is removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mmae-scoring-'));
  folders.push(folder);
  return folder;
}

/** A synthetic run in a temporary folder. */
export async function syntheticRun(options?: SyntheticRunOptions): Promise<string> {
  const folder = join(await temporaryFolder(), 'planted');
  await writeSyntheticRun(folder, options);
  return folder;
}
