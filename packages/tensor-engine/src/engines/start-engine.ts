import '../kernels/register-gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { cpuEngine } from './cpu.ts';
import { engineNames, type Engine, type EngineName, type EngineStarter, type StartedEngine } from './engine.ts';
import { tensorflowEngine } from './tensorflow.ts';
import { wasmEngine } from './wasm.ts';
import { webgpuEngine } from './webgpu.ts';

const starters: Record<EngineName, EngineStarter> = {
  tensorflow: tensorflowEngine,
  webgpu: webgpuEngine,
  wasm: wasmEngine,
  cpu: cpuEngine,
};

/** Whether an engine can run here: its description, or why not and what to do. */
export interface EngineStatus {
  readonly name: EngineName;
  readonly available: boolean;
  /** what it is where it is available, why it is not where it is not */
  readonly description: string;
  /** empty where it is available */
  readonly remedy: string;
  /** the one that `auto` takes */
  readonly isAuto: boolean;
}

/**
 * Starts an engine: from here on tfjs-core's tensors live on it. `auto` is the first of {@link engineNames} that can run.
 *
 * @throws RangeError for a name that is no engine
 * @throws Error where the named engine cannot run, with the reason and the remedy
 */
export async function startEngine(name: EngineName | 'auto'): Promise<Engine> {
  if (name === 'auto') return firstThatStarts();
  if (!engineNames.includes(name)) {
    throw new RangeError(`startEngine: expected one of auto, ${engineNames.join(', ')}, got ${JSON.stringify(name)}`);
  }
  const status = await tryToStart(name);
  if (!status.available) {
    throw new Error(`startEngine: expected an engine that can run here, got ${name}: ${status.description}. ${status.remedy}`);
  }
  return { name, description: status.description };
}

/** What every engine says of itself, in the order of `auto`; the one that runs goes on running. */
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
  throw new Error('startEngine: expected an engine that can run here, got none. Run "mmae-engine status" to see why');
}

type Trial = Omit<EngineStatus, 'isAuto'> & Pick<StartedEngine, 'isSoftware'>;

function isAutomatic({ available, isSoftware = false }: Trial): boolean {
  return available && !isSoftware;
}

async function tryToStart(name: EngineName): Promise<Trial> {
  tf.env().set('PROD', true); // tfjs-core keeps its banners and advice to itself
  const { remedy, start } = starters[name];
  try {
    return { name, available: true, remedy: '', ...(await start()) };
  } catch (error) {
    return { name, available: false, remedy, description: (error as Error).message.split('\n')[0] };
  }
}
