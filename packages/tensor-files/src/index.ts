export { fromNpy, readNpy, toNpy, writeNpy } from './npy.ts';
export { fromSafetensors, readSafetensors, toSafetensors, writeSafetensors, type Safetensors } from './safetensors.ts';
export { toDoubleMatrix, toMatrix, toTensor, type Tensor, type TensorData } from './tensor.ts';
