import { isUnlikeTrain, noveltyScores, openTrainedRun, type Novelty, type TrainedRun } from '@mmae/embedder';
import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { selectRows, type Matrix } from '@mmae/matrix';
import { embedEncoded, tableEncoder, type Model } from '@mmae/mmae/encoder';
import {
  cacheFolder,
  embedTable,
  extractMedia,
  mediaSummary,
  openScratch,
  presentModalities,
  readData,
  toFeatureTable,
  type DataSource,
  type ExtractedMedia,
  type FittedModality,
} from '@mmae/pipeline';
import { allSubsets, loadEmbeddings, saveEmbeddings, saveSamples, saveSkipped, subsetKey, toSampleRow } from '@mmae/run-folder';
import type { Manifest, Modality, Sample } from '@mmae/samples';
import { openDescriber, type Describer } from '@mmae/tagging';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { modalitiesOf, planFor } from './new-media-plan.ts';
import { countUnlike, neighbourRows, tagRows, unlikeRows, withPlaces, type IsUnlike } from './new-media-tables.ts';
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
  const readable = planFor(run, options);
  const manifest = await readData({ ...readable, seed: 0 }, options, 'test');
  const plan = { ...readable, modalities: modalitiesOf(manifest, readable) };
  const media = await extractMedia(manifest, plan, { ...options, labels: run.labels, cacheFolder: cacheFolder() });
  const scratch = openScratch(cacheFolder());
  try {
    const samples = Array.from(manifest.samples.keys()).filter((sample) => presentModalities(media, sample).length > 0);
    if (samples.length === 0) throw new InputError(nothingUsable(manifest, media));
    const fitted = fittedBy(run, media);
    const table = await toFeatureTable(manifest, fitted, samples, { ...options, scratch });
    const isUnlike = noveltyOf(run, fitted, samples);
    const describer = await openDescriber(run);
    await saveAll(run, table, { isUnlike, describer, samples: manifest.samples }, out);
    await saveSkipped(out, media.skipped);
    await saveSamples(
      out,
      samples.map((sample) => toSampleRow(manifest.samples[sample], presentModalities(media, sample))),
    );
    const numUnlike = countUnlike(table, isUnlike);
    if (numUnlike > 0)
      progress.say(
        `unlike the training data: ${numUnlike} of ${samples.length} samples, which get no tags; they are listed in ${join(out, 'unlike.csv')}`,
      );
    const lines = [
      ...missingCalibration(Object.keys(table.blocks), run.novelty, describer),
      ...mediaSummary(manifest, media, join(out, 'skipped.csv')),
    ];
    for (const line of lines) progress.say(line);
    progress.say(`done: ${out}: ${samples.length} samples`);
  } finally {
    scratch.close();
    media.close();
  }
}

/** Samples per chunk. */
const chunkLength = 1024;

/** Scores the novelty of some samples, by modality. @returns whether a table row is unlike train, by a subset of its modalities */
function noveltyOf({ novelty }: TrainedRun, fitted: Readonly<Record<Modality, FittedModality>>, samples: readonly number[]): IsUnlike {
  const scores: Record<Modality, Float64Array> = {};
  for (const [modality, reference] of Object.entries(novelty.references)) {
    if (!Object.hasOwn(fitted, modality)) continue;
    const { extraction } = fitted[modality];
    scores[modality] = new Float64Array(samples.length);
    const having = Array.from(samples.keys()).filter((i) => extraction.present[samples[i]] === 1);
    for (let start = 0; start < having.length; start += chunkLength) {
      const chunk = having.slice(start, start + chunkLength);
      const raws = chunk.map((i) => extraction.raw(samples[i]));
      noveltyScores(fitted[modality], reference, raws).forEach((score, k) => (scores[modality][chunk[k]] = score));
    }
  }
  return (row, subset) => {
    const scored = subset.filter((modality) => Object.hasOwn(scores, modality));
    return isUnlikeTrain(novelty, Object.fromEntries(scored.map((modality) => [modality, scores[modality][row]])));
  };
}

interface Described {
  readonly isUnlike: IsUnlike;
  readonly describer: Describer | undefined;
  readonly samples: readonly Sample[];
}

/** Saves embeddings of every subset of the present modalities, nearest train samples, tags and novelty, with one chunk of the table in memory. */
async function saveAll(run: TrainedRun, table: FeatureTable, { isUnlike, describer, samples }: Described, out: string): Promise<void> {
  const embeddings = await embedSubsets(run.model, table);
  await saveEmbeddings(out, 'mmae', embeddings);
  const train = Array.from(run.samples.keys()).filter((i) => run.samples[i].split === 'train');
  const gallery = selectRows((await loadEmbeddings(run.folder, 'mmae'))[subsetKey(run.plan.modalities)], train);
  const joint = embeddings[subsetKey(Object.keys(table.blocks))];
  writeCsv(join(out, 'neighbours.csv'), neighbourRows(run, { rows: train, embedding: gallery }, table, joint));
  writeCsv(join(out, 'tags.csv'), withPlaces(tagRows(run, describer, table, isUnlike), samples));
  writeCsv(join(out, 'unlike.csv'), unlikeRows(table, isUnlike));
}

async function embedSubsets(model: Model, table: FeatureTable): Promise<Record<string, Matrix>> {
  const encoded = tableEncoder(model);
  const embedChunk = async (chunk: FeatureTable, subset: readonly Modality[]) => embedEncoded(encoded(chunk), subset);
  const subsets = allSubsets(Object.keys(table.blocks));
  const embeddings = await embedTable({ embed: embedChunk }, table, subsets);
  return Object.fromEntries(subsets.map((subset, i) => [subsetKey(subset), embeddings[i]!]));
}

/** The run's fitted features with the raw values of the new samples. */
const fittedBy = ({ features }: TrainedRun, { extractions }: ExtractedMedia) =>
  Object.fromEntries(Object.entries(extractions).map(([modality, extraction]) => [modality, { ...features[modality], extraction }]));

function nothingUsable({ file }: Manifest, { skipped }: ExtractedMedia): string {
  return `mmae-embed: expected at least one sample with usable media in ${file}, got none: ${skipped.length} failed, the first: ${skipped[0].reason}`;
}

function expectNew(out: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0) return;
  throw new InputError(`mmae-embed: expected --out as a new or empty folder, got ${out}, which contains files. Choose another.`);
}

/** What a run cannot say about new media, because it had too few validation samples: an empty file would look like an answer. */
export function missingCalibration(
  modalities: readonly Modality[],
  { thresholds }: Pick<Novelty, 'thresholds'>,
  describer: Describer | undefined,
): string[] {
  const without = modalities.filter((modality) => typeof thresholds[modality] !== 'number');
  const reason = 'the run had too few validation samples';
  return [
    ...(without.length > 0 ? [`novelty by ${without.join(', ')} is unknown: ${reason}`] : []),
    ...(describer ? [] : [`no tags, as their confidence is unknown: ${reason}`]),
  ];
}
