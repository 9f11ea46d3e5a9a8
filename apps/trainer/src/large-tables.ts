// Tables may be larger than memory; linear methods take theirs whole.
import { readSamples, type FeatureTable, type Representation } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { drawSome } from './draw-some.ts';

/** Linear methods are fitted on so many samples at most, drawn with the seed: more change them little and cost memory. */
const mostFittingSamples = 20_000;

/** So many samples are embedded at a time. */
const pieceLength = 4096;

/** The samples of a table that a linear method is fitted on, with its copies. */
export const readFittingSamples = (table: FeatureTable, seed: number): FeatureTable<Matrix> =>
  readSamples(table, drawSome(Array.from(table.ids.keys()), mostFittingSamples, seed), { withCopies: true });

/**
 * As `embed` of the representation, from each subset of modalities, with a part of the table in memory at a time.
 *
 * @returns by subset; undefined where the representation has no answer
 */
export async function embedTable(
  representation: Pick<Representation, 'embed'>,
  table: FeatureTable,
  subsets: readonly (readonly string[])[],
): Promise<(Matrix | undefined)[]> {
  const numSamples = table.ids.length;
  const wholes: (Matrix | undefined)[] = subsets.map(() => undefined);
  for (let start = 0; start < numSamples; start += pieceLength) {
    const rows = Array.from({ length: Math.min(pieceLength, numSamples - start) }, (_, i) => start + i);
    const samples = readSamples(table, rows);
    for (const [i, subset] of subsets.entries()) {
      const piece = await representation.embed(samples, subset);
      if (!piece) continue;
      const whole = (wholes[i] ??= matrix(numSamples, piece.numColumns));
      whole.data.set(piece.data, start * piece.numColumns);
    }
  }
  return wholes;
}
