import { util } from '@tensorflow/tfjs-core';
import type { GpuBuffer, WebgpuBackend } from '../webgpu/backend.ts';

/** Starts asynchronous work of Dawn, and runs Dawn's event loop until it is done. */
export type Turn = (start: () => void, isDone: () => boolean) => void;

/** The scope where Dawn looks up `setImmediate`, by which it asks Node to run its event loop once. */
interface DawnScope {
  setImmediate(callback: () => void, ...args: unknown[]): unknown;
}

/**
 * Runs an asynchronous function of Dawn and captures the callback by which Dawn polls the card.
 * Dawn passes it to `setImmediate`; calling it again polls again.
 *
 * @param ofDawn any function of Dawn, which gives access to its global scope; that of a jest test is a different one
 */
export async function catchTurn<T>(ofDawn: object, request: () => Promise<T>): Promise<{ result: T; turn: Turn | undefined }> {
  const scope = (ofDawn.constructor as FunctionConstructor)('return globalThis')() as DawnScope;
  const { setImmediate } = scope;
  let poll: (() => void) | undefined;
  scope.setImmediate = (callback, ...args) => {
    poll ??= callback;
    return setImmediate(callback, ...args);
  };
  try {
    const result = await request();
    return { result, turn: poll && toTurn(scope, poll) };
  } finally {
    scope.setImmediate = setImmediate;
  }
}

/**
 * Every poll asks Node for the next one, and a read takes dozens of them. These requests are dropped here: a training that reads at each step
 * would otherwise fill Node's queue faster than Node empties it, and Dawn frees memory only between two turns of Node's event loop.
 */
function toTurn(scope: DawnScope, poll: () => void): Turn {
  return (start, isDone) => {
    const { setImmediate } = scope;
    scope.setImmediate = () => undefined;
    try {
      start();
      while (!isDone()) poll();
    } finally {
      scope.setImmediate = setImmediate;
    }
  };
}

/** GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST, and GPUMapMode.READ. */
const [stagingUsage, readMode] = [0x0001 | 0x0008, 0x0001];

/**
 * Makes `dataSync` work in Node: it runs Dawn's event loop until the copy has arrived.
 * tfjs reads through a canvas, which only browsers have.
 */
export function readSynchronously(backend: WebgpuBackend, turn: Turn): void {
  const readFromMemory = backend.readSync.bind(backend); // tensors that were never on the card
  backend.readSync = (dataId) => {
    const { values, dtype, resource } = backend.tensorMap.get(dataId);
    if (values != null || dtype === 'string' || dtype === 'complex64') return readFromMemory(dataId);
    return util.convertBackendValuesAndArrayBuffer(readBuffer(backend, resource!, turn), dtype);
  };
}

function readBuffer(backend: WebgpuBackend, source: GpuBuffer, turn: Turn): ArrayBuffer {
  const staging = backend.bufferManager.acquireBuffer(source.size, stagingUsage);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder.copyBufferToBuffer(source, 0, staging, 0, source.size);
  backend.submitQueue();
  turn(
    () => void staging.mapAsync(readMode).catch(() => undefined), // a failure shows in mapState below
    () => staging.mapState !== 'pending',
  );
  if (staging.mapState !== 'mapped')
    throw new Error('dataSync: expected data from the graphics card, got none. It was reset or is out of memory.');
  const bytes = staging.getMappedRange().slice(0);
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return bytes;
}
