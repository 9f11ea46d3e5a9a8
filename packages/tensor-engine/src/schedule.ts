/** The learning rate at a step; the first step is 0. */
export type Schedule = (step: number) => number;

/** The same rate at every step. */
export function constant(rate: number): Schedule {
  return () => rate;
}

/** Rises linearly over the first `numSteps` steps to the start of `after`, and then follows it. */
export function warmup(numSteps: number, after: Schedule): Schedule {
  expectSteps('warmup', numSteps);
  return (step) => (step < numSteps ? (after(0) * (step + 1)) / numSteps : after(step - numSteps));
}

/** Half a cosine from `from` at step 0 down to `to` at step `numSteps`, then constant: PyTorch's CosineAnnealingLR. */
export function cosine({ from, to = 0, numSteps }: { from: number; to?: number; numSteps: number }): Schedule {
  expectSteps('cosine', numSteps);
  return (step) => to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, step / numSteps)))) / 2;
}

export interface PlateauOptions {
  readonly rate: number;
  /** factor that the rate is multiplied by at each plateau; default 0.1 */
  readonly factor?: number;
  /** epochs without a better loss before the rate is lowered; default 10 */
  readonly patience?: number;
  /** a loss is better if it is below best · (1 − threshold); default 1e-4 */
  readonly threshold?: number;
}

/** The learning rate after these validation losses, one per epoch: lowered whenever they stop falling. PyTorch's ReduceLROnPlateau. */
export function plateau(losses: readonly number[], { rate, factor = 0.1, patience = 10, threshold = 1e-4 }: PlateauOptions): number {
  let best = Infinity;
  let numBad = 0;
  for (const loss of losses) {
    const better = loss < best * (1 - threshold);
    if (better) best = loss;
    numBad = better ? 0 : numBad + 1;
    if (numBad > patience) {
      rate *= factor;
      numBad = 0;
    }
  }
  return rate;
}

function expectSteps(name: string, numSteps: number): void {
  if (!(numSteps > 0)) throw new RangeError(`${name}: expected numSteps > 0, got ${numSteps}`);
}
