import { openTrainedRun } from '@mmae/embedder';
import {
  fromSubsetKey,
  listMethods,
  loadCheckpoint,
  loadEmbeddings,
  loadEvaluation,
  loadPreviews,
  readMetrics,
  RunFolderError,
} from '@mmae/run-folder';
import { openDescriber } from '@mmae/tagging';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { mmaeReport } from '../../../apps/reporter/src/index.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { loadExperiment } from '../../../apps/trainer/src/experiment.ts';
import { startTraining } from '../../../apps/trainer/src/run.ts';
import { tinySettings, writeTinyMedia } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { byteDamages, documentDamages, textDamages } from '../damage.ts';
import { tellsTheRule, type OpenTarget } from '../target.ts';

const settings = [
  ...tinySettings,
  'previews.numSamples=4',
  'model.stages.reconstruct.training.epochs=2',
  'model.stages.latent.network.latentDim=4',
  'model.stages.latent.training.epochs=2',
];

/** A finished run with one damaged file, with and without a matching checksum, through resuming, embedding and reporting. */
export const runFolder: OpenTarget = async (folder) => {
  const whole = join(folder, 'whole');
  await trainTiny(folder, whole);
  const paths = readdirSync(whole, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = paths.map(({ parentPath, name }) => relative(whole, join(parentPath, name))).filter((name) => !name.endsWith('.lock'));
  await readAll(whole, () => false);
  let turn = 0;
  return {
    files: Object.fromEntries(names.map((name) => [name, readFileSync(join(whole, name))])),
    damagesOf: (name) => (/\.jsonl?$/.test(name) ? documentDamages : name.endsWith('.csv') ? textDamages : byteDamages),
    async attempt(name, bytes) {
      const run = join(folder, 'run');
      rmSync(run, { recursive: true, force: true });
      cpSync(whole, run, { recursive: true });
      writeFileSync(join(run, name), bytes);
      await readAll(run);
      if (basename(name) !== 'checksums.json') listSum(run, name, bytes);
      await readAll(run);
      if (++turn % 8 === 0) await reportOn(run);
    },
    isUnsound: () => true, // the whole run was read when it was made
    isDocumented: () => false, // of several readers each may refuse: `readAll` looks at every error
  };
};

async function trainTiny(folder: string, run: string): Promise<void> {
  const cache = process.env.MMAE_CACHE;
  process.env.MMAE_CACHE = join(folder, 'cache');
  const manifest = await writeTinyMedia(join(folder, 'media'), 40);
  const quiet = { say: () => undefined, update: () => undefined };
  const { signal } = new AbortController();
  await startTraining(loadExperiment('quick', settings), {
    manifest,
    folder: run,
    engine: 'cpu',
    controls: false,
    progress: quiet,
    signal,
  });
  if (cache === undefined) delete process.env.MMAE_CACHE;
  else process.env.MMAE_CACHE = cache;
  await reportOn(run); // evaluation.json
}

/** Updates the checksum of a file, as if the run had written it that way. */
function listSum(run: string, name: string, bytes: Buffer): void {
  const list = join(run, dirname(name).startsWith('checkpoint') ? dirname(name) : '.', 'checksums.json');
  const sums = JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>;
  const key = Object.keys(sums).find((path) => path === name || path === basename(name));
  if (key) writeFileSync(list, JSON.stringify({ ...sums, [key]: createHash('sha256').update(bytes).digest('hex') }));
}

/** The reads of resuming, embedding and reporting, each separately. */
async function readAll(
  run: string,
  isDocumented = (error: Error) => error instanceof RunFolderError || tellsTheRule(error),
): Promise<void> {
  const readers: Record<string, () => Promise<unknown>> = {
    openTrainedRun: async () => openDescriber(await openTrainedRun(run)),
    loadCheckpoint: () => loadCheckpoint(run),
    readMetrics: () => readMetrics(run),
    loadPreviews: () => loadPreviews(run),
    loadEvaluation: () => loadEvaluation(run),
    loadEmbeddings: async () => {
      for (const method of await listMethods(run)) Object.keys(await loadEmbeddings(run, method)).map(fromSubsetKey);
    },
  };
  for (const [name, read] of Object.entries(readers)) {
    await read().catch((error: Error) => {
      if (!isDocumented(error)) throw new Error(`${name}: ${error.stack}`, { cause: error });
    });
  }
}

async function reportOn(run: string): Promise<void> {
  const streams = recordingStreams();
  const code = await mmaeReport([run], streams);
  if (code !== 0 && code !== 2) throw new Error(`mmae-report ended with ${code}: ${streams.written.error}`);
}
