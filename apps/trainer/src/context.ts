import { inContext, saveContext } from '@mmae/embedder';
import { InputError, resolveOptions, type Options } from '@mmae/input';
import { contextOptions, trainContext, type Sequence } from '@mmae/mmae';
import type { KeptSamples } from '@mmae/pipeline';
import { seededRandom } from '@mmae/random';
import { fromSubsetKey, loadEmbeddings, saveEmbeddings, type Embeddings } from '@mmae/run-folder';
import { sequencesOf, type Manifest } from '@mmae/samples';
import { z } from 'zod';
import type { Experiment } from './experiment.ts';
import type { TrainOptions } from './train.ts';

/** How samples are embedded among their neighbours, such as the other shots of a programme. */
export const contextSettings = contextOptions
  .extend({
    asset: z.string().min(1).default('asset').describe('column of the manifest; samples with the same value are neighbours'),
    order: z
      .string()
      .min(1)
      .default('from')
      .describe('column that orders the samples of an asset, by numbers or timecodes; without it, the manifest does'),
  })
  .describe(
    'a context encoder, trained after the model: it reconstructs the embedding of a sample from the samples before and after it in its asset. ' +
      'Scored as the method `context`',
  );

type ContextSettings = Options<typeof contextSettings>;
const settingsOf = ({ context }: Pick<Experiment, 'context'>): ContextSettings | undefined =>
  context && resolveOptions('context', contextSettings, context);

/**
 * Checked before extraction, which may take hours.
 *
 * @throws InputError where an experiment has context, and no two train samples of the manifest are of one asset
 */
export function expectSequences(experiment: Pick<Experiment, 'context'>, { samples, file }: Manifest): void {
  const settings = settingsOf(experiment);
  if (!settings) return;
  const lengths = sequencesOf(samples.filter(({ split }) => split === 'train'), settings).map(({ length }) => length); // prettier-ignore
  if (Math.max(0, ...lengths) > 1) return;
  const found = lengths.length === 0 ? 'no train sample with a value there' : `${lengths.length} train samples of different assets`;
  throw new InputError(
    `context: expected a column ${settings.asset} in ${file} that at least two train samples have in common, got ${found}. ` +
      'Name the column with context.asset, or leave context out.',
  );
}

/**
 * Trains a context encoder on the embeddings of the run's model, which stays as it is, and saves the embeddings in context as those of the
 * method `context`; with controls, also those of an encoder trained on shuffled samples. Nothing happens where the experiment has no context.
 */
export async function embedInContext(
  experiment: Experiment,
  manifest: Manifest,
  samples: KeptSamples,
  options: TrainOptions,
): Promise<void> {
  const settings = settingsOf(experiment);
  if (!settings) return;
  const { folder, progress } = options;
  const embeddings = await loadEmbeddings(folder, 'mmae');
  const rows = samples.all.map((sample) => manifest.samples[sample]);
  const sequences = trainSequences(samples, sequencesOf(rows, settings));
  if (sequences.every(({ length }) => length < 2)) {
    progress.say('context is left out: no two usable train samples are of one asset');
    return;
  }
  const run = { settings, seed: experiment.seed, embeddings, rows, options };
  const context = await trainOn(sequences, 'context', run);
  await saveContext(folder, context);
  await saveEmbeddings(folder, 'context', inContext(context, embeddings, rows));
  const isAsked = experiment.controls?.includes('shuffledSequences') ?? true;
  if (!options.controls || !isAsked) return;
  const shuffled = await trainOn(shuffle(sequences, experiment.seed), 'control: context', run);
  await saveEmbeddings(folder, 'control.shuffledSequences', inContext(shuffled, embeddings, rows));
}

/** The train samples of each sequence, as rows of the embeddings. */
function trainSequences({ all, train }: KeptSamples, sequences: readonly Sequence[]): Sequence[] {
  const isTrain = new Set(train);
  return sequences.map((sequence) => sequence.filter((row) => isTrain.has(all[row])));
}

interface ContextRun {
  readonly settings: ContextSettings;
  readonly seed: number;
  readonly embeddings: Embeddings;
  readonly options: TrainOptions;
}

async function trainOn(sequences: readonly Sequence[], purpose: string, { settings, seed, embeddings, options }: ContextRun) {
  const { asset, order, ...encoderOptions } = settings;
  const encoder = await trainContext({
    ...{ options: encoderOptions, seed, latents: viewsOf(embeddings), sequences, signal: options.signal },
    onProgress: ({ step, numSteps, loss }) => options.progress.update(`${purpose}: step ${step} of ${numSteps}, loss ${loss.toFixed(3)}`),
  });
  return { encoder, columns: { asset, order } };
}

/** Embeddings from all modalities, then from each alone. */
function viewsOf(embeddings: Embeddings) {
  const keys = Object.keys(embeddings).sort((a, b) => fromSubsetKey(a).length - fromSubsetKey(b).length);
  const alone = keys.filter((key) => fromSubsetKey(key).length === 1);
  return [...new Set([keys.at(-1)!, ...alone])].map((key) => embeddings[key]);
}

/** Sequences of the same lengths, of the same samples at random. */
function shuffle(sequences: readonly Sequence[], seed: number): Sequence[] {
  const rows = sequences.flat();
  const order = seededRandom(seed).permutation(rows.length);
  let start = 0;
  return sequences.map(({ length }) => {
    const places = order.subarray(start, (start += length));
    return Array.from(places, (place) => rows[place]);
  });
}
