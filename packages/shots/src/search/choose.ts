import type { Candidate } from './candidates.ts';

/** Half the frames that a candidate claims for itself. */
const claim = ({ reach }: Candidate) => Math.max(1.5, 0.8 * reach);

const overlap = (a: Candidate, b: Candidate) => Math.abs(a.center - b.center) < claim(a) + claim(b);

/** The best of each group of candidates that overlap, best first; in the order of frames. */
export function choose<T extends Candidate>(candidates: readonly T[]): T[] {
  const chosen: T[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score || a.center - b.center)) {
    if (!chosen.some((other) => overlap(candidate, other))) chosen.push(candidate);
  }
  return chosen.sort((a, b) => a.center - b.center);
}
