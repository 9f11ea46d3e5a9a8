import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SetupProblem } from './setup-problem.ts';

/** What of a machine decides whether its libraries can run. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** undefined where the C library is not glibc */
  readonly glibc: string | undefined;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return { platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime };
}

const remedy = 'Use the engine wasm here';

/** @throws SetupProblem where libraries built for Linux on x64 with a glibc of that version or newer cannot run */
export function requireMachine({ platform, arch, glibc }: Machine, minGlibc: string): void {
  if (platform !== 'linux' || arch !== 'x64')
    throw new SetupProblem(`Its libraries are for linux x64, and this is ${platform} ${arch}`, remedy);
  if (!glibc) throw new SetupProblem(`Its libraries need glibc ${minGlibc}, and this system has another C library`, remedy);
  if (isOlder(glibc, minGlibc))
    throw new SetupProblem(`Its libraries need glibc ${minGlibc} or newer, and this system has ${glibc}`, remedy);
}

/** @throws SetupProblem where the disk of a folder, which need not exist yet, has less free space */
export async function requireDiskSpace(folder: string, megabytes: number): Promise<void> {
  const existing = nearestFolder(folder);
  const { bavail, bsize } = await statfs(existing);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= megabytes) return;
  throw new SetupProblem(
    `${megabytes} MB are needed under ${existing}, and ${free} MB are free`,
    'Make room, or name a folder on another disk with MMAE_ENGINES',
  );
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

function isOlder(version: string, than: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  const [minMajor, minMinor] = than.split('.').map(Number);
  return major < minMajor || (major === minMajor && minor < minMinor);
}
