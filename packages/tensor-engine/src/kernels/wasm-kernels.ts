import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { kernelsWasm } from './kernels.wasm.ts';

/** The functions of assembly/kernels.ts. Addresses are in bytes, lengths in numbers. */
export interface WasmKernels {
  adam(
    weights: number,
    gradient: number,
    first: number,
    second: number,
    updated: number,
    length: number,
    beta1: number,
    gain1: number,
    beta2: number,
    gain2: number,
    kept: number,
    stepSize: number,
    rootCorrection: number,
    epsilon: number,
  ): void;
  reluGradient(dy: number, y: number, dx: number, length: number): void;
  columnSums(x: number, sums: number, numRows: number, numColumns: number, scale: number): void;
  rowSums(x: number, sums: number, numRows: number, rowLength: number, scale: number): void;
  sumOfSquares(x: number, length: number): number;
}

/** The part of the WebAssembly API that is used. Node's types do not include it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** The part of tfjs's module that its types leave out. */
interface WithMemory {
  readonly asm?: { readonly memory?: object };
}

const instances = new WeakMap<BackendWasm, WasmKernels>();

/**
 * Kernels that read and write tensors of the wasm engine where they are: their memory is that of tfjs.
 *
 * @throws Error if this version of tfjs does not give access to its memory
 */
export function wasmKernels(backend: tf.KernelBackend): WasmKernels {
  const wasm = backend as BackendWasm;
  const known = instances.get(wasm);
  if (known) return known;
  const memory = (wasm.wasm as WithMemory).asm?.memory;
  if (!memory)
    throw new Error('wasmKernels: expected the memory of tfjs 4.22.0, got another version. Install the versions of package-lock.json');
  const module = new WebAssembly.Module(Buffer.from(kernelsWasm, 'base64'));
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as WasmKernels;
  instances.set(wasm, kernels);
  return kernels;
}

/** The address of a tensor of the wasm engine. It stays the same when the memory grows. */
export function addressOf({ dataId }: Pick<tf.TensorInfo, 'dataId'>, backend: tf.KernelBackend): number {
  return (backend as BackendWasm).getMemoryOffset(dataId);
}
