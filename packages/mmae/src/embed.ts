/**
 * What a trained model makes of features, with no tensor library: rows of any subset of the modalities in, embeddings or
 * rebuilt features out. A modality counts where it is both present in the row and named.
 */
import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, matrix, selectRows, type Matrix } from '@mmae/matrix';
import { matrixArithmetic, matrixPass } from './matrix-arithmetic.ts';
import { networksOf, weightsOf, type Model, type ModelNetwork } from './model.ts';
import { codeLogits, decode, encode, fuse, latentMean, type Network } from './network.ts';
import type { Weights } from './weights.ts';

/** Rows that pass through a network at once: bounds memory whatever the table's size. */
const rowsAtOnce = 2048;

/**
 * The embedding of every row from the named modalities alone. With a head it is √softmax of the codes' logits, probabilities averaged over the last
 * stage's networks, so that euclidean distance is Hellinger's; without one the shared latent, the networks' side by side.
 *
 * @returns shape `[numSamples, width]`; zeros for a row that has none of the modalities
 * @throws RangeError for a modality the model does not know, or features of another length
 */
export function embed(model: Model, table: FeatureTable, modalities: readonly string[]): Matrix {
  checkTable(model, table, modalities);
  const networks = networksOf(model.description);
  const last = networks.filter(({ stage }) => stage === networks.at(-1)!.stage);
  const outputs = last.map((network) => output(network.network, weightsOf(model.weights, network), table, modalities));
  const joined = last[0].network.numCodes > 0 ? rootOfMean(outputs) : concatColumns(outputs);
  return zeroAbsent(joined, table, modalities);
}

/** The embedding by one network alone. @returns shape `[numSamples, width]` */
export function embedNetwork({ network }: ModelNetwork, weights: Weights, table: FeatureTable, modalities: readonly string[]): Matrix {
  const result = output(network, weights, table, modalities);
  return zeroAbsent(network.numCodes > 0 ? rootOfMean([result]) : result, table, modalities);
}

/**
 * A modality's features, rebuilt from others or itself by the last stage that has decoders; the mean of its networks.
 *
 * @param from modalities that count, where present
 * @returns shape `[numSamples, featureLength]`; zeros for a row that has none of `from`
 * @throws RangeError for an unknown modality, features of another length, or a model without decoders
 */
export function reconstruct(model: Model, table: FeatureTable, from: readonly string[], to: string): Matrix {
  checkTable(
    model,
    table,
    [...from, to].filter((modality) => modality in table.blocks || modality !== to),
  );
  const withDecoders = networksOf(model.description).filter(({ network }) => network.hasDecoders);
  if (!(to in model.description.featureLengths))
    throw new RangeError(`reconstruct: expected a modality of the model, got ${JSON.stringify(to)}.`);
  if (withDecoders.length === 0) throw new RangeError('reconstruct: expected a stage with reconstruction above 0, got none.');
  const last = withDecoders.filter(({ stage }) => stage === withDecoders.at(-1)!.stage);
  const rebuilt = last.map(({ network, ...rest }) => {
    const pass = matrixPass(weightsOf(model.weights, { network, ...rest }));
    return inPieces(table, (piece) => {
      const { latent, ownParts, masks } = fusePiece(pass, network, piece, from);
      const ownPart = ownParts[to] && matrixArithmetic.multiply(ownParts[to], masks[to]);
      return decode(pass, network, to, latent, ownPart);
    });
  });
  return zeroAbsent(meanOf(rebuilt), table, from);
}

type MatrixPass = ReturnType<typeof matrixPass>;

/** What goes on to be the embedding: probabilities of the codes where there is a head, else the latent. */
function output(network: Network, weights: Weights, table: FeatureTable, modalities: readonly string[]): Matrix {
  const pass = matrixPass(weights);
  return inPieces(table, (piece) => {
    const { latent } = fusePiece(pass, network, piece, modalities);
    return network.numCodes > 0 ? pass.arithmetic.softmax(codeLogits(pass, latent)) : latent;
  });
}

function fusePiece(pass: MatrixPass, network: Network, table: FeatureTable, modalities: readonly string[]) {
  const known = Object.keys(network.featureLengths);
  const numRows = table.ids.length;
  const mask = (modality: string) =>
    matrix(numRows, 1, modalities.includes(modality) ? Float32Array.from(table.present[modality]) : undefined);
  const masks = Object.fromEntries(known.map((modality) => [modality, mask(modality)]));
  const encodings = known.map((modality) => {
    const features = modalities.includes(modality) ? table.blocks[modality] : matrix(numRows, network.featureLengths[modality]);
    return [modality, encode(pass, network, modality, features)] as const;
  });
  const latents = Object.fromEntries(encodings.map(([modality, { latent }]) => [modality, latent]));
  const ownParts = Object.fromEntries(encodings.map(([modality, { ownPart }]) => [modality, ownPart]));
  return { latent: latentMean(pass, network, fuse(pass, network, latents, masks)), ownParts, masks };
}

function inPieces(table: FeatureTable, result: (piece: FeatureTable) => Matrix): Matrix {
  const pieces: Matrix[] = [];
  for (let start = 0; start < Math.max(1, table.ids.length); start += rowsAtOnce) {
    const rows = Uint32Array.from({ length: Math.min(rowsAtOnce, table.ids.length - start) }, (_, i) => start + i);
    pieces.push(result(tableRows(table, rows)));
  }
  return stackRows(pieces);
}

function tableRows({ ids, blocks, present }: FeatureTable, rows: Uint32Array): FeatureTable {
  const pick = <In, Out>(source: Readonly<Record<string, In>>, select: (value: In) => Out) =>
    Object.fromEntries(Object.entries(source).map(([modality, value]) => [modality, select(value)]));
  return {
    ids: Array.from(rows, (index) => ids[index]),
    blocks: pick(blocks, (block) => selectRows(block, rows)),
    present: pick(present, (mask) => Uint8Array.from(rows, (index) => mask[index])),
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

function meanOf(parts: readonly Matrix[]): Matrix {
  const [{ numRows, numColumns }] = parts;
  return matrix(
    numRows,
    numColumns,
    parts[0].data.map((_, k) => parts.reduce((sum, { data }) => sum + data[k], 0) / parts.length),
  );
}

const rootOfMean = (probabilities: readonly Matrix[]) => matrixArithmetic.sqrt(meanOf(probabilities));

function zeroAbsent(embedding: Matrix, { present }: FeatureTable, modalities: readonly string[]): Matrix {
  const { numRows, numColumns, data } = embedding;
  for (let i = 0; i < numRows; i++) {
    if (!modalities.some((modality) => present[modality][i])) data.fill(0, i * numColumns, (i + 1) * numColumns);
  }
  return embedding;
}

function checkTable({ description }: Model, table: FeatureTable, modalities: readonly string[]): void {
  for (const modality of modalities) {
    const length = description.featureLengths[modality];
    const got = table.blocks[modality]?.numColumns;
    if (length === undefined) {
      const known = Object.keys(description.featureLengths).join(', ');
      throw new RangeError(`embed: expected modalities out of ${known}, got ${JSON.stringify(modality)}.`);
    }
    if (got !== length) {
      throw new RangeError(
        `embed: expected ${length} features of ${modality}, got ${got ?? 'none'}. Make them as those the model was trained on.`,
      );
    }
  }
}
