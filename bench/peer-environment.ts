import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The peers cannot be installed; the message says why and what to do. */
export class PeerProblem extends Error {
  override readonly name = 'PeerProblem';
}

/**
 * A Python environment with the pinned packages of `requirements.txt`; created on first use.
 *
 * @returns path of the interpreter
 * @throws PeerProblem where python3, its venv or a package cannot be had
 */
export function peerPython(
  folder: string,
  requirements: string,
  { python = 'python3', say = (_: string): void => undefined } = {},
): string {
  const environment = join(folder, 'venv');
  const interpreter = join(environment, 'bin', 'python');
  const stamp = join(environment, 'requirements.sha256');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return interpreter;
  say('installing the peers into .bench/venv; this takes some minutes and happens once');
  rmSync(environment, { recursive: true, force: true });
  attempt(python, ['-m', 'venv', environment], 'Install Python 3.11 or newer with its venv module.');
  attempt(interpreter, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], 'See that PyPI can be reached, and try again.');
  writeFileSync(stamp, digest);
  return interpreter;
}

function attempt(program: string, args: readonly string[], remedy: string): void {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: Buffer };
    const reason = stderr?.toString().trim().split('\n').at(-1) || message;
    throw new PeerProblem(`peerPython: expected \`${program} ${args.slice(0, 3).join(' ')}\` to succeed, got "${reason}". ${remedy}`);
  }
}
