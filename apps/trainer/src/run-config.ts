import type { DataSource, LeftOut } from '@mmae/pipeline';
import type { RunConfig } from '@mmae/run-folder';
import type { Manifest } from '@mmae/samples';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineNames, type EngineName } from '@mmae/tensor-engine';
import type { Experiment } from './experiment.ts';

interface DataRecord extends DataSource {
  readonly fingerprint: string;
}

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
  return {
    experiment,
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
export interface ResumableConfig {
  readonly experiment: object;
  readonly data: DataRecord;
  readonly engine: { readonly name: EngineName };
  readonly controls?: boolean;
  readonly leftOut?: LeftOut;
}

const text = { type: 'string' };

/** The shape of `ResumableConfig`, as JSON Schema. */
export const resumableConfigShape = {
  type: 'object',
  required: ['experiment', 'data', 'engine'],
  properties: {
    experiment: { type: 'object' },
    data: {
      type: 'object',
      required: ['manifest', 'fingerprint'],
      properties: { manifest: text, mediaRoot: text, columns: { type: 'object', additionalProperties: text }, fingerprint: text },
    },
    engine: { type: 'object', required: ['name'], properties: { name: { enum: engineNames } } },
    controls: { type: 'boolean' },
    leftOut: { type: 'object', additionalProperties: text },
  },
};

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
