import { matrix, row, selectRows, unitRows, type Matrix } from '@mmae/matrix';
import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import { seenIn } from './context-batch.ts';
import { contextNetworkOf, type Context } from './context.ts';
import { distancesOf, reconstructShots } from './context-network.ts';
import { windowsOver, type Sequence } from './windows.ts';

/**
 * Embeddings in context: the latent of each shot of a sequence as the context encoder reconstructs it from the shot and its neighbours. On plain
 * matrices, without a tensor library.
 *
 * @param embedding of the frozen model, from any modalities, `[numSamples, latentWidth]`
 * @param sequences the rows of each asset, in their order; a row is in one sequence at most
 * @returns shape as `embedding`: rows of length 1, and unchanged those of samples without neighbours and rows of zeros
 * @throws RangeError for embeddings of another width
 */
export function embedInContext({ description, weights }: Context, embedding: Matrix, sequences: readonly Sequence[]): Matrix {
  const { options, latentWidth } = description;
  if (embedding.numColumns !== latentWidth) {
    throw new RangeError(
      `embedInContext: expected embeddings of width ${latentWidth}, got ${embedding.numColumns}. Use those of the model it was trained on.`,
    );
  }
  const pass = matrixPass(weights);
  const network = contextNetworkOf(description);
  const result = matrix(embedding.numRows, latentWidth, embedding.data.slice());
  for (const sequence of sequences.map((each) => seenIn(embedding, each)).filter(({ length }) => length > 1)) {
    for (const { start, readFrom } of windowsOver(sequence.length, options.window)) {
      const rows = sequence.slice(start, start + options.window);
      const stacked = {
        shots: unitRows(selectRows(embedding, rows)),
        distances: distancesOf([rows.length]),
      };
      const reconstructed = unitRows(reconstructShots(pass, network, stacked));
      for (let i = readFrom - start; i < rows.length; i++) row(result, rows[i]).set(row(reconstructed, i));
    }
  }
  return result;
}
