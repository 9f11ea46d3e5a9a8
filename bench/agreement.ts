import type { Values } from './row.ts';

/** The largest difference between the two sides' numbers of one name, and the tolerance, both as a share of the peer's largest number. */
export interface Agreement {
  readonly name: string;
  readonly difference: number;
  readonly tolerance: number;
}

/** Both sides got different results from the same data, so their times cannot be compared. */
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
  for (const [side, values] of Object.entries({ 'our side': ours, 'the peer': peer })) {
    const found = Object.keys(values).sort().join(', ');
    if (found !== expected) throw new DisagreementError(`agreement: expected values ${expected}, got ${found} from ${side}`);
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
      `agreement: expected both sides to give as many numbers of ${name}, got ${ours.length} and, from the peer, ${peer.length}`,
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
