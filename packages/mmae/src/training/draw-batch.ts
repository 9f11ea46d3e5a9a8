import type { FeatureTable } from '@mmae/feature-table';
import { matrix, row, selectRows, type Matrix, type Random } from '@mmae/matrix';
import { fusions } from '../fusion/fusions.ts';
import { mapValues } from '../map-values.ts';
import type { StageOptions } from '../options.ts';
import { dropoutMask } from './dropout-mask.ts';
import { randomOne, subsetsOf, thinned } from './subsets.ts';

/** The rows of one step. Fused rows lie subset by subset: row `s * numRows + i` is row i fused from its subset s. */
export interface Batch {
  readonly numRows: number;
  readonly numSubsets: number;
  /** what the encoders see, `[numRows, featureLength]` by modality */
  readonly inputs: Readonly<Record<string, Matrix>>;
  /** what the decoders are to give, of the same shape */
  readonly targets: Readonly<Record<string, Matrix>>;
  /** whether a row's modality can be learnt from, `[numRows, 1]` */
  readonly present: Readonly<Record<string, Matrix>>;
  /** whether a modality is fused, `[numSubsets * numRows, 1]` */
  readonly masks: Readonly<Record<string, Matrix>>;
  /** whether anything is fused, `[numSubsets * numRows, 1]` */
  readonly fused: Matrix;
  /** the code of each row, where codes are learnt */
  readonly codes?: Int32Array;
}

/** Rows as they are: nothing left out, noised or replaced by a copy. For validation. */
export function plainBatch(table: FeatureTable, rows: Uint32Array, stage: StageOptions, random: Random, codes?: Int32Array): Batch {
  const inputs = mapValues(table.blocks, (block) => selectRows(block, rows));
  return { ...fusedRows(table, rows, stage, 0, random), inputs, targets: inputs, codes: codes && selectCodes(codes, rows) };
}

/** Rows as training sees them: augmented copies, modalities left out, inputs zeroed and noised. */
export function drawBatch(table: FeatureTable, rows: Uint32Array, stage: StageOptions, random: Random, codes?: Int32Array): Batch {
  const { modalityDropout, inputDropout, inputNoise } = stage.training;
  const targets = mapValues(table.blocks, (_, modality) => drawCopies(table, modality, rows, stage, random));
  const corrupted = inputDropout > 0 || inputNoise > 0;
  const inputs = corrupted ? mapValues(targets, (target) => corrupt(target, inputDropout, inputNoise, random)) : targets;
  return { ...fusedRows(table, rows, stage, modalityDropout, random), inputs, targets, codes: codes && selectCodes(codes, rows) };
}

function selectCodes(codes: Int32Array, rows: Uint32Array): Int32Array {
  return Int32Array.from(rows, (index) => codes[index]);
}

/** Each row of the modality itself or, with its probability, one of its copies. */
function drawCopies(table: FeatureTable, modality: string, rows: Uint32Array, { training }: StageOptions, random: Random): Matrix {
  const copies = table.copies?.[modality] ?? [];
  const probability = training.copyProbabilities[modality] ?? training.copyProbability;
  const drawn = selectRows(table.blocks[modality], rows);
  if (copies.length === 0 || probability === 0) return drawn;
  rows.forEach((index, i) => {
    if (random.next() < probability) row(drawn, i).set(row(copies[random.integer(copies.length)], index));
  });
  return drawn;
}

/** Inputs with numbers zeroed, the rest scaled so that their mean stays, and noise added. */
function corrupt({ numRows, numColumns, data }: Matrix, dropout: number, noise: number, random: Random): Matrix {
  const corrupted = dropout > 0 ? dropoutMask(data.length, dropout, random) : new Float32Array(data.length).fill(1);
  for (let k = 0; k < data.length; k++) corrupted[k] *= data[k];
  if (noise > 0) for (let k = 0; k < data.length; k++) corrupted[k] += noise * random.normal();
  return matrix(numRows, numColumns, corrupted);
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
