import * as tf from '@tensorflow/tfjs-core';
import { adam } from '../adam/adam.ts';

/**
 * Trains on the engine that runs: a step whose outcome is known by hand.
 *
 * @throws Error where the weights come out other than they must
 */
export function proveTrainingStep(): void {
  const outcome = tf.tidy(() => {
    const weights = tf.variable(tf.tensor2d([[1], [-1]]));
    const optimizer = adam({ learningRate: 0.25 });
    const output = () =>
      tf.sum(
        tf.relu(
          tf.matMul(
            tf.tensor2d([
              [2, 1],
              [1, 2],
            ]),
            weights,
          ),
        ),
      ) as tf.Scalar; // relu([1, −1]): the second row has no slope
    optimizer.step([weights], tf.variableGrads(output, [weights]).grads);
    const values = [...weights.dataSync()];
    optimizer.dispose();
    weights.dispose();
    return values;
  });
  const expected = [0.75, -1.25]; // Adam's first step is the learning rate against the sign of the slope
  if (outcome.some((value, i) => !(Math.abs(value - expected[i]) < 1e-4))) {
    throw new Error(`proveTrainingStep: expected weights ${expected}, got ${outcome}. Set the engine up again`);
  }
}
