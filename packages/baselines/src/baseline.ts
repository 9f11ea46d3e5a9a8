import type { Representation } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';

/** What a baseline learnt from train, as it may stand in a run folder: plain matrices, and what was chosen. */
export interface BaselineState {
  readonly json: unknown;
  readonly tensors: Readonly<Record<string, Matrix>>;
}

/** A representation whose fitted state can be kept, and embeds again from it without a fit. */
export interface Baseline extends Representation {
  /** @throws RangeError before fit or restore */
  state(): BaselineState;
  restore(state: BaselineState): void;
  /** the options that validation decided: given as options to another fit, they are not chosen again. @throws RangeError before fit or restore */
  chosen(): Readonly<Record<string, number>>;
}

/** A baseline in three parts: what it learns, how that embeds, and what of it is kept. */
export interface BaselineParts<Fitted> {
  readonly name: string;
  fit(...tables: Parameters<Representation['fit']>): Fitted;
  embed(fitted: Fitted, ...request: Parameters<Representation['embed']>): Matrix;
  toState(fitted: Fitted): BaselineState;
  fromState(state: BaselineState): Fitted;
  /** nothing where it is not given */
  chosen?(fitted: Fitted): Readonly<Record<string, number>>;
}

/** Keeps what was fitted between the calls. */
export function baseline<Fitted>({ name, ...parts }: BaselineParts<Fitted>): Baseline {
  let fitted: Fitted | undefined;
  const known = (): Fitted => {
    if (!fitted) throw new RangeError(`${name}: expected fit or restore before anything else, got neither.`);
    return fitted;
  };
  return {
    async fit(train, validation) {
      fitted = parts.fit(train, validation);
    },
    embed: async (table, modalities) => parts.embed(known(), table, modalities),
    state: () => parts.toState(known()),
    restore(state) {
      fitted = parts.fromState(state);
    },
    chosen: () => parts.chosen?.(known()) ?? {},
  };
}
