import type { Values } from './row.ts';

/** How far apart the two sides' numbers of one name are, and how far they may be, both as a share of the peer's largest number. */
export interface Agreement {
  readonly name: string;
  readonly difference: number;
  readonly tolerance: number;
}

/** Both sides did the same work on the same data and came to different results: their times cannot be compared. */
export class DisagreementError extends Error {
  override readonly name = 'DisagreementError';
}

/**
 * Compares what both sides computed.
 *
 * @param tolerances one for every name; both sides must have exactly these
 * @throws DisagreementError where a name or a number is missing, a number is not finite, or two are too far apart
 */
export function agreement(ours: Values, peer: Values, tolerances: Readonly<Record<string, number>>): Agreement[] {
  const expected = Object.keys(tolerances).sort().join(', ');
  for (const [side, values] of Object.entries({ ours, peer })) {
    const found = Object.keys(values).sort().join(', ');
    if (found !== expected) throw new DisagreementError(`agreement: expected values ${expected}, got ${found} of ${side}`);
  }
  return Object.entries(tolerances).map(([name, tolerance]) => {
    const difference = largestDifference(name, ours[name], peer[name]);
    if (difference <= tolerance) return { name, difference, tolerance };
    throw new DisagreementError(`agreement: expected ${name} to differ by at most ${tolerance}, got ${difference.toPrecision(2)}`);
  });
}

function largestDifference(name: string, ours: ArrayLike<number>, peer: ArrayLike<number>): number {
  if (ours.length !== peer.length || peer.length === 0) {
    throw new DisagreementError(
      `agreement: expected as many numbers of ${name}, got ${ours.length} of ours and ${peer.length} of the peer's`,
    );
  }
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < peer.length; i++) {
    if (!Number.isFinite(ours[i]) || !Number.isFinite(peer[i])) {
      throw new DisagreementError(`agreement: expected finite numbers of ${name}, got ${ours[i]} and ${peer[i]} at ${i}`);
    }
    difference = Math.max(difference, Math.abs(ours[i] - peer[i]));
    largest = Math.max(largest, Math.abs(peer[i]));
  }
  return difference === 0 ? 0 : difference / largest;
}
