import { join } from 'node:path';
import { enginesFolder } from './engines-folder.ts';

/** Dawn, the WebGPU of Chrome, as the npm package `webgpu` builds it for Node. */
export const webgpuVersion = '0.6.2';

/** Where it is once it is set up. */
export function webgpuFolder(): string {
  return join(enginesFolder(), `webgpu-${webgpuVersion}`);
}

/** The module to import, in the folder of a set-up. */
export function webgpuModule(folder: string): string {
  return join(folder, 'package', 'index.js');
}

/** The package's name for this machine: it holds a library for each that it serves. */
export function webgpuTarget(platform: string, arch: string): string {
  return platform === 'darwin' ? 'darwin-universal' : `${platform}-${arch}`;
}
