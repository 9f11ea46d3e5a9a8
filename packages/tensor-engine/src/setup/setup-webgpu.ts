import { rm } from 'node:fs/promises';
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
import { webgpuFolder, webgpuTarget, webgpuVersion } from '../engines/webgpu.ts';
import { otherEngine } from './other-engine.ts';

export interface WebgpuOptions {
  /** the archive of the npm package, or its folder; downloaded with npm if it is not given */
  readonly from?: string;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

const archive: NpmArchive = {
  name: 'webgpu',
  version: webgpuVersion,
  sha512: '3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==',
};
const targets = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

/** The library for this machine from the npm package `webgpu`, which contains 130 MB for five kinds of machine. */
export function webgpuRecipe({ from, say }: WebgpuOptions): Recipe {
  const folder = webgpuFolder();
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      requireMachine(thisMachine(), { targets, glibc: '2.34' }, otherEngine);
      await requireDiskSpace(folder, 200);
    },
    async make(unfinished) {
      say(from ? `Reading ${from} …` : `Downloading webgpu ${webgpuVersion} …`);
      const file = await fetchNpmArchive(archive, unfinished, from);
      await unpackNpmArchive(file, wantedParts(), unfinished);
      if (!from) await rm(file);
    },
  };
}

const wantedParts = () => ['index.js', 'package.json', 'LICENSE.md', `dist/${webgpuTarget(process.platform, process.arch)}`];
