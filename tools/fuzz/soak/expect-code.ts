import type { Ended } from '../../../apps/trainer/src/train-process.test.support.ts';

/** @throws Error if a process exited with another code, or printed a stack trace */
export function expectCode(what: string, { code, stderr }: Ended, ...expected: readonly number[]): void {
  const hasStack = /\n\s+at .+:\d+:\d+/.test(stderr);
  if (expected.includes(code ?? -1) && !hasStack) return;
  throw new Error(
    `${what}: expected exit code ${expected.join(' or ')}${hasStack ? ' and no stack' : ''}, got ${code}:\n${stderr.slice(-2000)}`,
  );
}
