import type { FrameRange } from '../assets/asset.ts';
import type { Tag } from '../tags/tag.ts';

export type Verdict = 'accept' | 'reject' | 'add' | 'retract';

export interface NewDecision {
  readonly sampleKey: number;
  readonly label: string;
  readonly concept?: string;
  readonly verdict: Verdict;
  readonly who: string;
  /** {@link Tag.version} as the person saw it; a later decision by somebody else is then a conflict and nothing is written */
  readonly expectedVersion?: number;
}

/** A line of `decisions.jsonl`. */
export interface Decision {
  readonly seq: number;
  /** a UUID */
  readonly id: string;
  readonly content: string;
  readonly range?: FrameRange;
  readonly label: string;
  readonly concept?: string;
  readonly verdict: Verdict;
  readonly who: string;
  /** ISO 8601 in UTC */
  readonly at: string;
  /** the decision that this one undoes */
  readonly undoes?: string;
}

export interface DecideResult {
  readonly applied: readonly Decision[];
  readonly conflicts: readonly { readonly decision: NewDecision; readonly current: Tag }[];
}
