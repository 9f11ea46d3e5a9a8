import type { GpuBuffer, GpuPipeline, WebgpuBackend } from './backend.ts';

/** Runs a compiled kernel on buffers, bound in their order. */
export type Dispatch = (pipeline: GpuPipeline, buffers: readonly GpuBuffer[], workgroups: readonly [number, number, number]) => void;

/** More distinct bindings than this are not kept: a training step has a few hundred. */
const maxBindings = 2 ** 14;

/**
 * Records kernels in the command queue of tfjs, and keeps their bindings: making one takes several times as long as recording the kernel.
 *
 * @param maxKernels submits the queue after this many
 */
export function dispatcher(backend: WebgpuBackend, maxKernels: number): { dispatch: Dispatch; forget(): void } {
  const bindings = new Map<string, object>();
  const layouts = new Map<GpuPipeline, object>();
  const idOf = numbering();

  const bind = (pipeline: GpuPipeline, buffers: readonly GpuBuffer[]) => {
    const group = backend.device.createBindGroup({
      layout: layoutOf(pipeline),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    if (bindings.size >= maxBindings) bindings.clear();
    return group;
  };
  const layoutOf = (pipeline: GpuPipeline) => {
    if (!layouts.has(pipeline)) layouts.set(pipeline, pipeline.getBindGroupLayout(0));
    return layouts.get(pipeline)!;
  };
  const bindingOf = (pipeline: GpuPipeline, buffers: readonly GpuBuffer[]) => {
    let key = idOf(pipeline);
    for (const buffer of buffers) key += `,${idOf(buffer)}`;
    let group = bindings.get(key);
    if (group === undefined) bindings.set(key, (group = bind(pipeline, buffers)));
    return group;
  };

  return {
    dispatch(pipeline, buffers, workgroups) {
      const group = bindingOf(pipeline, buffers);
      backend.ensureCommandEncoderReady();
      const pass = (backend.computePassEncoder ??= backend.commandEncoder.beginComputePass());
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups);
      if (++backend.dispatchCountInPass < maxKernels) return;
      backend.endComputePassEncoder();
      backend.submitQueue();
    },
    forget: () => bindings.clear(),
  };
}

/** Numbers objects in the order in which they are seen. */
function numbering(): (object: object) => string {
  const ids = new WeakMap<object, string>();
  let numSeen = 0;
  return (object) => {
    let id = ids.get(object);
    if (id === undefined) ids.set(object, (id = (numSeen++).toString(36)));
    return id;
  };
}
