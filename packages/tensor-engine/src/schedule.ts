/** The learning rate at a step; the first step is 0. */
export type Schedule = (step: number) => number;

/** The same rate at every step. */
export function constant(rate: number): Schedule {
  return () => rate;
}

/** Rises evenly over the first `numSteps` steps, and is then `after`, counted from its own first step. */
export function warmup(numSteps: number, after: Schedule): Schedule {
  requireSteps('warmup', numSteps);
  return (step) => (step < numSteps ? (after(0) * (step + 1)) / numSteps : after(step - numSteps));
}

/** Half a cosine from `from` at step 0 down to `to` at step `numSteps`, and `to` from there on. PyTorch's CosineAnnealingLR. */
export function cosine({ from, to = 0, numSteps }: { from: number; to?: number; numSteps: number }): Schedule {
  requireSteps('cosine', numSteps);
  return (step) => to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, step / numSteps)))) / 2;
}

export interface PlateauOptions {
  readonly rate: number;
  /** what the rate is multiplied by at each plateau; default 0.1 */
  readonly factor?: number;
  /** epochs without a better loss that are borne; default 10 */
  readonly patience?: number;
  /** better is below best · (1 − threshold); default 1e-4 */
  readonly threshold?: number;
}

/** The rate after these validation losses, one an epoch: lowered each time they have stopped falling. PyTorch's ReduceLROnPlateau. */
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

function requireSteps(name: string, numSteps: number): void {
  if (!(numSteps > 0)) throw new RangeError(`${name}: expected numSteps > 0, got ${numSteps}`);
}
