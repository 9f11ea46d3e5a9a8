import { readSafetensors, toMatrix } from '@mmae/tensor-files';
import { mapValues } from '@mmae/feature-table';
import type { Embeddings } from '@mmae/run-folder';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Settings } from './methods.ts';

/** What `embed.py` is asked for. */
export interface Request {
  readonly method: string;
  readonly settings: Settings;
  readonly seed: number;
  /** positions in the train rows */
  readonly fit: readonly number[];
  /** rows that decide when a training ends; none where `epochs` says so */
  readonly held: readonly number[];
  readonly epochs?: number;
}

export interface Answer {
  readonly embeddings: Embeddings;
  /** null for a method without epochs */
  readonly epochs: number | null;
}

const script = fileURLToPath(new URL('embed.py', import.meta.url));
const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/**
 * Fits a method and embeds all rows.
 *
 * @param python interpreter with the packages of requirements.txt
 * @param features file of `saveFeatures`
 * @throws Error with the last output of the process, if it fails
 */
export async function embed(python: string, features: string, request: Request): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'mmae-peer-'));
  try {
    const [requestFile, out] = [join(folder, 'request.json'), join(folder, 'embeddings.safetensors')];
    await writeFile(requestFile, JSON.stringify(request));
    const env = { ...process.env, ...oneThread };
    const { stdout } = await promisify(execFile)(python, [script, features, requestFile, out], { env, maxBuffer: 2 ** 26 });
    const { epochs } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { epochs: number | null };
    return { embeddings: mapValues((await readSafetensors(out)).tensors, toMatrix), epochs };
  } finally {
    await rm(folder, { recursive: true });
  }
}
