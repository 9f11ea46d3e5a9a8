import type { FeatureTable } from '@mmae/feature-table';
import { firstNotFinite, row, rowPieces, selectRows, type Rows } from '@mmae/matrix';
import { refusal } from './refusal.ts';

/**
 * Refuses a train table that a network cannot learn from.
 *
 * @throws RangeError for too few rows, blocks of other sizes, features that are no numbers, and what never varies
 */
export function checkTrainTable(table: FeatureTable): void {
  const numSamples = table.ids.length;
  if (numSamples < 2) throw refusal('2 samples or more in train', numSamples, 'Check the manifest and its splits');
  if (Object.keys(table.blocks).length === 0) throw refusal('a modality in train', 'none', 'Extract the features of one first');
  checkBlocks(table, 'train');
  for (const [modality, block] of Object.entries(table.blocks)) {
    checkPresent(modality, table.present[modality]);
    checkVaries(modality, block, table.present[modality]);
    (table.copies?.[modality] ?? []).forEach((copy, index) => checkCopy(modality, index, copy, block));
  }
}

/** Refuses a table that does not belong with train. @throws RangeError for other modalities or lengths, and features that are no numbers */
export function checkSameFeatures(table: FeatureTable, train: FeatureTable, name: string): void {
  for (const [modality, { numColumns }] of Object.entries(train.blocks)) {
    const got = table.blocks[modality]?.numColumns ?? 'none';
    if (got !== numColumns)
      throw refusal(`${numColumns} features of ${modality} in ${name}, as in train`, got, 'Make both with one extractor');
  }
  checkBlocks(table, name);
}

function checkBlocks({ ids, blocks, present }: FeatureTable, name: string): void {
  for (const [modality, block] of Object.entries(blocks)) {
    if (block.numRows !== ids.length) throw refusal(`${ids.length} rows of ${modality} in ${name}`, block.numRows, 'Give one row a sample');
    const mask = present[modality];
    if (mask?.length !== ids.length) {
      throw refusal(`a mask of ${ids.length} for ${modality} in ${name}`, mask?.length ?? 'none', 'Set 1 where a sample has it, else 0');
    }
    checkNumbers(modality, block, (row) => `sample ${JSON.stringify(ids[row])} of ${name}`);
  }
}

function checkNumbers(modality: string, block: Rows, nameOf: (row: number) => string): void {
  let start = 0;
  for (const { data, numRows, numColumns } of rowPieces(block)) {
    const index = firstNotFinite(data);
    if (index >= 0) {
      const where = `feature ${index % numColumns} of ${modality} in ${nameOf(start + Math.floor(index / numColumns))}`;
      throw refusal('finite features', `${data[index]} as ${where}`, 'Mark the modality as missing there, or extract it again');
    }
    start += numRows;
  }
}

function checkPresent(modality: string, mask: Uint8Array): void {
  if (!mask.includes(1)) throw refusal(`a sample in train with ${modality}`, 'none', 'Leave the modality out of the experiment');
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
  throw refusal('features that vary in train', got, 'Leave it out, or let PCA do so');
}

function checkCopy(modality: string, index: number, copy: Rows, block: Rows): void {
  if (copy.numRows !== block.numRows || copy.numColumns !== block.numColumns) {
    const got = `${copy.numRows}×${copy.numColumns}`;
    throw refusal(`${block.numRows}×${block.numColumns} numbers in every copy of ${modality}`, got, 'Project copies as their originals');
  }
  checkNumbers(modality, copy, (row) => `row ${row} of copy ${index}`);
}
