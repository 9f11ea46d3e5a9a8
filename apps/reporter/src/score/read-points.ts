import { readNpy, readSafetensors, toMatrix, type Matrix, type Tensor } from '@mmae/matrix';
import { UsageError } from '../usage-error.ts';
import { readNumericColumns } from './read-columns.ts';

/**
 * Points, one a row, of a `.csv`, `.npy` or `.safetensors` file.
 *
 * @param tensorName which tensor of a safetensors file that holds several
 * @throws UsageError for another kind of file, RangeError for a damaged one
 */
export async function readPoints(file: string, tensorName: string | undefined): Promise<Matrix> {
  if (file.endsWith('.csv')) return readNumericColumns(file);
  if (file.endsWith('.npy')) return toPoints(file, await readNpy(file));
  if (file.endsWith('.safetensors')) return toPoints(file, pickTensor(file, (await readSafetensors(file)).tensors, tensorName));
  throw new UsageError(`score: expected POINTS as .csv, .npy or .safetensors, got ${file}. Convert it to one of these.`);
}

function pickTensor(file: string, tensors: Readonly<Record<string, Tensor>>, name: string | undefined): Tensor {
  const names = Object.keys(tensors);
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  if (chosen !== undefined && chosen in tensors) return tensors[chosen];
  const got = chosen === undefined ? `${names.length}` : `"${chosen}"`;
  throw new UsageError(`score: expected one tensor of ${file}, got ${got}. Name one by --tensor: ${names.join(', ')}.`);
}

function toPoints(file: string, tensor: Tensor): Matrix {
  if (tensor.shape.length === 2) return toMatrix(tensor);
  throw new UsageError(
    `score: expected points as rows in ${file}, got shape [${tensor.shape.join(', ')}]. Store them as [numPoints, dim].`,
  );
}
