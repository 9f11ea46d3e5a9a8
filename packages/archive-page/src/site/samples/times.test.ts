import fc from 'fast-check';
import { frameAt, placeOf, seekSeconds, shotAt, timecodeAt } from './times.ts';

const rates = [
  { num: 25, den: 1, drop: false },
  { num: 30_000, den: 1001, drop: true },
  { num: 24_000, den: 1001, drop: false },
  { num: 50, den: 1, drop: false },
];

test('a player that is sent to a frame shows that frame, at every rate, after three hours too', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rates), fc.nat(540_000), (rate, frame) => {
      const shown = Math.round(seekSeconds(frame, rate) * 1e6) / 1e6; // players count in microseconds
      expect(frameAt(shown, rate)).toBe(frame);
    }),
  );
});

test('the first moment of a frame, rounded down by the player, belongs to the frame', () => {
  expect(frameAt(Math.floor((1001 / 30_000) * 1e6) / 1e6, rates[1]!)).toBe(1);
  expect(frameAt(0.0399, rates[0]!)).toBe(1);
  expect(frameAt(0.038, rates[0]!)).toBe(0);
});

test('a frame is in the shot that began last', () => {
  const shots = [{ range: { from: 0, to: 60 } }, { range: { from: 60, to: 100 } }, { range: { from: 120, to: 200 } }];
  expect([0, 59, 60, 110, 120, 500].map((frame) => shotAt(shots, frame))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(shotAt(shots.slice(1), 3)).toBe(0);
});

test('timecode counts from the start of the film, with drop frames', () => {
  const facts = { numFrames: 1, durationSeconds: 1, width: 1, height: 1, container: 'mp4', videoCodec: 'h264' };
  expect(timecodeAt(1800, { ...facts, rate: rates[1]! })).toBe('00:01:00;02');
  expect(timecodeAt(25, { ...facts, rate: rates[0]!, startTimecode: '10:00:00:00' })).toBe('10:00:01:00');
});

test('the place of a shot names its first frame', () => {
  const asset = { id: 'abc', title: 'A', path: 'a.mp4', kind: 'film' as const };
  expect(placeOf({ asset, range: { from: 60, to: 90 } })).toBe('/asset/abc?frame=60');
  expect(placeOf({ asset })).toBe('/asset/abc');
});
