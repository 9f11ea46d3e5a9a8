import { util, type backend_util, type DataId, type DataType } from '@tensorflow/tfjs-core';

/** Starts what Dawn does in its own time, and turns Dawn's event loop until it is done. */
export type Turn = (start: () => void, isDone: () => boolean) => void;

/** Where Dawn finds the `setImmediate` by which it asks Node for a round of events. */
interface DawnScope {
  setImmediate(callback: () => void, ...args: unknown[]): unknown;
}

/**
 * Runs an asynchronous function of Dawn's and catches the round of events that it asks Node for.
 * Dawn polls the card in a function that it hands to `setImmediate`; called again, that function polls again.
 *
 * @param ofDawn any function of Dawn's: its scope is where Dawn looks for `setImmediate`, and a test's own scope is another
 */
export async function catchTurn<T>(ofDawn: object, request: () => Promise<T>): Promise<{ result: T; turn: Turn | undefined }> {
  const scope = (ofDawn.constructor as FunctionConstructor)('return globalThis')() as DawnScope;
  const { setImmediate } = scope;
  let round: (() => void) | undefined;
  scope.setImmediate = (callback, ...args) => {
    round ??= callback;
    return setImmediate(callback, ...args);
  };
  try {
    const result = await request();
    return { result, turn: round && turnByHand(scope, round) };
  } finally {
    scope.setImmediate = setImmediate;
  }
}

/**
 * Every round asks Node for the next, and a read takes dozens. Those turned by hand must not stay behind: a training that reads at each step
 * would lengthen Node's queue faster than one turn of Node's loop works it off, and only between turns is freed what Dawn holds for garbage.
 */
function turnByHand(scope: DawnScope, round: () => void): Turn {
  return (start, isDone) => {
    const { setImmediate } = scope;
    scope.setImmediate = () => undefined;
    try {
      start();
      while (!isDone()) round();
    } finally {
      scope.setImmediate = setImmediate;
    }
  };
}

/** As much of tfjs's WebGPU backend as a read takes. */
interface WebgpuBackend {
  readonly tensorMap: { get(dataId: DataId): TensorData };
  readonly bufferManager: { acquireBuffer(size: number, usage: number): GpuBuffer; releaseBuffer(buffer: GpuBuffer): void };
  readonly commandEncoder: {
    copyBufferToBuffer(source: GpuBuffer, start: number, target: GpuBuffer, targetStart: number, size: number): void;
  };
  readSync(dataId: DataId): backend_util.BackendValues;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

interface TensorData {
  readonly values: backend_util.BackendValues | null;
  readonly dtype: DataType;
  readonly resource: GpuBuffer;
}

interface GpuBuffer {
  readonly size: number;
  readonly mapState: 'unmapped' | 'pending' | 'mapped';
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

/** GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST, and GPUMapMode.READ. */
const [stagingUsage, readMode] = [0x0001 | 0x0008, 0x0001];

/**
 * Lets `dataSync` read from the card in Node: it turns Dawn's loop until the copy is there.
 * tfjs's own way leads over a canvas, which only browsers have.
 */
export function readByHand(backend: WebgpuBackend, turn: Turn): void {
  const readHere = backend.readSync.bind(backend); // what never went to the card
  backend.readSync = (dataId) => {
    const { values, dtype, resource } = backend.tensorMap.get(dataId);
    if (values != null || dtype === 'string' || dtype === 'complex64') return readHere(dataId);
    return util.convertBackendValuesAndArrayBuffer(readBuffer(backend, resource, turn), dtype);
  };
}

function readBuffer(backend: WebgpuBackend, source: GpuBuffer, turn: Turn): ArrayBuffer {
  const staging = backend.bufferManager.acquireBuffer(source.size, stagingUsage);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder.copyBufferToBuffer(source, 0, staging, 0, source.size);
  backend.submitQueue();
  turn(
    () => void staging.mapAsync(readMode).catch(() => undefined), // what went wrong shows below
    () => staging.mapState !== 'pending',
  );
  if (staging.mapState !== 'mapped')
    throw new Error('dataSync: expected the card to answer, got no data. It was reset or is out of memory');
  const bytes = staging.getMappedRange().slice(0);
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return bytes;
}
