import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tinySettings } from './tiny-media.test.support.ts';

/** How a process ended. */
export interface Ended {
  /** null where a signal ended it */
  readonly code: number | null;
  readonly stderr: string;
  readonly seconds: number;
}

export interface TrainProcessOptions {
  /** the cache folder */
  readonly cache: string;
  /** a signal, sent after some seconds or when stderr matches */
  readonly interrupt?: { readonly signal: NodeJS.Signals; readonly after: number | RegExp };
}

const command = fileURLToPath(new URL('../bin/mmae-train.js', import.meta.url));

/** Arguments for a small experiment: a second of training in two stages, with everything that is random or has state. */
export const smallExperiment = [
  'quick',
  ...[
    ...tinySettings,
    'previews.numSamples=4',
    'model.stages.reconstruct.training.epochs=30',
    'model.stages.reconstruct.training.batchSize=8',
    'model.stages.latent.network.latentDim=4',
    'model.stages.latent.training.epochs=20',
  ].flatMap((setting) => ['--set', setting]),
];

/** Runs `mmae-train` as a user does, in a process of its own. */
export function trainProcess(args: readonly string[], { cache, interrupt }: TrainProcessOptions): Promise<Ended> {
  const env = { ...process.env, MMAE_CACHE: cache, NODE_OPTIONS: '' };
  const started = performance.now();
  const child = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  const send = () => void child.kill(interrupt!.signal);
  const timer = typeof interrupt?.after === 'number' ? setTimeout(send, 1000 * interrupt.after) : undefined;
  child.stderr.on('data', (bytes: Buffer) => {
    const seenBefore = stderr;
    stderr += bytes.toString();
    if (interrupt?.after instanceof RegExp && interrupt.after.test(stderr) && !interrupt.after.test(seenBefore)) send();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stderr, seconds: (performance.now() - started) / 1000 });
    });
  });
}

/** The contents of a finished run that must not depend on when it was interrupted: bytes by path, and metrics without seconds. */
export function contentsOf(run: string): Record<string, unknown> {
  const files = readdirSync(run, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(run, join(parentPath, name))).sort();
  const kept = paths.filter((path) => !/^(config\.json|checksums\.json|metrics\.jsonl|checkpoint\.previous\/.*)$/.test(path));
  const metrics = readFileSync(join(run, 'metrics.jsonl'), 'utf8').trim().split('\n');
  return {
    paths,
    bytes: Object.fromEntries(kept.map((path) => [path, readFileSync(join(run, path)).toString('base64')])),
    metrics: metrics.map((line) => ({ ...(JSON.parse(line) as object), seconds: undefined })),
  };
}
