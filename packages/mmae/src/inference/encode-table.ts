/**
 * Encodes a table with a trained model, on plain matrices without a tensor library.
 *
 * A modality counts in a row where it is both requested and present. Each network reads and encodes a modality once, when it is first
 * needed, and keeps the encoding for every subset that it is fused with.
 */
import { mapValues, type FeatureTable } from '@mmae/feature-table';
import { matrix, selectRows, type Matrix } from '@mmae/matrix';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { matrixArithmetic, matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import { networkWeights, weightPrefix, type Model, type ModelNetwork } from '../model.ts';
import { encode, fuse, latentMean, latentWidth, type Encoding } from '../network/network.ts';
import type { Weights } from '../network/weights.ts';

/** A table and a model, to embed or reconstruct it from many subsets. It holds the encoding of every row of the modalities used so far. */
export interface EncodedTable {
  readonly model: Model;
  readonly table: FeatureTable;
  /** the table in one network of the model */
  through(network: ModelNetwork): FuseTable;
}

/** Encodes nothing yet: each modality is encoded when it is first needed. */
export function encodeTable(model: Model, table: FeatureTable): EncodedTable {
  const known = new Map<string, FuseTable>();
  return {
    model,
    table,
    through(network) {
      const name = weightPrefix(network);
      const fuseTable = known.get(name) ?? forwardTable(network, model.weights, table);
      known.set(name, fuseTable);
      return fuseTable;
    },
  };
}

/** {@link encodeTable} with a cache: a table is encoded only once, as long as it is not garbage collected. */
export function tableEncoder(model: Model): (table: FeatureTable) => EncodedTable {
  const known = new WeakMap<FeatureTable, EncodedTable>();
  return (table) => {
    const encoded = known.get(table) ?? encodeTable(model, table);
    known.set(table, encoded);
    return encoded;
  };
}

/** Rows of a table, fused from the modalities that count. */
interface FusedRows {
  /** shape `[numRows, latentDim]` */
  readonly latent: Matrix;
  /** by modality, `[numRows, privateDim]`, zeros where it does not count; undefined where networks have no private latent */
  readonly privateLatents: Readonly<Record<string, Matrix | undefined>>;
}

/**
 * Fuses a table from the named modalities and applies a function to its rows.
 *
 * @param read called with a piece of the table; returns a matrix with as many rows
 * @returns the results of all pieces, with zeros in every row in which no modality counts
 */
export type FuseTable = (modalities: readonly string[], read: (pass: ForwardPass<Matrix>, rows: FusedRows) => Matrix) => Matrix;

/** Rows that pass through a network at once, which bounds memory whatever the size of the table. */
const maxRowsPerPiece = 2048;

/** The table in one network. */
export function forwardTable(current: ModelNetwork, weights: Weights, table: FeatureTable): FuseTable {
  const pass = matrixPass(networkWeights(weights, current));
  const pieces: EncodedRows[] = [];
  for (let start = 0; start < Math.max(1, table.ids.length); start += maxRowsPerPiece) {
    const rows = Uint32Array.from({ length: Math.min(maxRowsPerPiece, table.ids.length - start) }, (_, i) => start + i);
    pieces.push(encodedRows(pass, current, table, rows));
  }
  return (modalities, read) => {
    const parts = pieces.map((piece) => read(pass, fuseRows(pass, current, piece, modalities)));
    return zeroWhereNothingCounts(stackRows(parts), table, modalities);
  };
}

/** Rows of a table in one network, before fusion. */
interface EncodedRows {
  readonly numRows: number;
  /** encoded at the first call, then kept */
  encoding(modality: string): Encoding<Matrix>;
  /** 1 where the modality is present, `[numRows, 1]` */
  mask(modality: string): Matrix;
}

function encodedRows(
  pass: ForwardPass<Matrix>,
  { network }: ModelNetwork,
  { blocks, present }: FeatureTable,
  rows: Uint32Array,
): EncodedRows {
  const known = new Map<string, Encoding<Matrix>>();
  return {
    numRows: rows.length,
    encoding(modality) {
      const encoding = known.get(modality) ?? encode(pass, network, modality, selectRows(blocks[modality], rows));
      known.set(modality, encoding);
      return encoding;
    },
    mask(modality) {
      const mask = Float32Array.from(rows, (row) => present[modality][row]);
      return matrix(rows.length, 1, mask);
    },
  };
}

function fuseRows(pass: ForwardPass<Matrix>, { network }: ModelNetwork, rows: EncodedRows, modalities: readonly string[]): FusedRows {
  const { numRows } = rows;
  const { privateDim } = network.options;
  const zeros: Encoding<Matrix> = {
    latent: matrix(numRows, latentWidth(network.options)),
    ...(privateDim > 0 && { privateLatent: matrix(numRows, privateDim) }),
  };
  const counts = (modality: string) => modalities.includes(modality);
  const encodings = mapValues(network.featureLengths, (_, modality) => (counts(modality) ? rows.encoding(modality) : zeros));
  const masks = mapValues(network.featureLengths, (_, modality) => (counts(modality) ? rows.mask(modality) : matrix(numRows, 1)));
  const latents = mapValues(encodings, ({ latent }) => latent);
  return {
    latent: latentMean(pass, network, fuse(pass, network, latents, masks)),
    privateLatents: mapValues(
      encodings,
      ({ privateLatent }, modality) => privateLatent && matrixArithmetic.multiply(privateLatent, masks[modality]),
    ),
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

/** The elementwise mean of matrices of one shape. */
export function meanOf(parts: readonly Matrix[]): Matrix {
  const [{ numRows, numColumns }] = parts;
  const sums = parts.reduce((sum, part) => matrixArithmetic.add(sum, part), matrix(numRows, numColumns));
  return matrixArithmetic.scale(sums, 1 / parts.length);
}
