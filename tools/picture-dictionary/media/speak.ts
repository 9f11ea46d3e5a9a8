import { SetupError } from '@mmae/setup';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { speechCommand, type Utterance } from './voices.ts';

const run = promisify(execFile);

/** Programs that speak, with the version that the published counts come from. Another version sounds slightly different. */
const programs = { 'espeak-ng': '1.51', flite: '2.2' };

/**
 * The versions of the programs that speak, as they print them.
 *
 * @throws SetupError if one is missing
 */
export async function speechVersions(): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const program of Object.keys(programs)) {
    const { stdout } = await run(program, ['--version']).catch((error: unknown) => {
      const { code, stdout = '' } = error as { readonly code?: unknown; readonly stdout?: string };
      if (code === 'ENOENT')
        throw new SetupError(`${program} is not installed, and it speaks the names`, `Run \`apt-get install ${program}\``);
      return { stdout }; // flite prints its version and exits with 1
    });
    versions[program] = /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? 'unknown';
  }
  return versions;
}

/** What differs from the versions that the published counts come from, as a sentence; undefined if nothing does. */
export function versionRemark(versions: Readonly<Record<string, string>>): string | undefined {
  const others = Object.entries(programs).filter(([program, version]) => !versions[program]?.startsWith(version));
  if (others.length === 0) return undefined;
  return others
    .map(([program, version]) => `${program} is ${versions[program]}, not ${version}: spoken names will differ slightly.`)
    .join(' ');
}

/** Speaks a name. @returns the bytes of a WAV file */
export async function speak(name: string, utterance: Utterance): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'picture-dictionary-'));
  try {
    const wav = join(folder, 'spoken.wav');
    const [program, ...args] = speechCommand(name, utterance, wav);
    await run(program, args);
    return await readFile(wav);
  } finally {
    await rm(folder, { recursive: true });
  }
}
