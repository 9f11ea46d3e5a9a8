import type * as tf from '@tensorflow/tfjs-core';

/** The running means of a variable's gradient and of its square, as many numbers as the variable has. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** What Adam needs of one step, the same for every variable. */
export interface AdamStep {
  /** 1 at the first step */
  readonly step: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** One variable in one step, with the slots in which an engine keeps its moments. */
export interface AdamUpdate<Slots> {
  readonly variable: tf.Variable;
  readonly gradient: tf.Tensor;
  readonly slots: Slots;
}

/** How an engine carries Adam out. */
export interface AdamKernel<Slots = unknown> {
  /** Slots for a variable, from zeros where no moments are given. */
  slots(variable: tf.Variable, moments?: Moments): Slots;
  apply(updates: readonly AdamUpdate<Slots>[], step: AdamStep): void;
  /** a copy */
  moments(slots: Slots): Moments;
  dispose(slots: Slots): void;
}
