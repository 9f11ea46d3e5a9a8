import { readSamples, type FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import type { Pass } from './arithmetic.ts';
import { mapValues } from './map-values.ts';
import { matrixArithmetic, matrixPass } from './matrix-arithmetic.ts';
import { weightsOf, type ModelNetwork } from './model.ts';
import { encode, fuse, latentMean, latentWidth, type Encoding } from './network.ts';
import type { Weights } from './weights.ts';

/** Rows that pass through a network at once: bounds memory whatever the table's size. */
const rowsAtOnce = 2048;

/** Rows of a table in the latent space, fused from the modalities that count. */
export interface FusedRows {
  /** shape `[numRows, latentDim]` */
  readonly latent: Matrix;
  /** what is private to a modality, zeros where it does not count: `[numRows, privateDim]`; undefined where there is none */
  readonly ownParts: Readonly<Record<string, Matrix | undefined>>;
}

/**
 * Sends a table through one network, with no tensor library. A modality counts where it is both named and present in the row.
 *
 * @param read what to take from the fused rows: as many rows, a matrix
 * @returns what was read, row by row; zeros for a row in which nothing counts
 */
export function forwardTable(
  current: ModelNetwork,
  weights: Weights,
  table: FeatureTable,
  modalities: readonly string[],
  read: (pass: Pass<Matrix>, rows: FusedRows) => Matrix,
): Matrix {
  const pass = matrixPass(weightsOf(weights, current));
  const pieces: Matrix[] = [];
  for (let start = 0; start < Math.max(1, table.ids.length); start += rowsAtOnce) {
    const rows = Uint32Array.from({ length: Math.min(rowsAtOnce, table.ids.length - start) }, (_, i) => start + i);
    pieces.push(read(pass, fuseRows(pass, current, readSamples(table, rows), modalities)));
  }
  return zeroWhereNothingCounts(stackRows(pieces), table, modalities);
}

function fuseRows(pass: Pass<Matrix>, { network }: ModelNetwork, table: FeatureTable<Matrix>, modalities: readonly string[]): FusedRows {
  const numRows = table.ids.length;
  const { privateDim } = network.options;
  const nothing: Encoding<Matrix> = {
    latent: matrix(numRows, latentWidth(network.options)),
    ...(privateDim > 0 && { ownPart: matrix(numRows, privateDim) }),
  };
  const counts = (modality: string) => modalities.includes(modality);
  const encodings = mapValues(network.featureLengths, (_, modality) =>
    counts(modality) ? encode(pass, network, modality, table.blocks[modality]) : nothing,
  );
  const masks = mapValues(network.featureLengths, (_, modality) =>
    matrix(numRows, 1, counts(modality) ? Float32Array.from(table.present[modality]) : undefined),
  );
  const latents = mapValues(encodings, ({ latent }) => latent);
  return {
    latent: latentMean(pass, network, fuse(pass, network, latents, masks)),
    ownParts: mapValues(encodings, ({ ownPart }, modality) => ownPart && matrixArithmetic.multiply(ownPart, masks[modality])),
  };
}

function stackRows(parts: readonly Matrix[]): Matrix {
  const numRows = parts.reduce((sum, part) => sum + part.numRows, 0);
  const stacked = matrix(numRows, parts[0].numColumns);
  let start = 0;
  for (const { data } of parts) {
    stacked.data.set(data, start);
    start += data.length;
  }
  return stacked;
}

function zeroWhereNothingCounts(result: Matrix, { present }: FeatureTable, modalities: readonly string[]): Matrix {
  const { numRows, numColumns, data } = result;
  for (let i = 0; i < numRows; i++) {
    if (!modalities.some((modality) => present[modality][i])) data.fill(0, i * numColumns, (i + 1) * numColumns);
  }
  return result;
}

/** The mean of matrices of one shape, number by number. */
export function meanOf(parts: readonly Matrix[]): Matrix {
  const [{ numRows, numColumns }] = parts;
  const sums = parts.reduce((sum, part) => matrixArithmetic.add(sum, part), matrix(numRows, numColumns));
  return matrixArithmetic.scale(sums, 1 / parts.length);
}
