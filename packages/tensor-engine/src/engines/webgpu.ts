import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import { registerWebgpuAddN } from '../kernels/webgpu-add-n.ts';
import type { EngineStarter, StartedEngine } from './engine.ts';
import { requireNotedSizes } from './file-sizes.ts';
import { webgpuFolder, webgpuModule } from './webgpu-library.ts';
import { catchTurn, readByHand } from './webgpu-read.ts';

/** A graphics card through WebGPU. */
export const webgpuEngine: EngineStarter = {
  remedy: 'Run "mmae-engine setup webgpu"',
  start: () => startWebgpu(webgpuFolder()),
};

interface WebgpuLibrary {
  create(options: string[]): Gpu;
  readonly globals: object;
}

interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>;
}

/** As much of a GPUAdapter as is used. */
interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly limits: Record<string, number>;
  requestDevice(options: { requiredLimits: Record<string, number> }): Promise<object>;
}

let started: Promise<StartedEngine> | undefined;

/** Starts the library that is set up in a folder. */
export async function startWebgpu(folder: string): Promise<StartedEngine> {
  started ??= registerDevice(folder).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  const engine = await started;
  await tf.setBackend('webgpu');
  return engine;
}

async function registerDevice(folder: string): Promise<StartedEngine> {
  if (!existsSync(folder)) throw new Error('it is not set up');
  requireNotedSizes(folder);
  const { create, globals } = (await import(pathToFileURL(webgpuModule(folder)).href)) as WebgpuLibrary;
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const gpu = create([]);
  pretendBrowser(gpu, globals);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('it finds no graphics card through Vulkan, Metal or Direct3D');
  const { result: device, turn } = await catchTurn(create, () => adapter.requestDevice({ requiredLimits: requiredLimits(adapter) }));
  if (!turn) throw new Error('it cannot be waited for: the library is not the one that is pinned');
  tf.env().set('WEBGPU_CPU_FORWARD', false); // tfjs's JavaScript kernels for small new tensors: a resumed training would get other bits
  const backend = new WebGPUBackend(device as never, adapter.info as never);
  readByHand(backend as never, turn);
  tf.registerBackend('webgpu', () => backend);
  registerReluGradient('webgpu');
  registerWebgpuAddN();
  return describe(adapter);
}

/** Puts what tfjs looks for where it looks: `navigator.gpu`, and flags such as GPUBufferUsage. */
function pretendBrowser(gpu: Gpu, globals: object): void {
  Object.assign(globalThis, globals);
  const scope = globalThis as { navigator?: object };
  scope.navigator ??= {}; // Node has one since version 21
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
}

/** What tfjs's kernels may ask of the card: all that it has. */
function requiredLimits({ limits }: Adapter): Record<string, number> {
  const names = [
    ...['maxStorageBufferBindingSize', 'maxBufferSize', 'maxComputeWorkgroupStorageSize', 'maxComputeWorkgroupsPerDimension'],
    ...['maxComputeWorkgroupSizeX', 'maxComputeInvocationsPerWorkgroup'],
  ];
  return Object.fromEntries(names.map((name) => [name, limits[name]]));
}

function describe({ info: { vendor, architecture, description, isFallbackAdapter } }: Adapter): StartedEngine {
  const isSoftware = isFallbackAdapter === true || architecture === 'software';
  return { description: `WebGPU on ${description || `${vendor} ${architecture}`}${isSoftware ? ', in software' : ''}`, isSoftware };
}
