import type { BufferPool, GpuBuffer, GpuDevice } from './backend.ts';

/**
 * The pool of tfjs with one difference: of the free buffers of one size and usage, the oldest is handed out first.
 *
 * A training step that acquires and releases in the same order as the step before thus gets the same buffers, and its bindings can be reused. The
 * pool of tfjs hands out the one that was released last, which reorders them with every step.
 */
export function oldestFirstPool(device: GpuDevice): BufferPool {
  const free = new Map<string, GpuBuffer[]>(); // youngest first
  const used = new Map<GpuBuffer, string>();
  const ages = new Map<GpuBuffer, number>();
  let numMade = 0;
  const bytes = { used: 0, allocated: 0 };

  const make = (size: number, usage: number, mappedAtCreation: boolean) => {
    const buffer = device.createBuffer({ size, usage, mappedAtCreation });
    ages.set(buffer, numMade++);
    bytes.allocated += size;
    return buffer;
  };
  const destroy = (buffer: GpuBuffer) => {
    bytes.allocated -= buffer.size;
    ages.delete(buffer);
    buffer.destroy();
  };
  const insert = (list: GpuBuffer[], buffer: GpuBuffer) => {
    const age = ages.get(buffer)!;
    let i = list.length;
    while (i > 0 && ages.get(list[i - 1])! < age) i--;
    list.splice(i, 0, buffer);
  };

  return {
    get numBytesUsed() {
      return bytes.used;
    },
    get numBytesAllocated() {
      return bytes.allocated;
    },
    acquireBuffer(size, usage, mappedAtCreation = false, reuse = true) {
      const key = `${size} ${usage}`;
      const buffer = (reuse && !mappedAtCreation && free.get(key)?.pop()) || make(size, usage, mappedAtCreation);
      used.set(buffer, key);
      bytes.used += size;
      return buffer;
    },
    releaseBuffer(buffer, reuse = true) {
      const key = used.get(buffer);
      if (key === undefined) throw new Error('releaseBuffer: expected a buffer in use, got one that was released.');
      used.delete(buffer);
      bytes.used -= buffer.size;
      if (!reuse) return destroy(buffer);
      if (!free.has(key)) free.set(key, []);
      insert(free.get(key)!, buffer);
    },
    dispose() {
      for (const buffer of [...used.keys(), ...[...free.values()].flat()]) destroy(buffer);
      used.clear();
      free.clear();
      bytes.used = 0;
    },
  };
}
