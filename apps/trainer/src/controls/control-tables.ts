// The tables of controls: the run's own with one supposed cause of its quality removed.
import { samplesWithAny, selectSamples, type FeatureTable, type Representation } from '@mmae/feature-table';
import type { Rows } from '@mmae/matrix';
import type { MmaeRequest } from '@mmae/mmae';
import {
  cacheFolder,
  extractMedia,
  fitMedia,
  labelsOf,
  toTables,
  type FittedModality,
  type KeptSamples,
  type TableOptions,
  type Tables,
} from '@mmae/pipeline';
import { seededRandom } from '@mmae/random';
import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from '../experiment.ts';
import { withoutOptionsOf } from '../model-options.ts';

/** A table with its pairing undone: the rows of each modality, copies too, in a random order of their own. */
export function withShuffledPairs<Block extends Rows>(table: FeatureTable<Block>, seed: number): FeatureTable<Block> {
  const random = seededRandom(seed);
  const shuffled = Object.keys(table.blocks).map(
    (modality) => [modality, selectSamples(table, random.permutation(table.ids.length))] as const,
  );
  const pick = <Part>(part: (table: FeatureTable<Block>) => Readonly<Record<string, Part>> | undefined) =>
    Object.fromEntries(shuffled.flatMap(([modality, rows]) => (part(rows)?.[modality] ? [[modality, part(rows)![modality]]] : [])));
  return {
    ids: table.ids,
    blocks: pick(({ blocks }) => blocks),
    present: pick(({ present }) => present),
    ...(table.copies && { copies: pick(({ copies }) => copies) }),
  };
}

/** The samples that have a modality, with no other modality. */
export function withOneModality<Block extends Rows>(table: FeatureTable<Block>, modality: Modality): FeatureTable<Block> {
  const { ids, blocks, present, copies } = selectSamples(table, samplesWithAny(table, [modality]));
  return { ids, blocks: pick(blocks, modality), present: pick(present, modality), ...(copies && { copies: pick(copies, modality) }) };
}

const pick = <Part>(parts: Readonly<Record<Modality, Part>>, modality: Modality): Record<Modality, Part> =>
  modality in parts ? { [modality]: parts[modality] } : {};

/** Model options without those for any other modality. */
export const optionsForOne = (options: MmaeRequest['options'], modality: Modality, all: readonly Modality[]): MmaeRequest['options'] =>
  withoutOptionsOf(
    options,
    all.filter((other) => other !== modality),
  );

/** A representation of one modality, for tables with several: it ignores the others, and embeds from all modalities only. */
export function seeingOnly(modality: Modality, one: Representation): Representation {
  return {
    fit: one.fit,
    embed: async (table, modalities) =>
      Object.keys(table.blocks).every((each) => modalities.includes(each)) ? one.embed(table, [modality]) : undefined,
  };
}

/** Modalities from which label words are removed; none where there are no labels. */
export const maskedModalities = ({ modalities, media }: Experiment, manifest: Manifest): Modality[] =>
  labelsOf(manifest).length > 0 ? modalities.filter((modality) => media[modality].maskLabels) : [];

/**
 * The run's tables with the words of the labels left in the texts.
 *
 * @param fitted of the run; modalities without label words are used as they are
 */
export async function tablesWithLabelWords(
  experiment: Experiment,
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  samples: KeptSamples,
  options: TableOptions,
): Promise<Tables> {
  const modalities = maskedModalities(experiment, manifest);
  const unmasked = modalities.map((modality) => [modality, { ...experiment.media[modality], maskLabels: false }] as const);
  const plan = { ...experiment, modalities, media: Object.fromEntries(unmasked) };
  const media = await extractMedia(manifest, plan, { ...options, cacheFolder: cacheFolder() });
  try {
    return await toTables(experiment, manifest, { ...fitted, ...fitMedia(media, plan, samples.train).fitted }, samples, options);
  } finally {
    media.close();
  }
}
