import '../kernels/register-gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { cpuEngine } from './cpu.ts';
import { engineNames, type Engine, type EngineName, type EngineStarter } from './engine.ts';
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
  const status = await start(name);
  if (!status.available) {
    throw new Error(`startEngine: expected an engine that can run here, got ${name}: ${status.description}. ${status.remedy}`);
  }
  return { name, description: status.description };
}

/** What every engine says of itself, in the order of `auto`; the one that runs goes on running. */
export async function engineStatus(): Promise<EngineStatus[]> {
  const running = tf.engine().backendName;
  const statuses: EngineStatus[] = [];
  for (const name of engineNames) statuses.push(await start(name));
  if (running) await tf.setBackend(running);
  return statuses;
}

async function firstThatStarts(): Promise<Engine> {
  for (const name of engineNames) {
    const { available, description } = await start(name);
    if (available) return { name, description };
  }
  throw new Error('startEngine: expected an engine that can run here, got none. Run "mmae-engine status" to see why');
}

async function start(name: EngineName): Promise<EngineStatus> {
  tf.env().set('PROD', true); // tfjs-core keeps its banners and advice to itself
  const { remedy } = starters[name];
  try {
    return { name, available: true, description: await starters[name].start(), remedy: '' };
  } catch (error) {
    return { name, available: false, description: (error as Error).message.split('\n')[0], remedy };
  }
}
