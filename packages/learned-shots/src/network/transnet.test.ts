// Covers shared-transnet.ts, windows.ts, learned-shot-detector.ts and onnx-runtime.ts with the pretrained network. Expected values are PyTorch's
// (`test/reference/make-reference.py`).
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { frameLength } from '@mmae/shots';
import { learnedShotDetector } from '../index.ts';
import { probabilityStream } from '../detector/windows.ts';
import { proveTransnet, provingFrames } from '../setup/prove-transnet.ts';
import { describeTransnet } from './describe-transnet.test.helper.ts';
import { openTransnet } from './transnet.ts';

const fixture = (name: string) => readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url));
const clip = gunzipSync(fixture('clip.rgb.gz'));
const frames = Array.from({ length: clip.length / frameLength }, (_, t) => clip.subarray(t * frameLength, (t + 1) * frameLength));

describeTransnet('TransNetV2', () => {
  test('the probabilities of a clip are those of PyTorch', async () => {
    const transnet = await openTransnet({ numThreads: 2 });
    const stream = probabilityStream(transnet);
    const values: number[] = [];
    for (const frame of frames) values.push(...((await stream.push(frame))?.values ?? []));
    for await (const part of stream.end()) values.push(...part.values);
    await transnet.close();
    const expected = (JSON.parse(fixture('clip.json').toString()) as number[][]).flat();
    expect(values).toHaveLength(240);
    values.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(2e-6));
  });

  test('the detector finds the cuts, the dissolve and the fade of the clip', async () => {
    const detector = await learnedShotDetector();
    const transitions = [];
    for (const frame of frames) transitions.push(...(await detector.push(frame)).transitions);
    transitions.push(...(await detector.end()).transitions);
    expect(transitions.map(({ from, to, kind }) => ({ from, to, kind }))).toEqual([
      { from: 30, to: 30, kind: 'cut' },
      { from: 56, to: 65, kind: 'dissolve' }, // mixed from 55 to 65
      { from: 90, to: 90, kind: 'cut' },
      { from: 111, to: 119, kind: 'fade' }, // mixed from 110
    ]);
  });

  test('a network with other weights is found out, and a window of another size is refused', async () => {
    const transnet = await openTransnet({ numThreads: 2 });
    await proveTransnet(transnet);
    const brighter = { ...transnet, probabilities: (pixels: Uint8Array) => transnet.probabilities(pixels.map((value) => value ^ 32)) };
    await expect(proveTransnet(brighter)).rejects.toThrow(
      /^proveTransnet: expected probabilities 0\.0042793,0\.0101846 of frame 0, got 0\./,
    );
    await expect(transnet.probabilities(provingFrames(98))).rejects.toThrow('expected 100 frames of 3888 bytes, got 381024 bytes');
    await transnet.close();
    await expect(transnet.probabilities(provingFrames())).rejects.toThrow('the thread of onnxruntime has ended');
  });
});

describe('where nothing is set up', () => {
  const before = process.env.MMAE_ENGINES;
  beforeEach(() => (process.env.MMAE_ENGINES = '/tmp/mmae-no-engines'));
  afterEach(() => {
    if (before === undefined) delete process.env.MMAE_ENGINES;
    else process.env.MMAE_ENGINES = before;
  });

  test('the detector says how to set it up', async () => {
    await expect(learnedShotDetector()).rejects.toThrow(
      'requireOnnxRuntime: expected onnxruntime 1.30.0 in /tmp/mmae-no-engines/onnxruntime-1.30.0, got no such folder. Run: mmae-learned-shots setup (in the repository: npm run setup:shots).',
    );
  });

  test('an option that is not valid is refused first', async () => {
    await expect(learnedShotDetector({ numThreads: -1 })).rejects.toThrow(
      'learnedShotDetector: expected numThreads to be a whole number from 0 to 256, got -1. The default is 0.',
    );
  });
});
