import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { digestOf } from './digest.ts';
import { lastLine, runCommand } from './run-command.ts';
import { SetupProblem } from './setup-problem.ts';
import type { Wheel } from './wheels.ts';

/**
 * Downloads wheels with the machine's pip, which knows the user's proxies and mirrors.
 *
 * Python version, ABI and platforms are named, so that every machine gets the same files, whatever its own Python is.
 *
 * @returns the file of each wheel, in their order, each with the content that was pinned
 */
export async function downloadWheels(wheels: readonly Wheel[], folder: string): Promise<string[]> {
  const [program, ...args] = await findPip();
  const requirements = wheels.map(({ name, version }) => `${name}==${version}`);
  const { status, stderr } = await runCommand(program, [...args, 'download', ...pipOptions, '--dest', folder, ...requirements]);
  if (status !== 0) {
    throw new SetupProblem(
      `pip could not download ${requirements.join(', ')}: ${lastLine(stderr)}`,
      'Check the network or pip’s index, or bring the wheels from another machine and name their folder with --from',
    );
  }
  return pinnedWheels(wheels, folder);
}

/** The wheels in a folder, or the one wheel that `from` is. @throws SetupProblem where one is missing or is not the pinned one */
export async function pinnedWheels(wheels: readonly Wheel[], from: string): Promise<string[]> {
  const files = (await stat(from)).isDirectory() ? (await readdir(from)).map((file) => join(from, file)) : [from];
  const found = wheels.map((wheel) =>
    files.find((file) => basename(file).startsWith(`${wheel.name.replaceAll('-', '_')}-${wheel.version}-`)),
  );
  for (const [i, wheel] of wheels.entries()) {
    if (!found[i]) throw new SetupProblem(`${from} is or holds no wheel of ${wheel.name} ${wheel.version}`, downloadByHand(wheel));
    const sha256 = await digestOf(found[i], 'sha256', 'hex');
    if (sha256 !== wheel.sha256) {
      throw new SetupProblem(`${found[i]} is not the pinned wheel: expected sha256 ${wheel.sha256}, got ${sha256}`, downloadByHand(wheel));
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

/** The command that runs pip here, with its first arguments. @throws SetupProblem where there is none */
export async function findPip(): Promise<string[]> {
  const candidates = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];
  for (const [program, ...args] of candidates) {
    if ((await runCommand(program, [...args, '--version'])).status === 0) return [program, ...args];
  }
  throw new SetupProblem(
    'pip was not found',
    'Install Python’s pip (on Debian and Ubuntu: apt install python3-pip), or name a downloaded wheel with --from',
  );
}
