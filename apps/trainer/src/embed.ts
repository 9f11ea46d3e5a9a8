import { isUnlikeTrain, noveltyScores, openDescriber, openTrainedRun, type Describer, type TrainedRun } from '@mmae/embedder';
import type { FeatureTable } from '@mmae/feature-table';
import { selectRows, type Matrix } from '@mmae/matrix';
import { embedEncoded, tableEncoder, type Model } from '@mmae/mmae/encoder';
import { allSubsets, loadEmbeddings, saveEmbeddings, saveSamples, saveSkipped, subsetKey, toSampleRow } from '@mmae/run-folder';
import { toPrintable } from '@mmae/input';
import type { Manifest, Modality } from '@mmae/samples';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toColumnNames } from './column-names.ts';
import { exitCodeOf } from './exit-code.ts';
import { cacheFolder } from './feature-cache.ts';
import { toFeatureTable, type FittedModality } from './features.ts';
import { extractMedia, presentOf, type ExtractedMedia } from './media.ts';
import { embedTable } from './large-tables.ts';
import { mediaSummary } from './media-summary.ts';
import { modalitiesOf, planFor, toFeatureFiles } from './new-media-plan.ts';
import { notKnown } from './not-known.ts';
import { countUnlike, neighbourRows, tagRows, unlikeRows, type IsUnlike } from './new-media-rows.ts';
import { progressOn } from './progress.ts';
import { readData } from './read-data.ts';
import type { DataSource } from './run-config.ts';
import { openScratch } from './scratch.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { writeCsv } from './write-csv.ts';

const usage = `usage: mmae-embed RUN --data MANIFEST [--out DIR] [--features MODALITY=FILE …] [--media-root DIR] [--column OURS=THEIRS …] [--verify]

New media through a trained run: what is new, and which of the run's modalities it has, the manifest says.

RUN         a folder that mmae-train wrote, wherever it lies now
MANIFEST    a manifest.csv (as spreadsheets write it) or .jsonl with some of the run's modalities as columns, or a folder that holds one
--column    what MANIFEST calls a column of ours: --column id=Signatur
--features  for a modality that RUN learnt from ready-made features: the new samples' own, .npy or .safetensors with a row a sample id
--out       a new folder; RUN's name and "-embedded" where it is not given

In --out:   embeddings/mmae.safetensors, samples.csv (its rows), tags.csv, neighbours.csv (nearest training samples),
            unlike.csv (what is unlike all that was trained on), skipped.csv
`;

export interface EmbedOptions extends Surroundings, DataSource {
  /** of the run */
  readonly folder: string;
  /** new or empty */
  readonly out: string;
  /** files of ready-made features of the new samples, by modality */
  readonly features?: Readonly<Record<Modality, string>>;
}

/** The command `mmae-embed`. */
export async function mmaeEmbed(args = process.argv.slice(2)): Promise<void> {
  process.exitCode = await exitCodeOf(async (signal) => {
    const { values, positionals } = parse(args);
    if (values.help) return void process.stdout.write(usage);
    if (positionals.length !== 1 || values.data === undefined)
      throw new UsageError(`mmae-embed: expected one RUN and --data MANIFEST, got ${JSON.stringify(args)}.\n${usage}`);
    const [folder] = positionals;
    const out = values.out ?? `${basename(resolve(folder))}-embedded`;
    const columns = toColumnNames(values.column);
    const data = { manifest: values.data, mediaRoot: values['media-root'], columns, verify: values.verify };
    await embedNewMedia({ folder, out, ...data, features: toFeatureFiles(values.features), progress: progressOn(process.stderr), signal });
    process.stdout.write(`${toPrintable(out)}\n`);
  });
}

/** New media → features → embeddings, tags, neighbours: the line of training without the training. */
export async function embedNewMedia(options: EmbedOptions): Promise<void> {
  const { folder, out, progress } = options;
  expectNew(out);
  const run = await openTrainedRun(folder);
  for (const reason of run.passedOver) progress.say(`a checkpoint is passed over: ${reason}`);
  const readable = planFor(run, options);
  const manifest = await readData({ ...readable, seed: 0 }, options, 'test');
  const plan = { ...readable, modalities: modalitiesOf(manifest, readable) };
  const media = await extractMedia(manifest, plan, { ...options, labels: run.labels, cacheFolder: cacheFolder() });
  const scratch = openScratch(cacheFolder());
  try {
    const rows = Array.from(manifest.samples.keys()).filter((sample) => presentOf(media, sample).length > 0);
    if (rows.length === 0) throw new UsageError(nothingUsable(manifest, media));
    const fitted = fittedBy(run, media);
    const table = await toFeatureTable(manifest, fitted, rows, { ...options, scratch });
    const isUnlike = unlikeTrain(run, fitted, rows);
    const describer = await openDescriber(run);
    await saveAll(run, table, { isUnlike, describer }, out);
    await saveSkipped(out, media.skipped);
    await saveSamples(
      out,
      rows.map((sample) => toSampleRow(manifest.samples[sample], presentOf(media, sample))),
    );
    const numUnlike = countUnlike(table, isUnlike);
    if (numUnlike > 0)
      progress.say(
        `unlike all that was trained on: ${numUnlike} of ${rows.length} samples, without tags; ${join(out, 'unlike.csv')} names them`,
      );
    const lines = [
      ...notKnown(Object.keys(table.blocks), run.novelty, describer),
      ...mediaSummary(manifest, media, join(out, 'skipped.csv')),
    ];
    for (const line of lines) progress.say(line);
    progress.say(`done: ${out}: ${rows.length} samples`);
  } finally {
    scratch.close();
    media.close();
  }
}

/** Samples whose features are looked at at a time. */
const chunkLength = 1024;

/** How unlike train some samples are, scored for each modality at hand. */
function unlikeTrain({ novelty }: TrainedRun, fitted: Readonly<Record<Modality, FittedModality>>, samples: readonly number[]): IsUnlike {
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

/** Embeddings of every subset of the modalities at hand, tags and neighbours, with a part of the table in memory at a time. */
async function saveAll(
  run: TrainedRun,
  table: FeatureTable,
  { isUnlike, describer }: { readonly isUnlike: IsUnlike; readonly describer: Describer | undefined },
  out: string,
): Promise<void> {
  const embeddings = await embedSubsets(run.model, table);
  await saveEmbeddings(out, 'mmae', embeddings);
  const train = Array.from(run.samples.keys()).filter((i) => run.samples[i].split === 'train');
  const gallery = selectRows((await loadEmbeddings(run.folder, 'mmae'))[subsetKey(run.plan.modalities)], train);
  const whole = embeddings[subsetKey(Object.keys(table.blocks))];
  writeCsv(join(out, 'neighbours.csv'), neighbourRows(run, { rows: train, embedding: gallery }, table, whole));
  writeCsv(join(out, 'tags.csv'), tagRows(run, describer, table, isUnlike));
  writeCsv(join(out, 'unlike.csv'), unlikeRows(table, isUnlike));
}

async function embedSubsets(model: Model, table: FeatureTable): Promise<Record<string, Matrix>> {
  const encoded = tableEncoder(model);
  const embedPiece = async (piece: FeatureTable, subset: readonly Modality[]) => embedEncoded(encoded(piece), subset);
  const subsets = allSubsets(Object.keys(table.blocks));
  const embeddings = await embedTable({ embed: embedPiece }, table, subsets);
  return Object.fromEntries(subsets.map((subset, i) => [subsetKey(subset), embeddings[i]!]));
}

/** The run's extractors and scalings over what was extracted now. */
const fittedBy = ({ features }: TrainedRun, { extractions }: ExtractedMedia) =>
  Object.fromEntries(Object.entries(extractions).map(([modality, extraction]) => [modality, { ...features[modality], extraction }]));

function nothingUsable({ file }: Manifest, { skipped }: ExtractedMedia): string {
  return `mmae-embed: expected at least one sample with usable media in ${file}, got none: ${skipped.length} failed, the first: ${skipped[0].reason}`;
}

function expectNew(out: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0) return;
  throw new UsageError(`mmae-embed: expected --out as a new or empty folder, got ${out}, which holds files. Name another.`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        features: { type: 'string', multiple: true, default: [] },
        'media-root': { type: 'string' },
        column: { type: 'string', multiple: true, default: [] },
        verify: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`mmae-embed: ${(error as Error).message}\n${usage}`);
  }
}
