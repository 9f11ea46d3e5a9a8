// Feature tables may be larger than memory: embeddings are computed in chunks, and linear methods are fitted on a random subset.
import { readSamples, type FeatureTable, type Representation } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { drawItems } from './draw-items.ts';

/** Samples that a linear method is fitted on, at most: more change it little and cost memory. */
const maxFittingSamples = 20_000;

/** Samples per chunk. */
const chunkLength = 4096;

/** The samples of a table that a linear method is fitted on, with their copies, in memory. */
export const readFittingSamples = (table: FeatureTable, seed: number): FeatureTable<Matrix> =>
  readSamples(table, drawItems(Array.from(table.ids.keys()), maxFittingSamples, seed), { withCopies: true });

/**
 * Embeddings of a table from each subset of modalities, with one chunk of the table in memory.
 *
 * @returns for each subset `[numSamples, width]`, or undefined where the representation cannot embed from that subset
 */
export async function embedTable(
  representation: Pick<Representation, 'embed'>,
  table: FeatureTable,
  subsets: readonly (readonly string[])[],
): Promise<(Matrix | undefined)[]> {
  const numSamples = table.ids.length;
  const embeddings: (Matrix | undefined)[] = subsets.map(() => undefined);
  for (let start = 0; start < numSamples; start += chunkLength) {
    const rows = Array.from({ length: Math.min(chunkLength, numSamples - start) }, (_, i) => start + i);
    const samples = readSamples(table, rows);
    for (const [i, subset] of subsets.entries()) {
      const chunk = await representation.embed(samples, subset);
      if (!chunk) continue;
      const embedding = (embeddings[i] ??= matrix(numSamples, chunk.numColumns));
      embedding.data.set(chunk.data, start * chunk.numColumns);
    }
  }
  return embeddings;
}
