import { matrix } from '@mmae/matrix';
import * as tf from '@tensorflow/tfjs-core';
import { toTensor } from '../index.ts';
import { describeEngines } from './describe-engines.test.helper.ts';
import { catchTurn } from './webgpu-read.ts';

test('Dawn turned by hand leaves no round of events to Node, and asks it for its own again afterwards', async () => {
  const dawn = fakeDawn();
  const { turn } = await catchTurn(dawn.request, () => dawn.request());
  expect(dawn.numRounds).toBe(3);
  let isDone = false;
  turn!(
    () => void dawn.request(() => (isDone = true)),
    () => isDone,
  );
  expect(dawn.numRounds).toBe(6);
  await new Promise((resolve) => setTimeout(resolve, 10)); // Node's queue is worked off
  expect(dawn.numRounds).toBe(6);
  await dawn.request();
  expect(dawn.numRounds).toBe(9);
});

describeEngines(() => {
  test('numbers that are read at once leave nothing in the queue of Node, which would keep it from freeing memory', () => {
    const x = toTensor(matrix(64, 64, new Float32Array(64 * 64).fill(1)));
    const numPending = numImmediates();
    for (let i = 0; i < 20; i++) expect(tf.tidy(() => tf.matMul(x, x).dataSync()[0])).toBe(64);
    expect(numImmediates() - numPending).toBeLessThan(10); // Node's own may join, one a read would not do
    tf.dispose(x);
  });
});

function numImmediates(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Immediate').length;
}

/** Answers a request in the third round of events, and like Dawn asks Node for the next round at the end of each. */
function fakeDawn() {
  const dawn = {
    numRounds: 0,
    request: (whenDone?: () => void) => new Promise<void>((resolve) => askForRound(() => (whenDone?.(), resolve()))),
  };
  let answer: (() => void) | undefined;
  const askForRound = (whenDone: () => void) => {
    answer = whenDone;
    setImmediate(round);
  };
  const round = () => {
    dawn.numRounds++;
    if (dawn.numRounds % 3 !== 0) setImmediate(round);
    else answer?.();
  };
  return dawn;
}
