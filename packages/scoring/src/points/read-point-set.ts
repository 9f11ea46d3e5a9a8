import { InputError } from '@mmae/input';
import type { DoubleMatrix } from '@mmae/matrix';
import { readSingleColumn } from './csv-columns.ts';
import { readPoints, type PointsFileOptions } from './points-file.ts';

/** Points with their labels and clusters, a row per point. */
export interface PointSet {
  /** shape `[numPoints, dim]` */
  readonly points: DoubleMatrix;
  readonly labels?: readonly string[];
  readonly clusters?: readonly string[];
}

/** Paths of the files of a point set. */
export interface PointFiles extends PointsFileOptions {
  /** .csv (numeric columns), .npy or .safetensors, one point per row */
  readonly points: string;
  /** .csv with one column; a point with an empty cell is left out */
  readonly labels?: string;
  /** .csv with one column */
  readonly clusters?: string;
}

/**
 * Reads points with their labels and clusters. Labels and clusters are trimmed and brought into Unicode form NFC, as in a manifest; points
 * without a label are left out.
 *
 * @returns the point set, and sentences about what was ignored, changed or left out
 * @throws InputError for a file that cannot be read as described, or files of different lengths
 */
export async function readPointSet(files: PointFiles): Promise<PointSet & { readonly remarks: readonly string[] }> {
  const { points, remarks } = await readPoints(files.points, files);
  const labels = await readCells(points.numRows, files.labels);
  const clusters = await readCells(points.numRows, files.clusters);
  const gap = clusters?.find(({ value }) => value === '');
  if (gap) {
    throw new InputError(
      `score: expected a cluster on line ${gap.line} of ${files.clusters}, got none. Fill it in, or remove the line and its point.`,
    );
  }
  const unlabelled = (labels ?? []).filter(({ value }) => value === '');
  const kept = [...Array(points.numRows).keys()].filter((index) => labels?.[index].value !== '');
  const valuesOf = (cells: readonly Cell[] | undefined) => cells && kept.map((index) => cells[index].value);
  return {
    points: unlabelled.length > 0 ? selectRows(points, kept) : points,
    labels: valuesOf(labels),
    clusters: valuesOf(clusters),
    remarks: [
      ...remarks,
      ...normalizedRemark(labels, files.labels),
      ...normalizedRemark(clusters, files.clusters),
      ...unlabelledRemark(unlabelled, points.numRows, files.labels),
    ],
  };
}

interface Cell {
  readonly line: number;
  /** trimmed, in Unicode form NFC */
  readonly value: string;
  readonly isChanged: boolean;
}

/** One cell per point; undefined without a file. */
async function readCells(numPoints: number, file: string | undefined): Promise<Cell[] | undefined> {
  if (file === undefined) return undefined;
  const cells = (await readSingleColumn(file)).map(({ line, value: given }) => {
    const value = given.trim().normalize('NFC');
    return { line, value, isChanged: value !== given };
  });
  if (cells.length === numPoints) return cells;
  throw new InputError(
    `score: expected ${numPoints} values in ${file}, one per point, got ${cells.length}. Do the files describe the same points?`,
  );
}

function normalizedRemark(cells: readonly Cell[] = [], file = ''): string[] {
  const count = cells.filter(({ isChanged }) => isChanged).length;
  return count === 0 ? [] : [`${file}: ${count} ${count === 1 ? 'value' : 'values'} trimmed or brought into Unicode form NFC`];
}

function unlabelledRemark(unlabelled: readonly Cell[], numPoints: number, file = ''): string[] {
  if (unlabelled.length === 0) return [];
  const lines = `${unlabelled.length === 1 ? 'line' : 'lines'} ${unlabelled.slice(0, 5).map(({ line }) => line).join(', ')}`; // prettier-ignore
  return [
    `${file}: ${unlabelled.length} of ${numPoints} points have no label and are left out: ${lines}${unlabelled.length > 5 ? ' …' : ''}`,
  ];
}

function selectRows({ numColumns, data }: DoubleMatrix, indices: readonly number[]): DoubleMatrix {
  const rows = new Float64Array(indices.length * numColumns);
  indices.forEach((index, i) => rows.set(data.subarray(index * numColumns, (index + 1) * numColumns), i * numColumns));
  return { numRows: indices.length, numColumns, data: rows };
}
