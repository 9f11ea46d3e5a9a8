import type { backend_util, DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** The parts of tfjs's WebGPU backend that the files of this folder use or replace. */
export interface WebgpuBackend extends KernelBackend {
  readonly device: GpuDevice;
  readonly queue: GpuQueue;
  readonly tensorMap: { get(dataId: DataId): TensorData };
  /** tensors that commands not yet submitted read or write; the memory of a disposed one is reused after the submit */
  readonly commandQueueOwnedIds: WeakSet<DataId>;
  readonly commandEncoder: GpuCommandEncoder;
  /** buffers to give back after the next submit */
  readonly uniformPendingDisposal: GpuBuffer[];
  /** set while tfjs measures the time of each kernel */
  readonly activeTimers?: unknown;
  bufferManager: BufferPool;
  computePassEncoder: GpuComputePass | null;
  dispatchCountInPass: number;
  recordAndSubmit(program: Program, output: TensorInfo, inputs: TensorInfo[], uniforms?: readonly Uniform[]): void;
  uploadToGPU(dataId: DataId): void;
  makeUniforms(uniforms: readonly Uniform[]): { readonly buffer: GpuBuffer };
  makeTensorInfo(shape: readonly number[], dtype: DataType): TensorInfo;
  readSync(dataId: DataId): backend_util.BackendValues;
  refCount(dataId: DataId): number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** A tensor: its values where JavaScript has them, its buffer where the card has it. */
export interface TensorData {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  values: backend_util.BackendValues | null;
  resource: GpuBuffer | null;
  /** whether the buffer belongs to someone else, and is not freed with the tensor */
  external?: boolean;
}

/** A kernel of tfjs, compiled. */
export interface Program {
  readonly pipeline: GpuPipeline;
  readonly outputShape: readonly number[];
  readonly dispatch: readonly [number, number, number];
  /** whether its uniforms contain the number of outputs */
  readonly size?: boolean;
  /** numbers per output of a kernel that works on vectors */
  readonly outputComponent?: number;
  /** set for kernels on images of a web page */
  readonly pixelsOpType?: unknown;
}

export interface Uniform {
  readonly type: 'int32' | 'uint32' | 'float32';
  readonly data: readonly number[];
}

/** Buffers by size and usage; a released one is handed out again. */
export interface BufferPool {
  readonly numBytesUsed: number;
  readonly numBytesAllocated: number;
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GpuBuffer;
  releaseBuffer(buffer: GpuBuffer, reuse?: boolean): void;
  dispose(): void;
}

export interface GpuBuffer {
  readonly size: number;
  readonly mapState: 'unmapped' | 'pending' | 'mapped';
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

export interface GpuDevice {
  createBuffer(options: { size: number; usage: number; mappedAtCreation: boolean }): GpuBuffer;
  createBindGroup(options: { layout: object; entries: { binding: number; resource: { buffer: GpuBuffer } }[] }): object;
  createShaderModule(options: { label: string; code: string }): object;
  createComputePipeline(options: { label: string; layout: 'auto'; compute: { module: object; entryPoint: string } }): GpuPipeline;
}

interface GpuQueue {
  writeBuffer(buffer: GpuBuffer, offset: number, data: Float32Array | Int32Array): void;
}

interface GpuCommandEncoder {
  beginComputePass(): GpuComputePass;
  copyBufferToBuffer(source: GpuBuffer, start: number, target: GpuBuffer, targetStart: number, size: number): void;
}

interface GpuComputePass {
  setPipeline(pipeline: GpuPipeline): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
}

export interface GpuPipeline {
  getBindGroupLayout(index: number): object;
}
