import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from './digest.ts';
import { requirePath } from './require-machine.ts';
import { lastLine, runCommand } from './run-command.ts';
import { SetupError } from './setup-error.ts';

/** One archive of the npm registry. None of its scripts are run. */
export interface NpmArchive {
  readonly name: string;
  readonly version: string;
  /** as `npm view NAME@VERSION dist.integrity` prints it after "sha512-" */
  readonly sha512: string;
}

/**
 * Downloads an archive with the npm of this machine, which knows the user's proxies and mirrors.
 *
 * @param folder where it is put
 * @param from the archive or its folder, if it was downloaded before
 * @returns the file, with the pinned content
 * @throws SetupError if it cannot be downloaded or is not the pinned one
 */
export async function fetchNpmArchive(archive: NpmArchive, folder: string, from?: string): Promise<string> {
  const file = from ? await archiveIn(from, archive) : await download(archive, folder);
  requirePath(file);
  const digest = await digestOf(file, 'sha512', 'base64');
  if (digest === archive.sha512) return file;
  throw new SetupError(
    `${file} is not the pinned archive: expected sha512 ${archive.sha512}, got ${digest}`,
    `Get it with: npm pack ${archive.name}@${archive.version}`,
  );
}

/** As `npm pack` names it: `@scope/name` becomes `scope-name`. */
const fileName = ({ name, version }: NpmArchive) => `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;

async function archiveIn(from: string, archive: NpmArchive): Promise<string> {
  return (await stat(from)).isDirectory() ? join(from, fileName(archive)) : from;
}

async function download(archive: NpmArchive, folder: string): Promise<string> {
  const specifier = `${archive.name}@${archive.version}`;
  const { status, stderr } = await runCommand('npm', ['pack', specifier, '--silent', '--pack-destination', folder]);
  if (status === 0) return join(folder, fileName(archive));
  throw new SetupError(
    `npm could not download ${archive.name} ${archive.version}: ${lastLine(stderr)}`,
    `Check the network, or download ${fileName(archive)} on another machine (npm pack ${specifier}) and name it with --from`,
  );
}

/** Unpacks the wanted files or folders of an archive of npm into `folder/package`. `wanted`: paths relative to the root of the package. */
export async function unpackNpmArchive(file: string, wanted: readonly string[], folder: string): Promise<void> {
  const { status, stderr } = await runCommand('tar', ['-xzf', file, '-C', folder, ...wanted.map((path) => `package/${path}`)]);
  if (status !== 0) throw new SetupError(`tar could not unpack ${file}: ${lastLine(stderr)}`, 'Install tar, or free some disk space');
}
