export { concatColumns, matrix, row, selectRows, transpose, type Matrix } from './matrix.ts';
export { multiply, type MultiplyOptions } from './multiply.ts';
export { fromNpy, readNpy, toNpy, writeNpy } from './npy.ts';
export { seededRandom, type Random } from './random.ts';
export { fromSafetensors, readSafetensors, toSafetensors, writeSafetensors, type Safetensors } from './safetensors.ts';
export { columnMeans } from './statistics.ts';
export { toMatrix, toTensor, type Tensor, type TensorData } from './tensor.ts';
export { writeFileAtomically } from './write-file-atomically.ts';
