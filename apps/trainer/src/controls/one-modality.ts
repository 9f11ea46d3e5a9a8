import { samplesWithAny, selectSamples, type FeatureTable, type Representation } from '@mmae/feature-table';
import type { Rows } from '@mmae/matrix';
import type { MmaeRequest } from '@mmae/mmae';
import type { Modality } from '@mmae/samples';
import { withoutOptionsOf } from '../left-out.ts';

/** The samples that have a modality, with nothing else of theirs: what a model learns from it, it learnt from no other. */
export function withOneModality<Block extends Rows>(table: FeatureTable<Block>, modality: Modality): FeatureTable<Block> {
  const { ids, blocks, present, copies } = selectSamples(table, samplesWithAny(table, [modality]));
  return { ids, blocks: pick(blocks, modality), present: pick(present, modality), ...(copies && { copies: pick(copies, modality) }) };
}

/** The options of the whole model without what they say of its other modalities. */
export const optionsForOne = (options: MmaeRequest['options'], modality: Modality, all: readonly Modality[]): MmaeRequest['options'] =>
  withoutOptionsOf(
    options,
    all.filter((other) => other !== modality),
  );

/** What was fitted on one modality, among samples that have more: it looks at nothing else, and answers for whole samples alone. */
export function seeingOnly(modality: Modality, one: Representation): Representation {
  return {
    fit: one.fit,
    embed: async (table, modalities) =>
      Object.keys(table.blocks).every((each) => modalities.includes(each)) ? one.embed(table, [modality]) : undefined,
  };
}

const pick = <Part>(parts: Readonly<Record<Modality, Part>>, modality: Modality): Record<Modality, Part> =>
  modality in parts ? { [modality]: parts[modality] } : {};
