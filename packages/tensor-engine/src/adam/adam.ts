import * as tf from '@tensorflow/tfjs-core';
import { adamLoop, type AdamKernel, type Moments } from './adam-kernels.ts';
import { adamTensorflow } from './adam-tensorflow.ts';
import { adamWasm } from './adam-wasm.ts';
import { adamWebgpu } from './adam-webgpu.ts';

export interface AdamOptions {
  /** of every step that is given no other; default 1e-3 */
  readonly learningRate?: number;
  /** decay of the mean of gradients; default 0.9 */
  readonly beta1?: number;
  /** decay of the mean of squared gradients; default 0.999 */
  readonly beta2?: number;
  /** added to the corrected root; default 1e-8 */
  readonly epsilon?: number;
  /** decoupled (AdamW): each step scales a weight by 1 − learningRate · weightDecay; default 0 */
  readonly weightDecay?: number;
}

/** The state of Adam as plain arrays, the same on every engine. */
export interface AdamState {
  /** steps taken */
  readonly step: number;
  /** by the name of the variable */
  readonly moments: Readonly<Record<string, Moments>>;
}

export interface Optimizer {
  /**
   * Takes one step. The caller disposes the gradients.
   *
   * @param gradients by variable name, as `tf.variableGrads` gives them
   * @throws RangeError if a variable has no gradient
   */
  step(variables: readonly tf.Variable[], gradients: tf.NamedTensorMap, learningRate?: number): void;
  /** A copy of the state, for a checkpoint. */
  state(): AdamState;
  /** Resumes from a state, of this or another engine. */
  restore(state: AdamState): void;
  dispose(): void;
}

/**
 * Adam (Kingma & Ba, arXiv 1412.6980) and AdamW (Loshchilov & Hutter, arXiv 1711.05101) with PyTorch's formula, on the current engine.
 *
 * Steps are counted once for all variables: the moments of a variable that is added later are corrected as if it had been present from step 1.
 *
 * @throws RangeError for a rate, beta, epsilon or decay out of range
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const settings = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, ...options };
  expectValid(settings);
  const kernel = currentKernel();
  const slots = new Map<string, unknown>();
  let restored: AdamState['moments'] = {};
  let numSteps = 0;

  const slotsOf = (variable: tf.Variable): unknown => {
    if (!slots.has(variable.name)) slots.set(variable.name, kernel.slots(variable, momentsFor(variable, restored)));
    return slots.get(variable.name);
  };
  const dispose = () => {
    for (const each of slots.values()) kernel.dispose(each);
    slots.clear();
  };

  return {
    step(variables, gradients, learningRate = settings.learningRate) {
      const updates = variables.map((variable) => ({ variable, gradient: gradientOf(variable, gradients), slots: slotsOf(variable) }));
      numSteps++;
      kernel.apply(updates, { ...settings, learningRate, step: numSteps });
    },
    state() {
      const current = [...slots].map(([name, each]) => [name, kernel.moments(each)] as const);
      return { step: numSteps, moments: { ...restored, ...Object.fromEntries(current) } };
    },
    restore(state) {
      dispose();
      restored = state.moments;
      numSteps = state.step;
    },
    dispose,
  };
}

/** The fastest kernel for the current engine. */
function currentKernel(): AdamKernel {
  switch (tf.getBackend()) {
    case 'tensorflow':
      return adamTensorflow;
    case 'webgpu':
      return adamWebgpu;
    case 'wasm':
      return adamWasm;
    default:
      return adamLoop; // cpu
  }
}

function momentsFor({ name, size }: tf.Variable, restored: Readonly<Record<string, Moments>>): Moments | undefined {
  const moments = restored[name];
  if (moments && (moments.first.length !== size || moments.second.length !== size)) {
    throw new RangeError(
      `adam: expected ${size} moments for ${JSON.stringify(name)}, got ${moments.first.length} and ${moments.second.length}. Restore the state of the same model`,
    );
  }
  return moments;
}

function gradientOf({ name }: tf.Variable, gradients: tf.NamedTensorMap): tf.Tensor {
  if (gradients[name]) return gradients[name];
  throw new RangeError(
    `adam: expected a gradient for every variable, got none for ${JSON.stringify(name)}. Pass only variables that the loss reaches`,
  );
}

function expectValid({ learningRate, beta1, beta2, epsilon, weightDecay }: Required<AdamOptions>): void {
  const rules: [string, boolean, number][] = [
    ['learningRate >= 0', learningRate >= 0, learningRate],
    ['0 <= beta1 < 1', beta1 >= 0 && beta1 < 1, beta1],
    ['0 <= beta2 < 1', beta2 >= 0 && beta2 < 1, beta2],
    ['epsilon > 0', epsilon > 0, epsilon],
    ['weightDecay >= 0', weightDecay >= 0, weightDecay],
  ];
  for (const [rule, holds, value] of rules) if (!holds) throw new RangeError(`adam: expected ${rule}, got ${value}`);
}
