// node --expose-gc --import ./tools/run-sources/register.mjs packages/tensor-engine/scale/memory.ts ENGINE [NUM_STEPS]
//
// Trains on one engine and prints resident memory after a garbage collection, and the number of tensors, ten times. Weights and moments take
// 0.4 MB: leaking one set per step would show as gigabytes.
import { startEngine, adam, clipByNorm, type EngineName } from '../src/index.ts';
import * as tf from '@tensorflow/tfjs-core';

const [engine = 'wasm', numSteps = '5000'] = process.argv.slice(2);
const [batchSize, numFeatures, numHidden] = [16, 128, 128];
const every = Math.ceil(Number(numSteps) / 10);

const { name, description } = await startEngine(engine as EngineName);
const encoder = tf.variable(tf.randomNormal([numFeatures, numHidden], 0, 0.1, 'float32', 1));
const decoder = tf.variable(tf.randomNormal([numHidden, numFeatures], 0, 0.1, 'float32', 2));
const weights = [encoder, decoder];
const optimizer = adam({ learningRate: 1e-3, weightDecay: 1e-5 });

process.stdout.write(`${name}: ${description}\n| step | resident | tensors | loss |\n|---|---|---|---|\n`);
for (let step = 1; step <= Number(numSteps); step++) {
  const loss = trainStep(step);
  const [value] = await loss.data(); // awaited as in a training; on webgpu memory is freed while the event loop turns
  loss.dispose();
  if (step % every === 0) report(step, value);
}
process.exit(); // an engine may keep the process alive

function trainStep(seed: number): tf.Scalar {
  return tf.tidy(() => {
    const x = tf.randomUniform([batchSize, numFeatures], -1, 1, 'float32', seed);
    const reconstruction = () => tf.matMul(tf.relu(tf.matMul(x, encoder)), decoder);
    const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(tf.sub(reconstruction(), x))) as tf.Scalar, weights);
    optimizer.step(weights, clipByNorm(grads, 5).gradients);
    return value;
  });
}

function report(step: number, loss: number): void {
  globalThis.gc!();
  const megabytes = (process.memoryUsage.rss() / 1e6).toFixed(0);
  process.stdout.write(`| ${step} | ${megabytes} MB | ${tf.memory().numTensors} | ${loss.toFixed(4)} |\n`);
}
