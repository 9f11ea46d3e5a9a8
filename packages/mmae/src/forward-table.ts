import type { FeatureTable } from '@mmae/feature-table';
import { matrix, selectRows, type Matrix } from '@mmae/matrix';
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
 * What is read of a table's rows fused from some modalities, row by row; zeros for a row in which none of them is present.
 *
 * @param read what to take from the fused rows: as many rows, a matrix
 */
export type Forward = (modalities: readonly string[], read: (pass: Pass<Matrix>, rows: FusedRows) => Matrix) => Matrix;

/**
 * Sends a table through one network, with no tensor library. A modality counts where it is both named and present in the row; it is read and encoded
 * when it first counts, and its encoding is kept for all that it is fused with.
 */
export function forwardTable(current: ModelNetwork, weights: Weights, table: FeatureTable): Forward {
  const pass = matrixPass(weightsOf(weights, current));
  const pieces: EncodedRows[] = [];
  for (let start = 0; start < Math.max(1, table.ids.length); start += rowsAtOnce) {
    const rows = Uint32Array.from({ length: Math.min(rowsAtOnce, table.ids.length - start) }, (_, i) => start + i);
    pieces.push(encodedRows(pass, current, table, rows));
  }
  return (modalities, read) => {
    const parts = pieces.map((piece) => read(pass, fuseRows(pass, current, piece, modalities)));
    return zeroWhereNothingCounts(stackRows(parts), table, modalities);
  };
}

/** Rows of a table in one network, before they are fused. */
interface EncodedRows {
  readonly numRows: number;
  /** of a modality where it counts; encoded once */
  encoding(modality: string): Encoding<Matrix>;
  /** where a modality is present, `[numRows, 1]` */
  mask(modality: string): Matrix;
}

function encodedRows(pass: Pass<Matrix>, { network }: ModelNetwork, { blocks, present }: FeatureTable, rows: Uint32Array): EncodedRows {
  const known = new Map<string, Encoding<Matrix>>();
  return {
    numRows: rows.length,
    encoding(modality) {
      const encoding = known.get(modality) ?? encode(pass, network, modality, selectRows(blocks[modality], rows));
      known.set(modality, encoding);
      return encoding;
    },
    mask: (modality) =>
      matrix(
        rows.length,
        1,
        Float32Array.from(rows, (row) => present[modality][row]),
      ),
  };
}

function fuseRows(pass: Pass<Matrix>, { network }: ModelNetwork, rows: EncodedRows, modalities: readonly string[]): FusedRows {
  const { numRows } = rows;
  const { privateDim } = network.options;
  const nothing: Encoding<Matrix> = {
    latent: matrix(numRows, latentWidth(network.options)),
    ...(privateDim > 0 && { ownPart: matrix(numRows, privateDim) }),
  };
  const counts = (modality: string) => modalities.includes(modality);
  const encodings = mapValues(network.featureLengths, (_, modality) => (counts(modality) ? rows.encoding(modality) : nothing));
  const masks = mapValues(network.featureLengths, (_, modality) => (counts(modality) ? rows.mask(modality) : matrix(numRows, 1)));
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
