import { frameHeight, frameLength, frameWidth } from '../frame.ts';
import { planes, smallHeight, smallWidth } from './planes.ts';

const numPixels = frameWidth * frameHeight;

test('planes are those of BT.601', () => {
  const red = Uint8Array.from({ length: frameLength }, (_, i) => (i % 3 === 0 ? 255 : 0));
  const { full, mean } = planes(red);
  expect([full[0], full[numPixels], full[2 * numPixels]]).toEqual([77, 84, 254]); // 76.2, 85.0, 255.5
  expect(mean).toBe(77);
});

test('the small planes are means of 2 × 2 pixels', () => {
  const ramp = Uint8Array.from({ length: frameLength }, (_, i) => 4 * (Math.floor(i / 3) % frameWidth));
  const { small } = planes(ramp);
  expect(small.length).toBe(3 * smallWidth * smallHeight);
  expect([...small.subarray(0, 4)]).toEqual([2, 10, 18, 26]);
});

test('black bars do not change the contrast of a frame of one colour', () => {
  const bars = Uint8Array.from({ length: frameLength }, (_, i) => (Math.abs((Math.floor(i / 3) % frameWidth) - 23.5) > 17 ? 0 : 200));
  expect(planes(bars).contrast).toBe(0);
});

test('a histogram counts every pixel in each of its three parts', () => {
  const { histogram } = planes(Uint8Array.from({ length: frameLength }, (_, i) => (i * 37) % 256));
  expect(
    [histogram.subarray(0, 16), histogram.subarray(16, 24), histogram.subarray(24)].map((part) => part.reduce((a, b) => a + b)),
  ).toEqual([numPixels, numPixels, numPixels]);
});
