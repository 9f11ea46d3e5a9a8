import { encodersOf, type DataSource } from '@mmae/pipeline';
import type { RunConfig } from '@mmae/run-folder';
import type { Manifest } from '@mmae/samples';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineNames } from '@mmae/tensor-engine';
import { z } from 'zod';
import type { Experiment } from './experiment.ts';

/** The content of `config.json`: everything that is needed to run it again. */
export function configOf(
  experiment: Experiment,
  manifest: Manifest,
  { mediaRoot, columns = {}, controls }: DataSource & { readonly controls: boolean },
  engine: { readonly name: string; readonly description: string },
): RunConfig {
  const data = {
    manifest: manifest.file,
    ...(mediaRoot && { mediaRoot: resolve(mediaRoot) }),
    ...(Object.keys(columns).length > 0 && { columns }),
    fingerprint: manifest.fingerprint,
  };
  const encoders = encodersOf(experiment);
  return {
    experiment,
    ...(Object.keys(encoders).length > 0 && { encoders }),
    controls,
    data: { ...data, numSamples: manifest.samples.length },
    engine,
    versions: { mmae: ownVersion(), node: process.version },
    commit: commit(),
    command: ['mmae-train', ...process.argv.slice(2)],
    startedAt: new Date().toISOString(),
  };
}

/** The part of `config.json` that a training is resumed from. */
export const resumableConfig = z.object({
  experiment: z.record(z.string(), z.unknown()),
  data: z.object({
    manifest: z.string(),
    mediaRoot: z.string().optional(),
    columns: z.record(z.string(), z.string()).optional(),
    fingerprint: z.string(),
  }),
  engine: z.object({ name: z.enum(engineNames) }),
  controls: z.boolean().optional(),
  leftOut: z.record(z.string(), z.string()).optional(),
});

const ownVersion = () => (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;

/** The commit of the checkout that this file is in; null where it was installed from a package. */
function commit(): string | null {
  try {
    return execFileSync('git', ['-C', fileURLToPath(new URL('.', import.meta.url)), 'rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
