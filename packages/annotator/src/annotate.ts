import type { TrainedRun } from '@mmae/embedder';
import { readSamples, type FeatureTable } from '@mmae/feature-table';
import { row, type Matrix } from '@mmae/matrix';
import { embedEncoded, tableEncoder, type Model } from '@mmae/mmae/encoder';
import { embedTable } from '@mmae/pipeline';
import { allSubsets, subsetKey } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import type { Describer, ProposedTag } from '@mmae/tagging';
import type { NewMedia } from './new-media.ts';

/** What a run says about a new sample. */
export interface Annotation {
  /** index in the manifest */
  readonly sample: number;
  /** from each of its modalities alone, and `joint` from all of them; shape `[width]` each */
  readonly embeddings: Readonly<Record<string, Float32Array>>;
  /** from all of its modalities, most confident first; none if it is unlike the training data */
  readonly tags: readonly ProposedTag[];
  /** whether it is farther from the training data than 99 % of validation samples */
  readonly isUnlikeTrain: boolean;
}

/** Samples per chunk. */
const chunkLength = 1024;

/**
 * Annotates new samples in the order of the manifest, with one chunk of features in memory.
 *
 * @param describer from `openDescriber(run)`; without one there are no tags
 */
export function* annotate(
  run: TrainedRun,
  media: NewMedia,
  describer: Describer | undefined,
): Generator<readonly Annotation[], void, undefined> {
  const { table, sampleOfRow } = media;
  for (let start = 0; start < sampleOfRow.length; start += chunkLength) {
    const rows = sampleOfRow.slice(start, start + chunkLength).map((_, i) => start + i);
    const chunk = readSamples(table, rows);
    const present = rows.map((each) => media.presentIn(each));
    const isUnlikeTrain = rows.map((each, i) => media.isUnlike(each, present[i]));
    const embeddings = embedChunk(run.model, chunk, present);
    const tags = tagsOf(describer, chunk, present, isUnlikeTrain);
    yield rows.map((each, i) => ({
      ...{ sample: sampleOfRow[each], embeddings: embeddings[i], tags: tags[i], isUnlikeTrain: isUnlikeTrain[i] },
    }));
  }
}

/** The embeddings of each row, from each modality alone and from all. @param present modalities of each row */
function embedChunk(model: Model, chunk: FeatureTable<Matrix>, present: readonly (readonly Modality[])[]): Record<string, Float32Array>[] {
  const encoded = tableEncoder(model)(chunk);
  const modalities = Object.keys(chunk.blocks);
  const alone = modalities.map((modality) => [modality, embedEncoded(encoded, [modality])] as const);
  const joint = embedEncoded(encoded, modalities);
  return present.map((own, i) => {
    const embeddings = alone.filter(([modality]) => own.includes(modality)).map(([modality, rows]) => [modality, row(rows, i).slice()]);
    return { ...(Object.fromEntries(embeddings) as Record<string, Float32Array>), joint: row(joint, i).slice() };
  });
}

/** The tags of each row from all of its modalities; rows that have the same ones are described together. */
function tagsOf(
  describer: Describer | undefined,
  chunk: FeatureTable<Matrix>,
  present: readonly (readonly Modality[])[],
  isUnlikeTrain: readonly boolean[],
): (readonly ProposedTag[])[] {
  const tags: (readonly ProposedTag[])[] = present.map(() => []);
  if (!describer) return tags;
  const rowsBySubset = new Map<string, number[]>();
  for (const [i, own] of present.entries()) {
    if (isUnlikeTrain[i]) continue;
    const key = subsetKey(own);
    rowsBySubset.set(key, [...(rowsBySubset.get(key) ?? []), i]);
  }
  for (const rows of rowsBySubset.values()) {
    const described = describer(readSamples(chunk, rows), present[rows[0]]);
    rows.forEach((i, k) => (tags[i] = described[k]));
  }
  return tags;
}

/** Embeddings of a table from every subset of its modalities, by `subsetKey`; one chunk of the table is in memory. Shape `[numSamples, width]` each. */
export async function embedSubsets(model: Model, table: FeatureTable): Promise<Record<string, Matrix>> {
  const encoded = tableEncoder(model);
  const embed = async (chunk: FeatureTable, subset: readonly Modality[]) => embedEncoded(encoded(chunk), subset);
  const subsets = allSubsets(Object.keys(table.blocks));
  const embeddings = await embedTable({ embed }, table, subsets);
  return Object.fromEntries(subsets.map((subset, i) => [subsetKey(subset), embeddings[i]!]));
}
