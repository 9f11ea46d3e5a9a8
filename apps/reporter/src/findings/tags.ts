import { subsetKey, type Preview, type Tag } from '@mmae/run-folder';
import type { Results } from '../results.ts';
import { cosine } from './cosine.ts';
import { textsOf } from './media-kinds.ts';
import { typicalWords } from './words.ts';

/** Train samples that are asked for their words. */
const numNeighbours = 30;

/**
 * Tags of samples, from each of their modalities alone: the words that set apart the texts of the train samples whose joint embedding is
 * nearest to it. No label is looked at, nor any text of another split.
 *
 * @returns for each preview, by modality; none where there are no texts, or the neighbours have no words in common
 */
export function proposeTags(results: Results, previews: readonly Preview[], numTags: number): Record<string, readonly Tag[]>[] {
  const { run, embeddings } = results;
  const rowOf = new Map(run.samples.map(({ id }, index) => [id, index]));
  const texts = textsOf(run).map((text, index) => (run.samples[index].split === 'train' ? text : undefined));
  const asked = previews.flatMap(({ id, media }, place) =>
    Object.keys(media).flatMap((modality) => (rowOf.has(id) && modality in embeddings ? [{ place, modality, row: rowOf.get(id)! }] : [])),
  );
  const words = typicalWords(
    texts,
    asked.map(({ modality, row }) => nearestTrainRows(results, modality, row)),
    numTags,
  );
  const tags: Record<string, readonly Tag[]>[] = previews.map(() => ({}));
  asked.forEach(({ place, modality }, index) => {
    if (words[index].length > 0) tags[place][modality] = words[index].map(({ word, share }) => ({ word, score: share }));
  });
  return tags;
}

function nearestTrainRows({ run, embeddings }: Results, modality: string, row: number): number[] {
  const [own, joint] = [embeddings[modality], embeddings[subsetKey(run.modalities)]];
  const train = run.samples.flatMap(({ split, present }, index) => (split === 'train' && present.length > 0 ? [index] : []));
  const similarities = new Map(train.map((index) => [index, cosine(own, row, joint, index)]));
  return train.sort((a, b) => similarities.get(b)! - similarities.get(a)!).slice(0, numNeighbours);
}
