import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import type { Rows } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';

/**
 * The same rows with their pairing undone: each modality's rows, copies too, in an order of their own. What a model learns from it,
 * it did not learn from the pairing.
 */
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
