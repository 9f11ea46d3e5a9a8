import { util, type DataId, type TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuBuffer, Program, Uniform, WebgpuBackend } from './backend.ts';
import { dispatcher, type Dispatch } from './bindings.ts';
import { oldestFirstPool } from './buffer-pool.ts';

/** Kernels per submit. A submit costs as much as some dozens of kernels; the card waits until the first one. */
const kernelsPerSubmit = 64;

/** Different shapes, and different numbers, that are kept on the card. */
const [maxUniforms, maxConstants] = [2 ** 12, 2 ** 10];

/** GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST */
const tensorUsage = 0x0080 | 0x0004 | 0x0008;

/**
 * Makes recording a kernel cheap, which takes longer in tfjs than the kernel itself on a fast card.
 *
 * tfjs makes a binding and a buffer of shapes for every kernel, and for every number in a formula a buffer that it fills by a copy, between which it
 * ends its pass. Here all three are made once and kept on the card. The results are the same.
 *
 * @returns a function that records kernels of our own
 */
export function recordCheaply(backend: WebgpuBackend): Dispatch {
  backend.bufferManager = oldestFirstPool(backend.device);
  const { dispatch, forget } = dispatcher(backend, kernelsPerSubmit);
  const uniformsOf = keptUniforms(backend, forget);
  const recordStock = backend.recordAndSubmit.bind(backend);
  backend.recordAndSubmit = (program, output, inputs, uniforms = []) => {
    if (program.pixelsOpType != null || backend.activeTimers != null) return recordStock(program, output, inputs, uniforms);
    const tensors = [output, ...inputs];
    const buffers = tensors.map(({ dataId }) => backend.tensorMap.get(dataId).resource!);
    for (const { dataId } of tensors) backend.commandQueueOwnedIds.add(dataId);
    dispatch(program.pipeline, [...buffers, uniformsOf(program, output, inputs, uniforms)], program.dispatch);
  };
  uploadCheaply(backend);
  return dispatch;
}

type UniformsOf = (program: Program, output: TensorInfo, inputs: readonly TensorInfo[], uniforms: readonly Uniform[]) => GpuBuffer;

/** One buffer for each combination of shapes and settings. */
function keptUniforms(backend: WebgpuBackend, forgetBindings: () => void): UniformsOf {
  const kept = new Map<string, GpuBuffer>();
  const make = (all: readonly Uniform[]) => {
    const { buffer } = backend.makeUniforms(all);
    backend.uniformPendingDisposal.pop(); // tfjs would hand it out again after the submit
    return buffer;
  };
  return (program, output, inputs, uniforms) => {
    let key = `${program.size ? (program.outputComponent ?? 1) : 0} ${program.outputShape.join()} ${output.shape.join()}`;
    for (const { shape } of inputs) key += ` ${shape.join()}`;
    for (const { type, data } of uniforms) key += ` ${type}${data.join()}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= maxUniforms) {
      backend.uniformPendingDisposal.push(...kept.values());
      kept.clear();
      forgetBindings();
    }
    const buffer = make(allUniforms(program, output, inputs, uniforms));
    kept.set(key, buffer);
    return buffer;
  };
}

/** What the kernels of tfjs expect: two special numbers, shapes and strides, the number of outputs, and settings of their own. */
function allUniforms(program: Program, output: TensorInfo, inputs: readonly TensorInfo[], uniforms: readonly Uniform[]): Uniform[] {
  const shapes = [...inputs, output].flatMap(({ shape }): Uniform[] => [
    { type: 'int32', data: shape },
    { type: 'int32', data: util.computeStrides(shape) },
  ]);
  const numOutputs = util.sizeFromShape(program.outputShape as number[]) / (program.outputComponent ?? 1);
  const special: Uniform[] = [NaN, Infinity].map((number) => ({ type: 'float32', data: [number] }));
  return [...special, ...shapes, ...(program.size ? [{ type: 'int32', data: [numOutputs] } as const] : []), ...uniforms];
}

/** Sends values with the queue's own copy, and each single number once. */
function uploadCheaply(backend: WebgpuBackend): void {
  const uploadStock = backend.uploadToGPU.bind(backend);
  const constants = new Map<string, GpuBuffer>();
  const send = (values: Float32Array | Int32Array) => {
    const buffer = backend.bufferManager.acquireBuffer(values.byteLength, tensorUsage);
    backend.queue.writeBuffer(buffer, 0, values);
    return buffer;
  };
  backend.uploadToGPU = (dataId: DataId) => {
    const data = backend.tensorMap.get(dataId);
    if (data.resource != null) return;
    if (data.values == null || data.values.length === 0 || !isSendable(data.dtype)) return uploadStock(dataId);
    const values = numbersOf(data.values as ArrayLike<number>, data.dtype === 'float32' ? Float32Array : Int32Array);
    data.values = null;
    if (values.length > 1) return void (data.resource = send(values));
    const key = data.dtype + (Object.is(values[0], -0) ? '-0' : values[0]);
    const isKnown = constants.has(key);
    if (!isKnown && constants.size >= maxConstants) return void (data.resource = send(values));
    if (!isKnown) constants.set(key, send(values));
    data.resource = constants.get(key)!;
    data.external = true; // not freed with this tensor
  };
}

const isSendable = (dtype: string) => dtype === 'float32' || dtype === 'int32' || dtype === 'bool';

/** The values as an array of the kind that the card expects; a copy only where they are of another. */
function numbersOf<T extends Float32ArrayConstructor | Int32ArrayConstructor>(values: ArrayLike<number>, kind: T): InstanceType<T> {
  return (values instanceof kind ? values : kind.from(values)) as InstanceType<T>;
}
