import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { numPages, productWasm } from './product.wasm.ts';

/** The exports of assembly/product.ts: functions, addresses in its memory, and maximum sizes. */
interface ProductExports {
  packRows(source: number, target: number, numRows: number, depth: number, stride: number, panelWidth: number): void;
  packColumns(source: number, target: number, depth: number, width: number, stride: number, panelWidth: number): void;
  startBatch(
    numRows: number,
    rowsPerBlock: number,
    depth: number,
    width: number,
    isTransposed: boolean,
    isFirst: boolean,
    isCompared: boolean,
    firstColumn: number,
  ): void;
  releaseBlocks(numBlocks: number, wakesThreads: boolean): void;
  takeBlocks(thread: number): void;
  readonly numStaged: Constant;
  readonly numDone: Constant;
  readonly blockRows: Constant;
  readonly blockDepth: Constant;
  readonly blockColumns: Constant;
  readonly batchRows: Constant;
  readonly stagedNumbers: Constant;
  readonly packedNumbers: Constant;
  readonly productNumbers: Constant;
  readonly maxThreads: Constant;
  readonly offsets: Constant;
  readonly bestValues: Constant;
  readonly bestColumns: Constant;
  readonly packedB: Constant;
  readonly staging: Constant;
  readonly product: Constant;
}

interface Constant {
  readonly value: number;
}

/** The part of the WebAssembly API that is used. Node's types do not include it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
  Memory: new (size: { initial: number; maximum: number; shared: boolean }) => { readonly buffer: SharedArrayBuffer };
};

export interface ProductKernel extends ProductExports {
  /** the memory of the kernel */
  readonly numbers: Float32Array;
  readonly integers: Int32Array;
  /** Computes the remaining blocks of the batch, and waits for the threads. */
  finishBatch(): void;
  /** Starts as many threads as the machine can use, in addition to the caller's. */
  startThreads(): void;
}

let kernel: ProductKernel | undefined;

/** The compiled kernel, instantiated on first use. */
export function productKernel(): ProductKernel {
  kernel ??= startKernel();
  return kernel;
}

function startKernel(): ProductKernel {
  const module = new WebAssembly.Module(Buffer.from(productWasm, 'base64'));
  const memory = new WebAssembly.Memory({ initial: numPages, maximum: numPages, shared: true });
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as ProductExports;
  const integers = new Int32Array(memory.buffer);
  const [numStaged, numDone] = [exports.numStaged.value / 4, exports.numDone.value / 4];
  return {
    ...exports,
    numbers: new Float32Array(memory.buffer),
    integers,
    finishBatch() {
      exports.takeBlocks(0);
      for (let done = Atomics.load(integers, numDone); done !== integers[numStaged]; done = Atomics.load(integers, numDone)) {
        Atomics.wait(integers, numDone, done);
      }
    },
    startThreads() {
      const numThreads = Math.min(availableParallelism(), exports.maxThreads.value);
      for (let thread = 1; thread < numThreads; thread++) startThread({ module, memory, numStaged, thread });
    },
  };
}

/** If the system refuses a thread, the others compute its blocks. */
function startThread(workerData: object): void {
  try {
    const thread = new Worker(threadSource, { eval: true, execArgv: [], workerData });
    thread.on('error', () => undefined); // it did not start
    thread.unref();
  } catch {
    return;
  }
}

/** The script of a thread, as text, so that it needs no file of its own in the sources and in the built package. */
const threadSource = `
const { module, memory, numStaged, thread } = require('node:worker_threads').workerData;
const { takeBlocks } = new WebAssembly.Instance(module, { env: { memory } }).exports;
const integers = new Int32Array(memory.buffer);
for (;;) {
  const staged = Atomics.load(integers, numStaged);
  takeBlocks(thread);
  Atomics.wait(integers, numStaged, staged);
}`;
