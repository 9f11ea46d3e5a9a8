import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuPipeline, WebgpuBackend } from './backend.ts';
import type { Dispatch } from './bindings.ts';

/** A kernel of our own in WGSL. Its entry point is `main`; binding i of group 0 is tensor i. */
export interface Shader {
  readonly name: string;
  readonly code: string;
}

/** Threads of a workgroup: WebGPU guarantees 256. */
export const workgroupSize = 256;

const maxWorkgroups = 2 ** 15;

/** Workgroups for one thread per number; a thread must take every `numThreads`-th number where there are more numbers than threads. */
export const workgroupsFor = (numNumbers: number): number => Math.min(maxWorkgroups, Math.ceil(numNumbers / workgroupSize));

/** Runs shaders on tensors of the engine. */
export interface ShaderRunner {
  readonly backend: WebgpuBackend;
  /** @param workgroups along x and y */
  run(shader: Shader, tensors: readonly TensorInfo[], workgroups: number | readonly [number, number]): void;
  /** A new tensor with undefined values: write all of them before it is used. */
  empty(shape: readonly number[]): TensorInfo;
}

const runners = new WeakMap<object, ShaderRunner>();

/** The runner of the backend, which {@link provideShaders} made. */
export const shadersOf = (backend: object): ShaderRunner => runners.get(backend)!;

export function provideShaders(backend: WebgpuBackend, dispatch: Dispatch): void {
  const pipelines = new Map<Shader, GpuPipeline>();
  const compile = ({ name, code }: Shader) => {
    const module = backend.device.createShaderModule({ label: name, code });
    return backend.device.createComputePipeline({ label: name, layout: 'auto', compute: { module, entryPoint: 'main' } });
  };
  const pipelineOf = (shader: Shader) => {
    if (!pipelines.has(shader)) pipelines.set(shader, compile(shader));
    return pipelines.get(shader)!;
  };
  runners.set(backend, {
    backend,
    run(shader, tensors, workgroups) {
      const buffers = tensors.map(({ dataId }) => {
        backend.uploadToGPU(dataId);
        backend.commandQueueOwnedIds.add(dataId);
        return backend.tensorMap.get(dataId).resource!;
      });
      const [x, y] = typeof workgroups === 'number' ? [workgroups, 1] : workgroups;
      dispatch(pipelineOf(shader), buffers, [x, y, 1]);
    },
    empty: (shape) => backend.makeTensorInfo(shape, 'float32'),
  });
}
