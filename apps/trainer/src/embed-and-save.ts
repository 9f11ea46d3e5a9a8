import type { FeatureTable, Representation } from '@mmae/feature-table';
import { embedTable } from '@mmae/pipeline';
import { allSubsets, saveEmbeddings, subsetKey } from '@mmae/run-folder';
import type { TrainOptions } from './train.ts';

/** Saves a method's embeddings of every sample, from each subset of the modalities that the method can embed from. */
export async function embedAndSave(
  method: string,
  representation: Pick<Representation, 'embed'>,
  table: FeatureTable,
  { folder, progress, signal }: TrainOptions,
): Promise<void> {
  signal.throwIfAborted();
  progress.update(`embed: ${method}`);
  const subsets = allSubsets(Object.keys(table.blocks));
  const embeddings = await embedTable(representation, table, subsets);
  const answered = subsets.flatMap((subset, i) => (embeddings[i] ? [[subsetKey(subset), embeddings[i]] as const] : []));
  await saveEmbeddings(folder, method, Object.fromEntries(answered));
}
