import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@mmae/input';
import { SetupError } from './setup-error.ts';

/** The properties of a machine that decide which libraries run on it. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** undefined if the C library is not glibc */
  readonly glibc: string | undefined;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return { platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime };
}

/** The machines that libraries were built for. */
export interface MachineNeeds {
  /** platform and processor as Node names them, such as `linux-x64` */
  readonly targets: readonly string[];
  /** the oldest version of glibc that they run on; only for linux */
  readonly glibc: string;
}

/**
 * @param remedy what to use on a machine that cannot run the libraries
 * @throws SetupError if the libraries do not run on the machine
 */
export function requireMachine({ platform, arch, glibc }: Machine, needs: MachineNeeds, remedy: string): void {
  const target = `${platform}-${arch}`;
  if (!needs.targets.includes(target))
    throw new SetupError(`Its libraries are for ${needs.targets.join(', ')}, and this is ${target}`, remedy);
  if (platform !== 'linux') return;
  if (!glibc) throw new SetupError(`Its libraries need glibc ${needs.glibc}, and this system has another C library`, remedy);
  if (isOlder(glibc, needs.glibc))
    throw new SetupError(`Its libraries need glibc ${needs.glibc} or newer, and this system has ${glibc}`, remedy);
}

/** @throws InputError if there is no file or folder at the path given by `--from` */
export function requirePath(path: string): void {
  if (!existsSync(path)) throw new InputError(`--from: expected a downloaded file, or its folder, got ${path}, which does not exist.`);
}

/** @throws SetupError if the disk of a folder, which need not exist yet, has less free space */
export async function requireDiskSpace(folder: string, megabytes: number): Promise<void> {
  const existing = nearestFolder(folder);
  const { bavail, bsize } = await statfs(existing);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= megabytes) return;
  throw new SetupError(
    `${megabytes} MB are needed under ${existing}, and ${free} MB are free`,
    'Free some space, or choose a folder on another disk with MMAE_ENGINES',
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
