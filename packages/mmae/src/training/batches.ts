/**
 * What a training step is shown: rows of the train table, an augmented copy in place of some, corrupted inputs, and for every row the
 * subsets of its modalities that are fused.
 */
import { mapValues, type FeatureTable } from '@mmae/feature-table';
import { matrix, selectRows, type Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { fusions } from '../fusion/fusions.ts';
import type { StageOptions } from '../options.ts';
import type { Lesson } from './network-task.ts';
import { dropoutMask } from './random-draws.ts';
import { dropModalities, randomModality, subsetsOf } from './subsets.ts';

/** The rows of one step. Fused rows are ordered by subset: row `s * numRows + i` is row i fused from its subset s. */
export interface Batch extends Lesson {
  readonly numRows: number;
  readonly numSubsets: number;
  /** by modality */
  readonly inputs: Readonly<Record<string, InputRows>>;
  /** by modality: 1 where the row has it, `[numRows, 1]` */
  readonly present: Readonly<Record<string, Matrix>>;
  /** by modality: 1 where it is fused, `[numSubsets * numRows, 1]` */
  readonly masks: Readonly<Record<string, Matrix>>;
  /** 1 where at least one modality is fused, `[numSubsets * numRows, 1]` */
  readonly nonEmpty: Matrix;
}

/** The rows of one modality, and the corruption of its encoder's input. */
export interface InputRows {
  /** indices into the modality's block with its copies below: row i of copy c is `(c + 1) * numSamples + i`; `[numRows]` */
  readonly rows: Int32Array;
  /** indices of the rows that are reconstructed, where they are others; `[numRows]` */
  readonly targetRows?: Int32Array;
  /** multiplied with the features, `[numRows, featureLength]`; undefined for ones */
  readonly factors?: Matrix;
  /** then added, `[numRows, featureLength]`; undefined for zeros */
  readonly noise?: Matrix;
}

/** The rows unchanged: no dropout, noise or augmented copies. For validation. */
export function plainBatch(table: FeatureTable, rows: Uint32Array, stage: StageOptions, random: Random, lesson: Lesson = {}): Batch {
  const inputs = mapValues(table.blocks, () => ({ rows: Int32Array.from(rows) }));
  return { ...drawSubsets(table, rows, stage, 0, random), inputs, ...lessonOf(lesson, rows) };
}

/** The rows as training sees them, with augmented copies, modality dropout, input dropout and input noise. */
export function drawBatch(table: FeatureTable, rows: Uint32Array, stage: StageOptions, random: Random, lesson: Lesson = {}): Batch {
  const copies = mapValues(table.blocks, (_, modality) => drawCopies(table, modality, rows, stage, random));
  const inputs = mapValues(copies, (inputRows, modality) => ({
    rows: inputRows,
    ...(stage.training.targets === 'originals' && table.copies?.[modality] && { targetRows: Int32Array.from(rows) }),
    ...drawCorruption(rows.length, table.blocks[modality].numColumns, stage, random),
  }));
  return { ...drawSubsets(table, rows, stage, stage.training.modalityDropout, random), inputs, ...lessonOf(lesson, rows) };
}

function lessonOf({ codes, latents }: Lesson, rows: Uint32Array): Lesson {
  return { codes: codes && Int32Array.from(rows, (index) => codes[index]), latents: latents && selectRows(latents, rows) };
}

/** For each row itself or, with the copy probability, one of its copies. */
function drawCopies(table: FeatureTable, modality: string, rows: Uint32Array, { training }: StageOptions, random: Random): Int32Array {
  const numCopies = table.copies?.[modality]?.length ?? 0;
  const probability = training.copyProbabilities[modality] ?? training.copyProbability;
  if (numCopies === 0 || probability === 0) return Int32Array.from(rows);
  return Int32Array.from(rows, (index) =>
    random.next() < probability ? (random.integer(numCopies) + 1) * table.ids.length + index : index,
  );
}

function drawCorruption(numRows: number, numColumns: number, { training }: StageOptions, random: Random): Omit<InputRows, 'rows'> {
  const { inputDropout, inputNoise } = training;
  const size = numRows * numColumns;
  const drawNoise = () => Float32Array.from({ length: size }, () => inputNoise * random.normal());
  return {
    ...(inputDropout > 0 && { factors: matrix(numRows, numColumns, dropoutMask(size, inputDropout, random)) }),
    ...(inputNoise > 0 && { noise: matrix(numRows, numColumns, drawNoise()) }),
  };
}

/** Which modalities each row has, and which of them are fused in each of its subsets. */
function drawSubsets(
  table: FeatureTable,
  rows: Uint32Array,
  { network, objective }: StageOptions,
  modalityDropout: number,
  random: Random,
) {
  const numRows = rows.length;
  const modalities = Object.keys(table.blocks);
  const column = (values: ArrayLike<number>) => matrix(values.length, 1, Float32Array.from(values));
  const present = mapValues(table.blocks, (_, modality) => column(Array.from(rows, (index) => table.present[modality][index])));

  const subsetsByRow = Array.from(rows, (_, i) => {
    const available = modalities.reduce((bits, modality, m) => bits | (present[modality].data[i] << m), 0);
    const subsets = subsetsOf(objective.subsets, dropModalities(available, modalityDropout, random), modalities.length, random);
    return fusions[network.fusion].drawsOneModality ? subsets.map((bits) => randomModality(bits, random)) : subsets;
  });
  const numSubsets = subsetsByRow[0].length;
  const fusedRows = Array.from({ length: numSubsets * numRows }, (_, k) => subsetsByRow[k % numRows][Math.floor(k / numRows)]); // bits
  const masks = modalities.map((modality, m) => [modality, column(fusedRows.map((bits) => (bits >> m) & 1))] as const);
  const nonEmpty = column(fusedRows.map((bits) => Number(bits !== 0)));
  return { numRows, numSubsets, present, masks: Object.fromEntries(masks), nonEmpty };
}
