import { toDuration, toSize } from './units.ts';

test('durations read as seconds, minutes or hours', () => {
  expect([-1, 0, 42.4, 59.6, 185, 7800].map(toDuration)).toEqual(['0 s', '0 s', '42 s', '1 min 0 s', '3 min 5 s', '2 h 10 min']);
});

test('sizes read as megabytes, rounded up, or gigabytes', () => {
  expect([0, 1, 11.2e6, 1.54e9].map(toSize)).toEqual(['0 MB', '1 MB', '12 MB', '1.5 GB']);
});
