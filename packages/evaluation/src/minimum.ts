/** Returns the value of a function at `x`, and writes its gradient into `gradient`. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly x: Float64Array;
  readonly numIterations: number;
  /** whether the gradient fell to the tolerance */
  readonly converged: boolean;
}

export interface MinimumOptions {
  /** largest absolute element of the gradient at which the search ends */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** relative rounding error of the value: a step may increase it by that much */
  readonly rounding: number;
}

/** Number of steps from which the curvature is estimated. */
const memory = 10;

/** A step and the change of the gradient along it. */
interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  /** move · change; positive for a convex function */
  readonly curvature: number;
}

/**
 * Minimizes a convex function by L-BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5), halving steps until they descend enough.
 *
 * The search ends early if no step descends, because of rounding.
 */
export function minimum(objective: Differentiable, start: Float64Array, { tolerance, maxIterations, rounding }: MinimumOptions): Minimum {
  let point: Point = { x: start, gradient: new Float64Array(start.length), value: 0 };
  point = { ...point, value: objective(start, point.gradient) };
  const steps: Step[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(point.gradient) <= tolerance) return { x: point.x, numIterations: iteration, converged: true };
    const next = descend(objective, point, direction(point.gradient, steps), rounding * Math.abs(point.value));
    if (!next) return { x: point.x, numIterations: iteration, converged: false };
    remember(steps, point, next);
    point = next;
  }
  return { x: point.x, numIterations: maxIterations, converged: largest(point.gradient) <= tolerance };
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Minus the gradient times the inverse Hessian estimated from the steps. */
function direction(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const result = gradient.map((value) => -value);
  const weights = new Float64Array(steps.length);
  for (let i = steps.length - 1; i >= 0; i--) {
    weights[i] = dot(steps[i].move, result) / steps[i].curvature;
    addScaled(result, -weights[i], steps[i].change);
  }
  const last = steps.at(-1);
  const scale = last ? last.curvature / dot(last.change, last.change) : 1 / Math.sqrt(dot(gradient, gradient));
  for (let j = 0; j < result.length; j++) result[j] *= scale;
  steps.forEach((step, i) => addScaled(result, weights[i] - dot(step.change, result) / step.curvature, step.move));
  return result;
}

/** The first of the step sizes 1, 1/2, 1/4 … that descends by at least 1e-4 of the linear prediction; undefined if none does. */
function descend(objective: Differentiable, from: Point, along: Float64Array, tolerated: number): Point | undefined {
  const slope = dot(from.gradient, along);
  const gradient = new Float64Array(along.length);
  for (let size = 1; size > 1e-10; size /= 2) {
    const x = from.x.slice();
    addScaled(x, size, along);
    const value = objective(x, gradient);
    if (value <= from.value + 1e-4 * size * slope + tolerated) return { x, value, gradient };
  }
  return undefined;
}

function remember(steps: Step[], from: Point, to: Point): void {
  const move = to.x.map((value, j) => value - from.x[j]);
  const change = to.gradient.map((value, j) => value - from.gradient[j]);
  const curvature = dot(move, change);
  if (curvature > 0) steps.push({ move, change, curvature });
  if (steps.length > memory) steps.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  for (let j = 0; j < target.length; j++) target[j] += factor * source[j];
}

const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
