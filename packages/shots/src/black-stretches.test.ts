import { blackStretches, isBlack } from './black-stretches.ts';
import { frameLength } from './frame.ts';
import { planes } from './frames/planes.ts';

const stretches = (pattern: string) => {
  const next = blackStretches(5);
  return [...pattern].flatMap((letter) => next(letter === 'b')).concat(next(false));
};

test('a black stretch of 1.2 seconds and more is reported with both edges', () => {
  expect(stretches('.bbbbb.bbbbbb..')).toEqual([{ from: 7, to: 13 }]);
  expect(stretches('bbbbbbb')).toEqual([{ from: 0, to: 7 }]);
});

test('a frame is black if it is dark and of one colour', () => {
  const grey = (level: number) => planes(new Uint8Array(frameLength).fill(level));
  expect([0, 16, 60].map((level) => isBlack(grey(level)))).toEqual([true, true, false]);
  expect(isBlack(planes(Uint8Array.from({ length: frameLength }, (_, i) => (Math.floor(i / 24) % 2) * 40)))).toBe(false);
});
