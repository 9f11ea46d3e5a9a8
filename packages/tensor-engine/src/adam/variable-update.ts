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

/** One variable under Adam: where its moments live, and how an engine updates them and it in one go. */
export interface VariableUpdate {
  apply(gradient: tf.Tensor, step: AdamStep): void;
  /** a copy */
  moments(): Moments;
  dispose(): void;
}

/** Starts from the moments given, from zeros where none are. */
export type StartVariableUpdate = (variable: tf.Variable, moments?: Moments) => VariableUpdate;
