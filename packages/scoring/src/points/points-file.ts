import { InputError } from '@mmae/input';
import { firstNotFinite, type DoubleMatrix } from '@mmae/matrix';
import { readNpy, readSafetensors, toDoubleMatrix, type Tensor, type TensorData } from '@mmae/tensor-files';
import { readNumericColumns } from './csv-columns.ts';

export interface PointsFileOptions {
  /** tensor to read from a .safetensors file; needed where the file has several */
  readonly tensor?: string;
  /** for distances that depend on the origin, such as cosine: 64-bit integers beyond ±2⁵³ are then rounded instead of shifted */
  readonly keepsOrigin?: boolean;
}

/**
 * Reads points, one per row, in double precision, from a `.csv`, `.npy` or `.safetensors` file.
 *
 * @returns the points `[numPoints, dim]`, and sentences about what was ignored
 * @throws InputError for a damaged file or one of another kind, or numbers that are not finite
 */
export async function readPoints(
  file: string,
  { tensor: name, keepsOrigin = false }: PointsFileOptions = {},
): Promise<{ points: DoubleMatrix; remarks: string[] }> {
  if (name !== undefined && !file.endsWith('.safetensors'))
    throw new InputError(`score: expected --tensor only with a .safetensors file, got ${file}. Leave it out.`);
  if (file.endsWith('.csv')) return fromColumns(file);
  if (file.endsWith('.npy')) return { points: toPoints(file, await readNpy(file), keepsOrigin), remarks: [] };
  if (file.endsWith('.safetensors')) {
    const tensor = pickTensor(file, (await readSafetensors(file)).tensors, name);
    return { points: toPoints(file, tensor, keepsOrigin), remarks: [] };
  }
  throw new InputError(`score: expected POINTS as .csv, .npy or .safetensors, got ${file}. Convert it to one of these.`);
}

async function fromColumns(file: string): Promise<{ points: DoubleMatrix; remarks: string[] }> {
  const { points, names, ignored } = await readNumericColumns(file);
  if (ignored.length === 0) return { points, remarks: [] };
  const remark = `${file}: scoring the numeric columns ${listed(names)}; ignoring columns without a number: ${listed(ignored)}`;
  return { points, remarks: [remark] };
}

const listed = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');

function pickTensor(file: string, tensors: Readonly<Record<string, Tensor>>, name: string | undefined): Tensor {
  const names = Object.keys(tensors);
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  if (chosen !== undefined && Object.hasOwn(tensors, chosen)) return tensors[chosen];
  const got = chosen === undefined ? `${names.length}` : `"${chosen}"`;
  throw new InputError(`score: expected one tensor of ${file}, got ${got}. Name one by --tensor: ${names.join(', ')}.`);
}

function toPoints(file: string, { shape, data }: Tensor, keepsOrigin: boolean): DoubleMatrix {
  if (shape.length !== 2 || shape[1] === 0) {
    throw new InputError(`score: expected points as rows in ${file}, got shape [${shape.join(', ')}]. Store them as [numPoints, dim].`);
  }
  const isRounded = isBig(data) && data.some((value) => value > maxExact || value < -maxExact);
  const points = toDoubleMatrix({ shape, data: isRounded && !keepsOrigin ? relativeToMedian(data, shape[1]) : data });
  const index = firstNotFinite(points.data);
  if (index < 0) return points;
  const [row, column] = [Math.floor(index / shape[1]), index % shape[1]];
  throw new InputError(
    `score: expected finite numbers in ${file}, got ${points.data[index]} in row ${row}, column ${column}. Remove such rows.`,
  );
}

const maxExact = BigInt(Number.MAX_SAFE_INTEGER);

const isBig = (data: TensorData): data is BigInt64Array | BigUint64Array => data instanceof BigInt64Array || data instanceof BigUint64Array;

/**
 * Subtracts the median of each column, which keeps all distances: integers too large for a double become differences that fit, even if a
 * few rows hold extreme values, such as −2⁶³ for "no time".
 */
function relativeToMedian(data: BigInt64Array | BigUint64Array, width: number): Float64Array {
  const medians = Array.from({ length: width }, (_, column) => {
    const values = Array.from({ length: data.length / width }, (_, row) => data[row * width + column]);
    return values.sort((a, b) => (a < b ? -1 : Number(a > b)))[values.length >> 1];
  });
  return Float64Array.from({ length: data.length }, (_, i) => Number(data[i] - medians[i % width]));
}
