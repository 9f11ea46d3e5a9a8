// Finds and loads onnxruntime-node, which is no dependency: a set-up command installs it outside of node_modules. Knows nothing of shots.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { enginesFolder, expectRecordedSizes } from '@mmae/files';
import { InputError } from '@mmae/input';

/** The version of onnxruntime-node that is set up, tested and measured. */
export const onnxRuntimeVersion = '1.30.0';

/** Where it is set up. */
export const onnxRuntimeFolder = (): string => join(enginesFolder(), `onnxruntime-${onnxRuntimeVersion}`);

/** @throws InputError with the remedy, a sentence, if the runtime is not set up or damaged */
export function requireOnnxRuntime(remedy: string, folder = onnxRuntimeFolder()): void {
  const refuse = (got: string): never => {
    throw new InputError(`requireOnnxRuntime: expected onnxruntime ${onnxRuntimeVersion} in ${folder}, got ${got}. ${remedy}`);
  };
  if (!existsSync(folder)) refuse('no such folder');
  try {
    expectRecordedSizes(folder);
  } catch (error) {
    refuse((error as Error).message);
  }
}

/** A tensor of bytes, integers or single-precision numbers, row-major. */
export interface OnnxTensor {
  readonly type: 'uint8' | 'int64' | 'float32';
  readonly data: Uint8Array | BigInt64Array | Float32Array;
  readonly shape: readonly number[];
}

/** A network that is ready to run. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Runs the network once, after the runs that were asked for before. @returns its outputs by name */
  run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
  /** Ends its thread and frees its memory. A run that has not ended fails. */
  close(): Promise<void>;
}

/**
 * Loads a model in a thread of its own, so that this thread stays free while the network computes. Buffers are given back after every run: memory stays
 * level.
 *
 * @param model an ONNX file
 * @param numThreads that compute; 0 for one a processor core
 * @param folder of the runtime, checked by `requireOnnxRuntime`
 * @throws Error with the message of onnxruntime if it or the model cannot be loaded
 */
export async function openOnnxSession(model: string, numThreads: number, folder = onnxRuntimeFolder()): Promise<OnnxSession> {
  const thread = new Worker(threadSource, { eval: true, execArgv: [], workerData: { folder, model, numThreads } });
  const answer = answersOf(thread);
  const names = await answer().catch(async (error: unknown) => {
    await thread.terminate();
    throw error;
  });
  thread.unref(); // an idle thread does not keep the process alive
  let last: Promise<unknown> = Promise.resolve();
  async function run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>> {
    thread.ref();
    thread.postMessage(inputs);
    return (await answer().finally(() => thread.unref())) as Readonly<Record<string, OnnxTensor>>;
  }
  return {
    ...(names as Pick<OnnxSession, 'inputNames' | 'outputNames'>),
    run(inputs) {
      const result = last.then(() => run(inputs));
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      await thread.terminate();
    },
  };
}

/** Waits for the next answer of a thread. It fails if the thread fails or has ended. */
function answersOf(thread: Worker): () => Promise<unknown> {
  let settle: { resolve(answer: unknown): void; reject(error: Error): void } | undefined;
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    settle?.reject(failure);
  };
  thread.on('message', ({ error, outputs }: { error?: string; outputs?: unknown }) => {
    if (error === undefined) settle?.resolve(outputs);
    else settle?.reject(new Error(error));
  });
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('the thread of onnxruntime has ended')));
  return () =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
      if (failure) reject(failure);
    });
}

/** Runs without TypeScript. Loads the model, answers, and then answers every message with the outputs for the inputs in it. */
const threadSource = `
const { parentPort, workerData: { folder, model, numThreads } } = require('node:worker_threads');
const { InferenceSession, Tensor } = require('node:module').createRequire(folder + '/package.json')('onnxruntime-node');

const options = {
  intraOpNumThreads: numThreads,
  executionMode: 'sequential',
  enableCpuMemArena: false,
  logSeverityLevel: 3, // errors
  extra: { session: { intra_op: { allow_spinning: '0' } } }, // threads that wait take no time from others
};
const session = InferenceSession.create(model, options);
const refuse = (error) => parentPort.postMessage({ error: error.message });
session.then(({ inputNames, outputNames }) => parentPort.postMessage({ outputs: { inputNames, outputNames } }), refuse);

async function run(inputs) {
  const tensors = Object.entries(inputs).map(([name, { type, data, shape }]) => [name, new Tensor(type, data, shape)]);
  const outputs = Object.entries(await (await session).run(Object.fromEntries(tensors)));
  return Object.fromEntries(outputs.map(([name, { type, data, dims }]) => [name, { type, data, shape: dims }]));
}

parentPort.on('message', (inputs) => run(inputs).then((outputs) => parentPort.postMessage({ outputs }), refuse));
`;
