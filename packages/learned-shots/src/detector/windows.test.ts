import { frameLength } from '@mmae/shots';
import fc from 'fast-check';
import { windowLength } from '../network/transnet.ts';
import { probabilityStream } from './windows.ts';

/** Frame number `t` as bytes. */
const frame = (t: number) => new Uint8Array(frameLength).fill(t % 256);

/** In place of the network: the first byte of each frame, and that of the frame 25 before it. */
async function probabilities(frames: Uint8Array): Promise<Float32Array> {
  const byte = (i: number) => frames[i * frameLength];
  return Float32Array.from({ length: 2 * windowLength }, (_, i) => (i % 2 ? byte(Math.max(0, (i >> 1) - 25)) : byte(i >> 1)));
}

async function run(numFrames: number) {
  const stream = probabilityStream({ probabilities });
  const parts = [];
  for (let t = 0; t < numFrames; t++) parts.push(await stream.push(frame(t)));
  for await (const part of stream.end()) parts.push(part);
  return parts.filter((part) => part !== undefined);
}

test('every frame is judged once, in order, with 25 frames before it; the first frame is repeated before the film', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 240 }), async (numFrames) => {
      const parts = await run(numFrames);
      const values = parts.flatMap((part) => [...part.values]);
      expect(values.filter((_, i) => i % 2 === 0)).toEqual(Array.from({ length: numFrames }, (_, t) => t));
      expect(values.filter((_, i) => i % 2 === 1)).toEqual(Array.from({ length: numFrames }, (_, t) => Math.max(0, t - 25)));
      expect(parts.map(({ from }) => from)).toEqual(parts.map((_, i) => 50 * i));
    }),
    { numRuns: 20 },
  );
});

test('the last frame is repeated after the film, as often as the authors do', async () => {
  const windows: Uint8Array[] = [];
  const stream = probabilityStream({ probabilities: async (frames) => (windows.push(frames.slice()), probabilities(frames)) });
  for (let t = 0; t < 130; t++) await stream.push(frame(t));
  for await (const part of stream.end()) expect(part.values.length).toBeGreaterThan(0);
  const padded = [...Array<number>(25).fill(0), ...Array.from({ length: 130 }, (_, t) => t), ...Array<number>(45).fill(129)];
  expect(windows.map((window) => window[0])).toEqual([0, 50, 100].map((i) => padded[i]));
  expect(windows.map((window) => window.at(-1))).toEqual([99, 149, 199].map((i) => padded[i]));
});

test('a frame of another size is refused', async () => {
  await expect(probabilityStream({ probabilities }).push(new Uint8Array(3))).rejects.toThrow('push: expected 3888 bytes, got 3');
});
