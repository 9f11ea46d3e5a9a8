import fc from 'fast-check';
import { damaged, type Damage } from './damage.ts';
import type { Target } from './target.ts';

/** A damaged file that led to neither a result nor a documented error, shrunk by fast-check. */
export interface Failure {
  readonly seed: number;
  readonly file: string;
  readonly damages: readonly Damage[];
  readonly bytes: Buffer;
  readonly error: string;
}

export interface CheckOptions {
  readonly seed: number;
  readonly numRuns: number;
  /** called before each attempt */
  onAttempt?(file: string, bytes: Buffer): void;
}

/** Tries every undamaged file. @returns a failure for the first that is not read */
export async function checkFiles(target: Target): Promise<Failure | undefined> {
  for (const [file, bytes] of Object.entries(target.files)) {
    if (target.isUnsound?.(file)) continue;
    try {
      await target.attempt(file, bytes);
    } catch (error) {
      return { seed: 0, file, damages: [], bytes, error: `undamaged: ${(error as Error).stack}` };
    }
  }
  return undefined;
}

/** Tries `numRuns` damaged files, the same for the same seed. @returns the first failure */
export async function checkTarget(target: Target, { seed, numRuns, onAttempt }: CheckOptions): Promise<Failure | undefined> {
  const bytesOf = ({ file, damages }: Drawn) => damaged(target.files[file], damages, Object.values(target.files));
  const drawn: fc.Arbitrary<Drawn> = fc
    .constantFrom(...Object.keys(target.files))
    .chain((file) => target.damagesOf(file).map((damages) => ({ file, damages })));
  const property = fc.asyncProperty(drawn, async ({ file, damages }) => {
    const bytes = bytesOf({ file, damages });
    onAttempt?.(file, bytes);
    const problem = await problemOf(target, file, bytes);
    if (problem !== undefined) throw new Error(problem);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns });
  if (!failed) return undefined;
  const [smallest] = counterexample!;
  return { seed, ...smallest, bytes: bytesOf(smallest), error: (errorInstance as Error).message };
}

interface Drawn {
  readonly file: string;
  readonly damages: readonly Damage[];
}

async function problemOf(target: Target, file: string, bytes: Buffer): Promise<string | undefined> {
  try {
    await target.attempt(file, bytes);
    return undefined;
  } catch (error) {
    if (error instanceof Error && target.isDocumented(error)) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : `not an Error: ${String(error)}`;
  }
}
