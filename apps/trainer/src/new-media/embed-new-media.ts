import { embedSubsets, expectUsable, missingCalibration, modalitiesOf, openNewMedia, planFor, type NewMedia } from '@mmae/annotator';
import { inContext, openTrainedRun, type TrainedRun } from '@mmae/embedder';
import { InputError } from '@mmae/input';
import { selectRows } from '@mmae/matrix';
import { readData, type DataSource } from '@mmae/pipeline';
import { loadEmbeddings, saveEmbeddings, saveSamples, saveSkipped, subsetKey, toSampleRow } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { openDescriber, type Describer } from '@mmae/tagging';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countUnlike, neighbourRows, tagRows, unlikeRows, withPlaces } from './new-media-tables.ts';
import type { WorkOptions } from '../work-options.ts';
import { writeCsv } from './write-csv.ts';

export interface EmbedOptions extends WorkOptions, DataSource {
  /** the run folder */
  readonly folder: string;
  /** a new or empty folder for the results */
  readonly out: string;
  /** files of ready-made features of the new samples, by modality */
  readonly features?: Readonly<Record<Modality, string>>;
}

/** New media → features → embeddings → tags, nearest train samples, novelty. */
export async function embedNewMedia(options: EmbedOptions): Promise<void> {
  const { folder, out, progress } = options;
  expectNew(out);
  const run = await openTrainedRun(folder);
  for (const reason of run.passedOver) progress.say(`skipping a damaged checkpoint: ${reason}`);
  const readable = planFor(run, { progress, features: options.features ?? {} });
  const manifest = await readData({ ...readable, seed: 0 }, options, 'test');
  const plan = { ...readable, modalities: modalitiesOf(manifest, readable) };
  const media = await openNewMedia(run, manifest, { ...options, plan });
  try {
    expectUsable(media, manifest);
    const describer = await openDescriber(run);
    await saveAll(run, media, describer, out);
    for (const line of closingLines(run, media, describer, out)) progress.say(line);
  } finally {
    media.close();
  }
}

/** Saves embeddings of every subset of the present modalities, nearest train samples, tags and novelty, with one chunk of the table in memory. */
async function saveAll(run: TrainedRun, media: NewMedia, describer: Describer | undefined, out: string): Promise<void> {
  const { table, samples, isUnlike } = media;
  const embeddings = await embedSubsets(run.model, table);
  await saveEmbeddings(out, 'mmae', embeddings);
  if (run.context) await saveEmbeddings(out, 'context', inContext(run.context, embeddings, samples));
  const train = Array.from(run.samples.keys()).filter((i) => run.samples[i].split === 'train');
  const gallery = selectRows((await loadEmbeddings(run.folder, 'mmae'))[subsetKey(run.plan.modalities)], train);
  const joint = embeddings[subsetKey(Object.keys(table.blocks))];
  writeCsv(join(out, 'neighbours.csv'), neighbourRows(run, { rows: train, embedding: gallery }, table, joint));
  writeCsv(join(out, 'tags.csv'), withPlaces(tagRows(run, describer, table, isUnlike), samples));
  writeCsv(join(out, 'unlike.csv'), unlikeRows(table, isUnlike));
  await saveSkipped(out, media.skipped);
  await saveSamples(
    out,
    samples.map((sample, row) => toSampleRow(sample, media.presentIn(row))),
  );
}

function closingLines({ novelty }: TrainedRun, media: NewMedia, describer: Describer | undefined, out: string): string[] {
  const { table, samples, isUnlike } = media;
  const numUnlike = countUnlike(table, isUnlike);
  const unlike = `unlike the training data: ${numUnlike} of ${samples.length} samples, which get no tags; they are listed in ${join(out, 'unlike.csv')}`;
  return [
    ...(numUnlike > 0 ? [unlike] : []),
    ...missingCalibration(Object.keys(table.blocks), novelty, describer),
    ...media.summary(join(out, 'skipped.csv')),
    `done: ${out}: ${samples.length} samples`,
  ];
}

function expectNew(out: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0) return;
  throw new InputError(`mmae-embed: expected --out as a new or empty folder, got ${out}, which contains files. Choose another.`);
}
