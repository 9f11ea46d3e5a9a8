import type { Representation } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';

/** What a baseline has learnt from train, ready for a run folder: plain matrices, and the options it chose. */
export interface BaselineState {
  readonly json: unknown;
  readonly tensors: Readonly<Record<string, Matrix>>;
}

/** A representation whose fitted state can be saved and restored without fitting again. */
export interface Baseline extends Representation {
  /** @throws RangeError before fit or restore */
  state(): BaselineState;
  restore(state: BaselineState): void;
  /** the options chosen on validation: passed to another baseline, they are not chosen again. @throws RangeError before fit or restore */
  chosen(): Readonly<Record<string, number>>;
}

/** A baseline in three parts: what it fits, how it embeds, and what is saved. */
export interface BaselineParts<Fitted> {
  readonly name: string;
  fit(...tables: Parameters<Representation['fit']>): Fitted;
  embed(fitted: Fitted, ...request: Parameters<Representation['embed']>): Matrix;
  toState(fitted: Fitted): BaselineState;
  fromState(state: BaselineState): Fitted;
  /** default: no options */
  chosen?(fitted: Fitted): Readonly<Record<string, number>>;
}

/** A baseline that remembers what was fitted or restored. */
export function baseline<Fitted>({ name, ...parts }: BaselineParts<Fitted>): Baseline {
  let fitted: Fitted | undefined;
  const known = (): Fitted => {
    if (!fitted) throw new RangeError(`${name}: expected fit or restore first, got neither. Call one of them.`);
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
