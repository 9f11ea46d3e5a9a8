// Covers construction.ts, dilated-cell.ts, similarities.ts and read-pth.ts as well. Expected values are PyTorch's (`test/reference/make-reference.py`).
import { readFileSync } from 'node:fs';
import { interpretOnnx } from '@mmae/onnx/reference';
import { readOnnx } from '@mmae/onnx';
import { provingFrames } from '../setup/prove-transnet.ts';
import { readPth } from '@mmae/onnx/setup';
import { transnetGraph } from './transnet-graph.ts';

const fixture = (name: string) => readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url));
const shape = { numFrames: 12, height: 27, width: 48 };

test('a network with random weights has the probabilities of PyTorch', async () => {
  const weights = await readPth(fixture('tiny.pth'));
  const expected = (JSON.parse(fixture('tiny.json').toString()) as number[][]).flat();
  const model = readOnnx(transnetGraph(weights, shape));
  const data = [...provingFrames(12)];
  const { probabilities } = interpretOnnx(model, { frames: { shape: [12, 27, 48, 3], data } });
  expect(probabilities.shape).toEqual([12, 2]);
  probabilities.data.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-6));
});

test('texts travel in the model', async () => {
  const model = readOnnx(transnetGraph(await readPth(fixture('tiny.pth')), shape, { license: 'MIT, © Tomáš' }));
  expect(model).toMatchObject({ opset: 17, metadata: { license: 'MIT, © Tomáš' }, inputs: ['frames'], outputs: ['probabilities'] });
});

test('a missing weight is named', async () => {
  const weights = await readPth(fixture('tiny.pth'));
  delete weights['SDDCNN.1.DDCNN.0.Conv3D_4.layers.1.weight'];
  expect(() => transnetGraph(weights, shape)).toThrow(
    'transnetGraph: expected the weight SDDCNN.1.DDCNN.0.Conv3D_4.layers.1.weight, got none. Use the weights of TransNet V2.',
  );
});
