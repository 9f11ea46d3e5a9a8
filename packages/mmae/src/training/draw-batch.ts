import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { fusions } from '../fusion/fusions.ts';
import { mapValues } from '../map-values.ts';
import type { StageOptions } from '../options.ts';
import { dropoutMask } from './dropout-mask.ts';
import { randomOne, subsetsOf, thinned } from './subsets.ts';

/** The rows of one step. Fused rows lie subset by subset: row `s * numRows + i` is row i fused from its subset s. */
export interface Batch {
  readonly numRows: number;
  readonly numSubsets: number;
  /** by modality */
  readonly drawn: Readonly<Record<string, DrawnRows>>;
  /** whether a row's modality can be learnt from, `[numRows, 1]` */
  readonly present: Readonly<Record<string, Matrix>>;
  /** whether a modality is fused, `[numSubsets * numRows, 1]` */
  readonly masks: Readonly<Record<string, Matrix>>;
  /** whether anything is fused, `[numSubsets * numRows, 1]` */
  readonly fused: Matrix;
  /** the code of each row, where codes are learnt */
  readonly codes?: Int32Array;
}

/** Which rows of a modality are learnt from, and what is done to them before its encoder sees them. */
export interface DrawnRows {
  /** of its block with its copies below: row i of copy c is `(c + 1) * numSamples + i`. Length `numRows` */
  readonly rows: Int32Array;
  /** what the numbers are multiplied with, `[numRows, featureLength]`; ones where it is not given */
  readonly factors?: Matrix;
  /** what is then added, of the same shape; zeros where it is not given */
  readonly noise?: Matrix;
}

/** Rows as they are: nothing left out, noised or replaced by a copy. For validation. */
export function plainBatch(table: FeatureTable, rows: Uint32Array, stage: StageOptions, random: Random, codes?: Int32Array): Batch {
  const drawn = mapValues(table.blocks, () => ({ rows: Int32Array.from(rows) }));
  return { ...fusedRows(table, rows, stage, 0, random), drawn, codes: codes && selectCodes(codes, rows) };
}

/** Rows as training sees them: augmented copies, modalities left out, inputs zeroed and noised. */
export function drawBatch(table: FeatureTable, rows: Uint32Array, stage: StageOptions, random: Random, codes?: Int32Array): Batch {
  const copies = mapValues(table.blocks, (_, modality) => drawCopies(table, modality, rows, stage, random));
  const drawn = mapValues(copies, (drawnRows, modality) => ({
    rows: drawnRows,
    ...drawCorruption(rows.length, table.blocks[modality].numColumns, stage, random),
  }));
  return {
    ...fusedRows(table, rows, stage, stage.training.modalityDropout, random),
    drawn,
    codes: codes && selectCodes(codes, rows),
  };
}

function selectCodes(codes: Int32Array, rows: Uint32Array): Int32Array {
  return Int32Array.from(rows, (index) => codes[index]);
}

/** Each row of the modality itself or, with its probability, one of its copies. */
function drawCopies(table: FeatureTable, modality: string, rows: Uint32Array, { training }: StageOptions, random: Random): Int32Array {
  const numCopies = table.copies?.[modality]?.length ?? 0;
  const probability = training.copyProbabilities[modality] ?? training.copyProbability;
  if (numCopies === 0 || probability === 0) return Int32Array.from(rows);
  return Int32Array.from(rows, (index) =>
    random.next() < probability ? (random.integer(numCopies) + 1) * table.ids.length + index : index,
  );
}

/** Numbers zeroed, the rest scaled so that their mean stays, and noise added. */
function drawCorruption(numRows: number, numColumns: number, { training }: StageOptions, random: Random): Omit<DrawnRows, 'rows'> {
  const { inputDropout, inputNoise } = training;
  const size = numRows * numColumns;
  return {
    ...(inputDropout > 0 && { factors: matrix(numRows, numColumns, dropoutMask(size, inputDropout, random)) }),
    ...(inputNoise > 0 && {
      noise: matrix(
        numRows,
        numColumns,
        Float32Array.from({ length: size }, () => inputNoise * random.normal()),
      ),
    }),
  };
}

/** What is present in each row, and what of it is fused in each of its subsets. */
function fusedRows(table: FeatureTable, rows: Uint32Array, { network, objective }: StageOptions, modalityDropout: number, random: Random) {
  const modalities = Object.keys(table.blocks);
  const present = mapValues(table.blocks, (_, modality) =>
    matrix(
      rows.length,
      1,
      Float32Array.from(rows, (i) => table.present[modality][i]),
    ),
  );
  const subsets = Array.from(rows, (_, i) => {
    const available = modalities.reduce((bits, modality, m) => bits | (present[modality].data[i] << m), 0);
    const shown = subsetsOf(objective.subsets, thinned(available, modalityDropout, random), modalities.length, random);
    return fusions[network.fusion].picksOne ? shown.map((bits) => randomOne(bits, random)) : shown;
  });
  const numSubsets = subsets[0].length;
  const column = (isSet: (bits: number) => boolean) =>
    matrix(numSubsets * rows.length, 1).data.map((_, k) => Number(isSet(subsets[k % rows.length][Math.floor(k / rows.length)])));
  const masks = Object.fromEntries(
    modalities.map((modality, m) => [
      modality,
      matrix(
        numSubsets * rows.length,
        1,
        column((bits) => (bits & (1 << m)) !== 0),
      ),
    ]),
  );
  const fused = matrix(
    numSubsets * rows.length,
    1,
    column((bits) => bits !== 0),
  );
  return { numRows: rows.length, numSubsets, present, masks, fused };
}
