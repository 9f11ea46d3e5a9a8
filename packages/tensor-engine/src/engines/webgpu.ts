import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { enginesFolder, expectRecordedSizes } from '@mmae/files';
import * as tf from '@tensorflow/tfjs-core';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import { registerWebgpuAddN } from '../kernels/webgpu-add-n.ts';
import { registerWebgpuMatMul } from '../kernels/webgpu-mat-mul.ts';
import { registerWebgpuSums } from '../kernels/webgpu-sums.ts';
import type { WebgpuBackend } from '../webgpu/backend.ts';
import { recordCheaply } from '../webgpu/record.ts';
import { provideShaders } from '../webgpu/shader.ts';
import type { EngineStarter, StartedEngine } from './engine.ts';
import { catchTurn, readSynchronously } from './webgpu-read.ts';

/** The version of the npm package `webgpu`: Dawn, Chrome's implementation of WebGPU, built for Node. */
export const webgpuVersion = '0.6.2';

/** Where the library is set up. */
export const webgpuFolder = (): string => join(enginesFolder(), `webgpu-${webgpuVersion}`);

/** The name of the machine in the package, which contains one library per kind of machine. */
export const webgpuTarget = (platform: string, arch: string): string =>
  platform === 'darwin' ? 'darwin-universal' : `${platform}-${arch}`;

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

/** The parts of a GPUAdapter used here. */
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

/** Starts the library in the folder of a setup. */
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
  if (!existsSync(folder)) throw new Error('not set up');
  expectRecordedSizes(folder);
  const { create, globals } = (await import(pathToFileURL(join(folder, 'package', 'index.js')).href)) as WebgpuLibrary;
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const gpu = create([]);
  pretendBrowser(gpu, globals);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no graphics card found through Vulkan, Metal or Direct3D');
  const { result: device, turn } = await catchTurn(create, () => adapter.requestDevice({ requiredLimits: requiredLimits(adapter) }));
  if (!turn) throw new Error(`its event loop was not found: the library is not webgpu ${webgpuVersion}`);
  tf.env().set('WEBGPU_CPU_FORWARD', false); // tfjs runs small new tensors in JavaScript: a resumed run would not be bit-identical
  const backend = new WebGPUBackend(device as never, adapter.info as never);
  const ours = backend as unknown as WebgpuBackend;
  readSynchronously(ours, turn);
  provideShaders(ours, recordCheaply(ours));
  tf.registerBackend('webgpu', () => backend);
  registerReluGradient('webgpu');
  registerWebgpuAddN();
  registerWebgpuMatMul();
  registerWebgpuSums();
  return describe(adapter);
}

/** Defines the globals that tfjs expects of a browser: `navigator.gpu`, and flags such as GPUBufferUsage. */
function pretendBrowser(gpu: Gpu, globals: object): void {
  Object.assign(globalThis, globals);
  const scope = globalThis as { navigator?: object };
  scope.navigator ??= {}; // Node 21 added it
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
}

/** Limits for the kernels of tfjs: the highest that the card has. */
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
