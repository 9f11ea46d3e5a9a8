import { matrix } from '@mmae/matrix';
import * as tf from '@tensorflow/tfjs-core';
import { describeEngines } from './engines/describe-engines.test.helper.ts';
import { toMatrix, toTensor } from './index.ts';

describeEngines(() => {
  test('a matrix survives the round trip to the engine, and shares no memory with it', () => {
    const values = matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6.5));
    const tensor = toTensor(values);
    expect(tensor.shape).toEqual([2, 3]);
    expect(tensor.dataSync()[5]).toBe(6.5);
    values.data[0] = 99;
    const back = toMatrix(tensor);
    expect(back).toEqual(matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6.5)));
    back.data[1] = 99;
    expect(toMatrix(tensor).data[1]).toBe(2);
    tf.dispose(tensor);
  });
});
