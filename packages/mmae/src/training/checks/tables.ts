/** Checks of the data that a training is given: the train and validation tables, and the codes or latents of the train rows. */
import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { firstNotFinite, row, rowPieces, selectRows, type Matrix, type Rows } from '@mmae/matrix';

/**
 * Checks that a network can learn from a train table.
 *
 * @throws InputError for fewer than 2 rows, blocks of different sizes, features that are not finite, and features that never vary
 */
export function checkTrainTable(table: FeatureTable): void {
  const numSamples = table.ids.length;
  if (numSamples < 2) throw invalid('at least 2 samples in train', numSamples, 'Check the manifest and its splits');
  if (Object.keys(table.blocks).length === 0) throw invalid('a modality in train', 'none', 'Extract the features of one first');
  checkBlocks(table, 'train');
  for (const [modality, block] of Object.entries(table.blocks)) {
    checkPresent(modality, table.present[modality]);
    checkVaries(modality, block, table.present[modality]);
    (table.copies?.[modality] ?? []).forEach((copy, index) => checkCopy(modality, index, copy, block));
  }
}

/** Checks that validation has the same features as train. @throws InputError for other modalities or widths, and features that are not finite */
export function checkValidationTable(validation: FeatureTable, train: FeatureTable): void {
  for (const [modality, { numColumns }] of Object.entries(train.blocks)) {
    const got = validation.blocks[modality]?.numColumns ?? 'none';
    if (got !== numColumns) {
      throw invalid(`${numColumns} features of ${modality} in validation, as in train`, got, 'Use the same extractor for both');
    }
  }
  checkBlocks(validation, 'validation');
}

/**
 * Checks the codes of the train rows.
 *
 * @throws InputError for a number of codes other than the rows, values that are not whole numbers from 0, and fewer than 2 or more than
 *   `numSamples` different codes
 */
export function checkCodes(found: ArrayLike<number>, numSamples: number): { codes: number[]; numCodes: number } {
  const remedy = 'Check the function given as codes';
  const codes = Array.from(found);
  if (codes.length !== numSamples) throw invalid(`a code for each of ${numSamples} train rows`, codes.length, remedy);
  const wrong = codes.find((code) => !Number.isInteger(code) || code < 0);
  if (wrong !== undefined) throw invalid('codes to be whole numbers from 0', wrong, remedy);
  const numCodes = codes.reduce((highest, code) => Math.max(highest, code + 1), 0);
  if (numCodes < 2) throw invalid('at least 2 codes', numCodes, remedy);
  if (numCodes > numSamples) throw invalid(`at most as many codes as train has samples (${numSamples})`, numCodes, remedy);
  return { codes, numCodes };
}

/** Checks the latents of the train rows. @throws InputError for another shape than `[numSamples, width]`, and numbers that are not finite */
export function checkLatents(found: Matrix, numSamples: number, width: number): Matrix {
  const remedy = 'Check the function given as latents';
  const got = `${found.numRows}×${found.numColumns}`;
  if (found.numRows !== numSamples || found.numColumns !== width) throw invalid(`latents of shape ${numSamples}×${width}`, got, remedy);
  const index = firstNotFinite(found.data);
  if (index >= 0) throw invalid('finite latents', found.data[index], remedy);
  return found;
}

function checkBlocks({ ids, blocks, present }: FeatureTable, table: string): void {
  for (const [modality, block] of Object.entries(blocks)) {
    if (block.numRows !== ids.length) {
      throw invalid(`${ids.length} rows of ${modality} in ${table}`, block.numRows, 'Give one row per sample');
    }
    const mask = present[modality];
    if (mask?.length !== ids.length) {
      const remedy = 'Set 1 where a sample has the modality, otherwise 0';
      throw invalid(`a mask of length ${ids.length} for ${modality} in ${table}`, mask?.length ?? 'none', remedy);
    }
    checkFinite(modality, block, (row) => `sample ${JSON.stringify(ids[row])} of ${table}`);
  }
}

function checkFinite(modality: string, block: Rows, describeRow: (row: number) => string): void {
  let start = 0;
  for (const { data, numRows, numColumns } of rowPieces(block)) {
    const index = firstNotFinite(data);
    if (index >= 0) {
      const where = `feature ${index % numColumns} of ${modality} in ${describeRow(start + Math.floor(index / numColumns))}`;
      throw invalid('finite features', `${data[index]} as ${where}`, 'Mark the modality as missing there, or extract it again');
    }
    start += numRows;
  }
}

function checkPresent(modality: string, mask: Uint8Array): void {
  if (!mask.includes(1)) throw invalid(`a sample with ${modality} in train`, 'none', 'Leave the modality out of the experiment');
}

function checkVaries(modality: string, block: Rows, mask: Uint8Array): void {
  const first = selectRows(block, [mask.indexOf(1)]).data;
  const varies = new Uint8Array(first.length);
  let i = 0;
  for (const piece of rowPieces(block)) {
    for (let k = 0; k < piece.numRows; k++) if (mask[i++]) row(piece, k).forEach((x, j) => (varies[j] |= Number(x !== first[j])));
  }
  const constant = varies.indexOf(0);
  if (constant < 0) return;
  const got = `${first[constant]} in every sample as feature ${constant} of ${modality}`;
  throw invalid('features that vary in train', got, 'Remove the feature, or reduce the features with PCA');
}

function checkCopy(modality: string, index: number, copy: Rows, block: Rows): void {
  if (copy.numRows !== block.numRows || copy.numColumns !== block.numColumns) {
    const rule = `every copy of ${modality} to have shape ${block.numRows}×${block.numColumns}`;
    throw invalid(rule, `${copy.numRows}×${copy.numColumns}`, 'Make copies with the extractor of the originals');
  }
  checkFinite(modality, copy, (row) => `row ${row} of copy ${index}`);
}

const invalid = (rule: string, got: unknown, remedy: string) => new InputError(`train: expected ${rule}, got ${got}. ${remedy}.`);
