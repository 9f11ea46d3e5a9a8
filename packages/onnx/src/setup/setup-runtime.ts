import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  fetchNpmArchive,
  requireDiskSpace,
  requireMachine,
  requirePath,
  thisMachine,
  unpackNpmArchive,
  type NpmArchive,
  type Recipe,
} from '@mmae/setup';
import { onnxRuntimeFolder, onnxRuntimeVersion } from '../runtime/onnx-runtime.ts';

const runtime: NpmArchive = {
  name: 'onnxruntime-node',
  version: onnxRuntimeVersion,
  sha512: 'twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==',
};

const common: NpmArchive = {
  name: 'onnxruntime-common',
  version: onnxRuntimeVersion,
  sha512: '7fdVWjAID1dVhH/G8qK3APARunV4VkBFoCQAP7qp4Wkab0mrorvmc+sqiT+mKXOzDqdjN5j+/Z9nb4gzNPWcyA==',
};

const targets = ['darwin-arm64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

export interface SourceOptions {
  /** a folder with the files downloaded before; they are downloaded if it is not given */
  readonly from?: string;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

/**
 * The npm package onnxruntime-node with the libraries for this machine, of the 230 MB for five kinds of machine that it contains.
 *
 * @param otherwise what to use on a machine that has no such library
 */
export function runtimeRecipe({ from, say }: SourceOptions, otherwise: string): Recipe {
  const folder = onnxRuntimeFolder();
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      requireMachine(thisMachine(), { targets, glibc: '2.28' }, otherwise);
      await requireDiskSpace(folder, 300);
    },
    async make(unfinished) {
      say(from ? `Reading ${from} …` : `Downloading ${runtime.name} ${runtime.version} (114 MB) …`);
      await writeFile(join(unfinished, 'package.json'), '{}');
      await mkdir(join(unfinished, 'node_modules'));
      await unpack(runtime, ['package.json', 'dist', `bin/napi-v6/${process.platform}/${process.arch}`], unfinished, from);
      await unpack(common, ['package.json', 'dist'], unfinished, from);
    },
  };
}

async function unpack(archive: NpmArchive, wanted: readonly string[], folder: string, from?: string): Promise<void> {
  const file = await fetchNpmArchive(archive, folder, from);
  await unpackNpmArchive(file, wanted, folder);
  await rename(join(folder, 'package'), join(folder, 'node_modules', archive.name));
  if (!from) await rm(file);
}
