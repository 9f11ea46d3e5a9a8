import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { webgpuFolder, webgpuTarget, webgpuVersion } from '../engines/webgpu.ts';
import { digestOf } from './fetch-wheels.ts';
import { requireDiskSpace, requireMachine, requirePath, thisMachine } from './require-machine.ts';
import { lastLine, runCommand } from './run-command.ts';
import type { EngineRecipe } from './setup-engine.ts';
import { SetupError } from './setup-error.ts';

export interface WebgpuOptions {
  /** the archive of the npm package, or its folder; downloaded with npm if it is not given */
  readonly from?: string;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

const archive = `webgpu-${webgpuVersion}.tgz`;
const sha512 = '3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==';
const targets = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

/** The library for this machine from the npm package `webgpu`, which contains 130 MB for five kinds of machine. */
export function webgpuRecipe({ from, say }: WebgpuOptions): EngineRecipe {
  const folder = webgpuFolder();
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      requireMachine(thisMachine(), { targets, glibc: '2.34' });
      await requireDiskSpace(folder, 200);
    },
    async make(unfinished) {
      say(from ? `Reading ${from} …` : `Downloading webgpu ${webgpuVersion} …`);
      const file = from ? await archiveIn(from) : await download(unfinished);
      await requireContent(file);
      await unpack(file, unfinished);
      if (!from) await rm(file);
    },
  };
}

async function archiveIn(from: string): Promise<string> {
  return (await stat(from)).isDirectory() ? join(from, archive) : from;
}

/** Downloads with the npm of this machine, which knows the user's proxies and mirrors. */
async function download(folder: string): Promise<string> {
  const { status, stderr } = await runCommand('npm', ['pack', `webgpu@${webgpuVersion}`, '--silent', '--pack-destination', folder]);
  if (status === 0) return join(folder, archive);
  throw new SetupError(
    `npm could not download webgpu ${webgpuVersion}: ${lastLine(stderr)}`,
    `Check the network, or download ${archive} on another machine (npm pack webgpu@${webgpuVersion}) and name it with --from`,
  );
}

async function requireContent(file: string): Promise<void> {
  requirePath(file);
  const digest = await digestOf(file, 'sha512', 'base64');
  if (digest === sha512) return;
  throw new SetupError(
    `${file} is not the pinned archive: expected sha512 ${sha512}, got ${digest}`,
    `Get it with: npm pack webgpu@${webgpuVersion}`,
  );
}

async function unpack(file: string, folder: string): Promise<void> {
  const wanted = ['index.js', 'package.json', 'LICENSE.md', `dist/${webgpuTarget(process.platform, process.arch)}`].map(
    (path) => `package/${path}`,
  );
  const { status, stderr } = await runCommand('tar', ['-xzf', file, '-C', folder, ...wanted]);
  if (status !== 0) throw new SetupError(`tar could not unpack ${file}: ${lastLine(stderr)}`, 'Install tar, or free some disk space');
}
