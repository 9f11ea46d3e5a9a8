import { matrix } from '@mmae/matrix';
import * as tf from '@tensorflow/tfjs-core';
import { toTensor } from '../index.ts';
import { describeEngines } from './describe-engines.test.helper.ts';
import { catchTurn } from './webgpu-read.ts';

test('polling Dawn directly leaves nothing in the queue of Node, and Dawn asks Node to poll again afterwards', async () => {
  const dawn = fakeDawn();
  const { turn } = await catchTurn(dawn.request, () => dawn.request());
  expect(dawn.numPolls).toBe(3);
  let isDone = false;
  turn!(
    () => void dawn.request(() => (isDone = true)),
    () => isDone,
  );
  expect(dawn.numPolls).toBe(6);
  await new Promise((resolve) => setTimeout(resolve, 10)); // empties the queue of Node
  expect(dawn.numPolls).toBe(6);
  await dawn.request();
  expect(dawn.numPolls).toBe(9);
});

describeEngines(() => {
  test('synchronous reads leave nothing in the queue of Node, which would keep memory from being freed', () => {
    const x = toTensor(matrix(64, 64, new Float32Array(64 * 64).fill(1)));
    const numPending = numImmediates();
    for (let i = 0; i < 20; i++) expect(tf.tidy(() => tf.matMul(x, x).dataSync()[0])).toBe(64);
    expect(numImmediates() - numPending).toBeLessThan(10); // Node may add some of its own; one per read would be 20
    tf.dispose(x);
  });
});

function numImmediates(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Immediate').length;
}

/** Answers a request at the third poll, and like Dawn asks Node for the next poll at the end of each. */
function fakeDawn() {
  const dawn = {
    numPolls: 0,
    request: (whenDone?: () => void) => new Promise<void>((resolve) => askForPoll(() => (whenDone?.(), resolve()))),
  };
  let answer: (() => void) | undefined;
  const askForPoll = (whenDone: () => void) => {
    answer = whenDone;
    setImmediate(poll);
  };
  const poll = () => {
    dawn.numPolls++;
    if (dawn.numPolls % 3 !== 0) setImmediate(poll);
    else answer?.();
  };
  return dawn;
}
