import { samplesWithAny, type FeatureTable } from '@mmae/feature-table';
import { multiply, principalComponents, selectRows, type Matrix } from '@mmae/matrix';

/** A table with some blocks in fewer coordinates. */
export interface Narrowed {
  readonly table: FeatureTable<Matrix>;
  /** of each modality that was too wide, `[new length, featureLength]` */
  readonly axes: Readonly<Record<string, Matrix>>;
}

/** Blocks wider than `maxLength` along their principal components, so that what is done with them has a bounded cost. */
export function narrowed(table: FeatureTable<Matrix>, maxLength: number, seed: number): Narrowed {
  const wide = Object.keys(table.blocks).filter((modality) => table.blocks[modality].numColumns > maxLength);
  const axes = Object.fromEntries(wide.map((modality) => [modality, axesOf(table, modality, maxLength, seed)]));
  const along = (modality: string, block: Matrix) => (axes[modality] ? multiply(block, axes[modality], { transposeB: true }) : block);
  const blocks = Object.entries(table.blocks).map(([modality, block]) => [modality, along(modality, block)]);
  const copies = Object.entries(table.copies ?? {}).map(([modality, ofIt]) => [modality, ofIt.map((block) => along(modality, block))]);
  return { table: { ...table, blocks: Object.fromEntries(blocks), copies: Object.fromEntries(copies) }, axes };
}

function axesOf(table: FeatureTable<Matrix>, modality: string, maxLength: number, seed: number): Matrix {
  const features = selectRows(table.blocks[modality], samplesWithAny(table, [modality]));
  return principalComponents(features, Math.min(maxLength, features.numRows - 1), seed).components;
}
