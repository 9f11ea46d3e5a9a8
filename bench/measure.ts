import { agreement, type Agreement } from './agreement.ts';
import type { Side } from './side.ts';
import { ratio, summary, type Ratio, type Round, type SideSummary } from './statistics.ts';

/** The measurement of a row. */
export interface Measurement {
  readonly agreement: readonly Agreement[];
  readonly ours: SideSummary;
  readonly peer: SideSummary;
  readonly ratio: Ratio;
}

/**
 * Runs both sides in turns: once to warm up and to compare their results, then timed.
 *
 * @throws DisagreementError before anything is timed, if the results differ
 */
export async function measure(
  ours: Side,
  peer: Side,
  tolerances: Readonly<Record<string, number>>,
  numRounds: number,
): Promise<Measurement> {
  const agreed = agreement(await ours.check(), await peer.check(), tolerances);
  const rounds = { ours: [] as Round[], peer: [] as Round[] };
  for (let i = 0; i < numRounds; i++) {
    rounds.ours.push(await ours.round());
    rounds.peer.push(await peer.round());
  }
  return {
    agreement: agreed,
    ours: summary(rounds.ours),
    peer: summary(rounds.peer),
    ratio: ratio(rounds.ours, rounds.peer),
  };
}
