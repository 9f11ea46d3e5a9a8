import type { DoubleMatrix } from '@mmae/matrix';
import { readNpy, readSafetensors, toDoubleMatrix, type Tensor, type TensorData } from '@mmae/tensor-files';
import { UsageError } from '../usage-error.ts';
import { readNumericColumns } from './read-columns.ts';

/** Points, one a row, in double precision, with what a reader should know of how they were read. */
export interface ReadPoints {
  readonly points: DoubleMatrix;
  /** sentences */
  readonly remarks: readonly string[];
}

/** What is read of a file, and for which distance. */
export interface ReadPointsOptions {
  /** which tensor of a safetensors file that holds several */
  readonly tensor?: string;
  /** for distances about the origin, such as the cosine: then 64-bit integers past ±2⁵³ are rounded rather than moved */
  readonly keepsOrigin?: boolean;
}

/**
 * Points, one a row, of a `.csv`, `.npy` or `.safetensors` file.
 *
 * @throws UsageError for another kind of file, RangeError for a damaged one
 */
export async function readPoints(file: string, { tensor: name, keepsOrigin = false }: ReadPointsOptions = {}): Promise<ReadPoints> {
  if (name !== undefined && !file.endsWith('.safetensors'))
    throw new UsageError(`score: expected --tensor with a .safetensors file, got ${file}. Leave it out.`);
  if (file.endsWith('.csv')) return ofColumns(file);
  if (file.endsWith('.npy')) return { points: toPoints(file, await readNpy(file), keepsOrigin), remarks: [] };
  if (file.endsWith('.safetensors')) {
    const tensor = pickTensor(file, (await readSafetensors(file)).tensors, name);
    return { points: toPoints(file, tensor, keepsOrigin), remarks: [] };
  }
  throw new UsageError(`score: expected POINTS as .csv, .npy or .safetensors, got ${file}. Convert it to one of these.`);
}

async function ofColumns(file: string): Promise<ReadPoints> {
  const { points, names, ignored } = await readNumericColumns(file);
  if (ignored.length === 0) return { points, remarks: [] };
  const remark = `${file}: scored are the numeric columns ${listed(names)}; ignored, as they hold no number: ${listed(ignored)}`;
  return { points, remarks: [remark] };
}

const listed = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');

function pickTensor(file: string, tensors: Readonly<Record<string, Tensor>>, name: string | undefined): Tensor {
  const names = Object.keys(tensors);
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  if (chosen !== undefined && Object.hasOwn(tensors, chosen)) return tensors[chosen];
  const got = chosen === undefined ? `${names.length}` : `"${chosen}"`;
  throw new UsageError(`score: expected one tensor of ${file}, got ${got}. Name one by --tensor: ${names.join(', ')}.`);
}

function toPoints(file: string, { shape, data }: Tensor, keepsOrigin: boolean): DoubleMatrix {
  if (shape.length !== 2 || shape[1] === 0) {
    throw new UsageError(`score: expected points as rows in ${file}, got shape [${shape.join(', ')}]. Store them as [numPoints, dim].`);
  }
  const areRounded = isBig(data) && data.some((value) => value > maxExact || value < -maxExact);
  return toDoubleMatrix({ shape, data: areRounded && !keepsOrigin ? aroundMedian(data, shape[1]) : data });
}

const maxExact = BigInt(Number.MAX_SAFE_INTEGER);

const isBig = (data: TensorData): data is BigInt64Array | BigUint64Array => data instanceof BigInt64Array || data instanceof BigUint64Array;

/**
 * The rows less the median of each column, which leaves every distance as it was: integers that a double cannot hold become differences that it
 * can, whatever a few rows hold (-2⁶³ for no time).
 */
function aroundMedian(data: BigInt64Array | BigUint64Array, width: number): Float64Array {
  const medians = Array.from({ length: width }, (_, column) => {
    const values = Array.from({ length: data.length / width }, (_, row) => data[row * width + column]);
    return values.sort((a, b) => (a < b ? -1 : Number(a > b)))[values.length >> 1];
  });
  return Float64Array.from({ length: data.length }, (_, i) => Number(data[i] - medians[i % width]));
}
