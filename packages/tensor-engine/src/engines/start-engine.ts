import '@tensorflow/tfjs'; // registers the gradients that tfjs-core's bundle for Node lacks, before a correction replaces one of them
import { InputError } from '@mmae/input';
import * as tf from '@tensorflow/tfjs-core';
import { engineNames, type Engine, type EngineName, type EngineStarter, type StartedEngine } from './engine.ts';
import { tensorflowEngine } from './tensorflow.ts';
import { cpuEngine, wasmEngine } from './wasm-and-cpu.ts';
import { webgpuEngine } from './webgpu.ts';

const starters: Record<EngineName, EngineStarter> = {
  tensorflow: tensorflowEngine,
  webgpu: webgpuEngine,
  wasm: wasmEngine,
  cpu: cpuEngine,
};

/** Whether an engine runs on this machine. */
export interface EngineStatus {
  readonly name: EngineName;
  readonly available: boolean;
  /** library, version and device, or why it is not available */
  readonly description: string;
  /** what to do to make it available; empty if it is */
  readonly remedy: string;
  /** whether `auto` chooses it */
  readonly isAuto: boolean;
}

/**
 * Starts an engine and makes it the current one, on which tfjs-core creates tensors. `auto` chooses the first of {@link engineNames} that runs
 * on this machine.
 *
 * @throws InputError for an unknown name, and for an engine that does not run on this machine, with the reason and the remedy
 */
export async function startEngine(name: EngineName | 'auto'): Promise<Engine> {
  if (name === 'auto') return firstThatStarts();
  if (!engineNames.includes(name)) {
    throw new InputError(`startEngine: expected one of auto, ${engineNames.join(', ')}, got ${JSON.stringify(name)}.`);
  }
  const status = await tryToStart(name);
  if (!status.available) {
    throw new InputError(
      `startEngine: expected an engine that runs on this machine, got ${name}: ${status.description}. ${status.remedy}.`,
    );
  }
  return { name, description: status.description };
}

/** The status of every engine, in the order in which `auto` tries them. The current engine stays current. */
export async function engineStatus(): Promise<EngineStatus[]> {
  const running = tf.engine().backendName;
  const trials: Trial[] = [];
  for (const name of engineNames) trials.push(await tryToStart(name));
  if (running) await tf.setBackend(running);
  const auto = trials.find(isAutomatic);
  return trials.map(({ name, available, description, remedy }) => ({ name, available, description, remedy, isAuto: name === auto?.name }));
}

async function firstThatStarts(): Promise<Engine> {
  for (const name of engineNames) {
    const trial = await tryToStart(name);
    if (isAutomatic(trial)) return { name, description: trial.description };
  }
  throw new InputError('startEngine: expected an engine that runs on this machine, got none. Run "mmae-engine status" to see why.');
}

type Trial = Omit<EngineStatus, 'isAuto'> & Pick<StartedEngine, 'isSoftware'>;

function isAutomatic({ available, isSoftware = false }: Trial): boolean {
  return available && !isSoftware;
}

async function tryToStart(name: EngineName): Promise<Trial> {
  tf.env().set('PROD', true); // silences the banners of tfjs-core
  const { remedy, start } = starters[name];
  try {
    return { name, available: true, remedy: '', ...(await start()) };
  } catch (error) {
    return { name, available: false, remedy, description: (error as Error).message.split('\n')[0] };
  }
}
