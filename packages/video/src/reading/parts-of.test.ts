import type { NutPacket } from '../nut/nut-reader.ts';
import type { FilmPart } from './film-parts.ts';
import { partsOf } from './parts-of.ts';

const still = { width: 2, height: 1 };
const packet = (stream: number, seconds: number, length = 6): NutPacket => ({ stream, seconds, data: new Uint8Array(length).fill(1) });
const shapeOf = (part: FilmPart) =>
  part.kind === 'audio'
    ? `audio ${part.from}+${part.samples.length}`
    : part.kind === 'end'
      ? 'end'
      : `${part.kind} ${part.index} at ${part.seconds}`;

test('a still that comes first waits for its frame', () => {
  const parts = partsOf(still, 0);
  const yielded = [packet(1, 1.5), packet(0, 1), packet(0, 1.5), packet(0, 2), packet(1, 2)].flatMap((given) =>
    [...parts.add(given)].map(shapeOf),
  );
  expect(yielded).toEqual(['frame 0 at 0', 'frame 1 at 0.5', 'still 1 at 0.5', 'frame 2 at 1', 'still 2 at 1']);
  expect([parts.numFrames, parts.seconds, parts.durationSeconds]).toEqual([3, 1, 1.5]);
});

test('audio waits for the first frame, and what is before it is cut', () => {
  const parts = partsOf(still, 1);
  const early = [packet(2, 0, 32_000), packet(2, 1, 32_000)].flatMap((given) => [...parts.add(given)].map(shapeOf));
  expect(early).toEqual([]);
  expect([...parts.add(packet(0, 0.5))].map(shapeOf)).toEqual(['frame 0 at 0', 'audio 0+8000', 'audio 8000+8000', 'audio 16000+8000']);
  expect([...parts.end()]).toEqual([]);
  expect(parts.numSamples).toBe(24_000);
});

test('without video, time 0 is the first sample', () => {
  const parts = partsOf(undefined, 1);
  const yielded = [...parts.add(packet(0, 7, 32_000)), ...parts.end()].map(shapeOf);
  expect(yielded).toEqual(['audio 0+8000', 'audio 8000+8000']);
  expect([parts.durationSeconds, parts.numFrames]).toEqual([1, 0]);
});

test('a film whose video gives no frame keeps its audio', () => {
  const parts = partsOf(still, 1);
  expect([...parts.add(packet(2, 3, 320))]).toEqual([]);
  expect([...parts.end()].map(shapeOf)).toEqual(['audio 0+160']);
});
