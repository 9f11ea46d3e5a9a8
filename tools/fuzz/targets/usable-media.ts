import { UnusableMediaError } from '@mmae/samples';

/** Summaries count skipped media by the words before the colon. */
export const isUnusableMedia = (error: Error) => error instanceof UnusableMediaError && /^[a-z][^:\n]{2,60}: ./.test(error.message);

/** A feature that is no number would be learnt from. */
export function expectFinite(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) throw new Error(`value ${i} of ${values.length} is ${values[i]}`);
}
