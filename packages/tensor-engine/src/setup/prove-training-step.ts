import * as tf from '@tensorflow/tfjs-core';
import { adam } from '../adam/adam.ts';

/**
 * Takes one training step on the current engine, whose result is known in closed form.
 *
 * @throws Error if the weights after it are wrong
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
      ) as tf.Scalar; // relu([1, −1]): the second row has gradient 0
    optimizer.step([weights], tf.variableGrads(output, [weights]).grads);
    const values = [...weights.dataSync()];
    optimizer.dispose();
    weights.dispose();
    return values;
  });
  const expected = [0.75, -1.25]; // the first step of Adam is the learning rate, against the sign of the gradient
  if (outcome.some((value, i) => !(Math.abs(value - expected[i]) < 1e-4))) {
    throw new Error(`proveTrainingStep: expected weights ${expected}, got ${outcome}. Set the engine up again.`);
  }
}
