import { seededRandom } from '@mmae/random';
import { drawWindows, windowsOver } from './windows.ts';

test('windows over a sequence are half a window apart, and read a shot where it has a quarter of a window on either side', () => {
  expect(windowsOver(5, 8)).toEqual([{ start: 0, readFrom: 0 }]);
  expect(windowsOver(18, 8)).toEqual([
    { start: 0, readFrom: 0 },
    { start: 4, readFrom: 6 },
    { start: 8, readFrom: 10 },
    { start: 10, readFrom: 12 },
  ]);
});

test('windows are drawn by the length of their sequences, until there are enough shots', () => {
  const sequences = [Array.from({ length: 90 }, (_, i) => i), [100, 101, 102, 103, 104, 105, 106, 107, 108, 109]];
  const windows = drawWindows(sequences, { window: 20, batchSize: 20_000 }, seededRandom(1));
  const ofLong = windows.filter(([first]) => first < 90);
  expect(ofLong.length / windows.length).toBeCloseTo(0.9, 1);
  expect(new Set(ofLong.map((rows) => rows.length))).toEqual(new Set([20]));
  expect([Math.min(...ofLong.map(([first]) => first)), Math.max(...ofLong.map((rows) => rows.at(-1)!))]).toEqual([0, 89]);
  expect(windows.find(([first]) => first >= 90)).toEqual(sequences[1]);
  expect(windows.reduce((sum, { length }) => sum + length, 0) - windows.at(-1)!.length).toBeLessThan(20_000);
});
