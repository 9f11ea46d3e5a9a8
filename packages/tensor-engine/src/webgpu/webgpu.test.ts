// Also covers `backend.ts`, `bindings.ts`, `record.ts` and `shader.ts`.
import * as tf from '@tensorflow/tfjs-core';
import { adam, startEngine } from '../index.ts';
import { describeEngines } from '../engines/describe-engines.test.helper.ts';
import type { GpuBuffer, GpuPipeline, WebgpuBackend } from './backend.ts';
import { dispatcher } from './bindings.ts';
import { oldestFirstPool } from './buffer-pool.ts';
import { workgroupsFor, workgroupSize } from './shader.ts';

const storage = 0x80;

/** A device that counts what is made on it. */
function fakeDevice() {
  const made = { buffers: 0, groups: 0 };
  return {
    made,
    createBuffer: ({ size }: { size: number }) => ({ size, number: made.buffers++, destroy: () => undefined }) as unknown as GpuBuffer,
    createBindGroup: () => ({ number: made.groups++ }),
    createShaderModule: () => ({}),
    createComputePipeline: () => fakePipeline(),
  };
}

const fakePipeline = (): GpuPipeline => ({ getBindGroupLayout: () => ({}) });

test('of free buffers of one size and usage, the oldest is handed out first, in whatever order they were released', () => {
  const pool = oldestFirstPool(fakeDevice());
  const [a, b, c] = [1, 2, 3].map(() => pool.acquireBuffer(16, storage));
  for (const each of [b, c, a]) pool.releaseBuffer(each);
  expect([1, 2, 3].map(() => pool.acquireBuffer(16, storage))).toEqual([a, b, c]);
});

test('a pool counts its bytes, keeps sizes and usages apart, and refuses a buffer that is released twice', () => {
  const device = fakeDevice();
  const pool = oldestFirstPool(device);
  const [a, b] = [pool.acquireBuffer(16, storage), pool.acquireBuffer(32, storage)];
  expect([pool.numBytesUsed, pool.numBytesAllocated]).toEqual([48, 48]);
  pool.releaseBuffer(a);
  expect(() => pool.releaseBuffer(a)).toThrow('releaseBuffer: expected a buffer in use, got one that was released.');
  pool.releaseBuffer(b, false);
  expect([pool.numBytesUsed, pool.numBytesAllocated]).toEqual([0, 16]);
  pool.acquireBuffer(16, 1);
  expect(device.made.buffers).toBe(3);
  pool.dispose();
  expect([pool.numBytesUsed, pool.numBytesAllocated]).toEqual([0, 0]);
});

test('a binding of the same buffers is made once, and the queue is submitted after some kernels', () => {
  const device = fakeDevice();
  let numSubmits = 0;
  const pass = { setPipeline: () => undefined, setBindGroup: () => undefined, dispatchWorkgroups: () => undefined };
  const backend = {
    ...{ device, dispatchCountInPass: 0, computePassEncoder: null, commandEncoder: { beginComputePass: () => pass } },
    ensureCommandEncoderReady: () => undefined,
    endComputePassEncoder: () => undefined,
    submitQueue: () => (numSubmits++, (backend.dispatchCountInPass = 0)),
  };
  const { dispatch, forget } = dispatcher(backend as unknown as WebgpuBackend, 3);
  const pipeline = fakePipeline();
  const [a, b] = [16, 16].map((size) => device.createBuffer({ size }));
  for (let i = 0; i < 5; i++) dispatch(pipeline, [a, b], [1, 1, 1]);
  expect([device.made.groups, numSubmits]).toEqual([1, 1]);
  dispatch(pipeline, [b, a], [1, 1, 1]);
  dispatch(fakePipeline(), [a, b], [1, 1, 1]);
  expect([device.made.groups, numSubmits]).toEqual([3, 2]);
  forget();
  dispatch(pipeline, [a, b], [1, 1, 1]);
  expect(device.made.groups).toBe(4);
});

test('there is one thread per number, up to the limit of the card', () => {
  expect([1, workgroupSize, workgroupSize + 1].map(workgroupsFor)).toEqual([1, 1, 2]);
  expect(workgroupsFor(2 ** 31)).toBeLessThan(65536);
});

describeEngines((engine) => {
  beforeAll(() => startEngine(engine));

  test('single numbers, kept on the card, keep their type, sign and value after they are disposed', () => {
    const read = (make: () => tf.Tensor) => tf.tidy(() => tf.add(make(), tf.zeros([1])).dataSync()[0]);
    for (let round = 0; round < 2; round++) {
      expect([1, -1, 0.5].map((value) => read(() => tf.scalar(value)))).toEqual([1, -1, 0.5]);
      expect(read(() => tf.cast(tf.scalar(1, 'int32'), 'float32'))).toBe(1);
      expect(tf.tidy(() => tf.div(1, tf.mul(tf.scalar(-0), tf.scalar(1))).dataSync()[0])).toBe(-Infinity);
    }
  });

  test('a variable of one number is trained without changing other tensors of the same value', () => {
    const other = tf.scalar(0.5);
    const variable = tf.variable(tf.scalar(0.5));
    const shared = tf.clone(variable);
    const optimizer = adam({ learningRate: 0.25 });
    tf.tidy(() => optimizer.step([variable], { [variable.name]: tf.scalar(1) }));
    expect(variable.dataSync()[0]).toBeCloseTo(0.25, 5);
    expect([other, shared, tf.scalar(0.5)].map((tensor) => tensor.dataSync()[0])).toEqual([0.5, 0.5, 0.5]);
    optimizer.dispose();
    tf.dispose([other, variable, shared]);
  });

  test('sums over everything and over the first axes match those over the last ones', () => {
    tf.tidy(() => {
      const x = tf.randomNormal([300, 70], 0, 1, 'float32', 1) as tf.Tensor2D;
      const rows = [...tf.sum(tf.transpose(x), 1).dataSync()];
      [...tf.sum(x, 0).dataSync()].forEach((sum, column) => expect(sum).toBeCloseTo(rows[column], 3));
      expect(tf.sum(x).dataSync()[0]).toBeCloseTo(
        rows.reduce((sum, value) => sum + value, 0),
        2,
      );
      expect(tf.mean(x, 0, true).shape).toEqual([1, 70]);
      expect(tf.sum(tf.tensor2d([[true, true]], [1, 2], 'bool')).dataSync()[0]).toBe(2);
    });
  });

  test('a small product with a long inner dimension has the same bits every time, and the right value', () => {
    tf.tidy(() => {
      const [a, b] = [tf.randomNormal([16, 2048], 0, 1, 'float32', 1), tf.randomNormal([2048, 16], 0, 1, 'float32', 2)] as tf.Tensor2D[];
      const runs = [1, 2, 3].map(() => tf.matMul(a, b).dataSync<'float32'>().slice());
      expect(runs[1]).toEqual(runs[0]);
      expect(runs[2]).toEqual(runs[0]);
      expect(runs[0][17]).toBeCloseTo(
        tf.sum(tf.mul(tf.slice(a, [1, 0], [1, 2048]), tf.transpose(tf.slice(b, [0, 1], [2048, 1])))).dataSync()[0],
        2,
      );
    });
  });
});
