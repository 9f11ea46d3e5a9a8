import fc from 'fast-check';
import { allowsDropFrame, frameRate, toFrame, toRateText, toSeconds } from './frame-rate.ts';

test.each([
  [25, 25, 1],
  ['25 fps', 25, 1],
  ['25.000', 25, 1],
  [23.976, 24_000, 1001],
  [23.98, 24_000, 1001],
  ['23.97', 24_000, 1001],
  ['23976/1000', 24_000, 1001],
  ['24', 24, 1],
  ['29.97', 30_000, 1001],
  ['2997/100', 30_000, 1001],
  [30_000 / 1001, 30_000, 1001],
  ['59.94', 60_000, 1001],
  ['19001/317', 60_000, 1001],
  [119.88, 120_000, 1001],
  ['14.99', 15_000, 1001],
  [12.5, 25, 2],
  ['29.83', 2983, 100],
  ['50/2', 25, 1],
  ['0.5', 1, 2],
  ['1/3', 1, 3],
  [1000, 1000, 1],
])('%s fps is %i/%i', (given, num, den) => {
  expect(frameRate(given)).toEqual({ num, den, drop: false });
});

test('drop frame is read from df, and exists only at 30000/1001 and its multiples', () => {
  expect(frameRate('29.97df')).toEqual({ num: 30_000, den: 1001, drop: true });
  expect(frameRate('60000/1001 DF')).toEqual({ num: 60_000, den: 1001, drop: true });
  expect(frameRate('119.88df').drop).toBe(true);
  expect(frameRate('29.97ndf').drop).toBe(false);
  expect([23.976, 25, 29.97, 30, 47.952, 59.94, 60, 119.88].filter((fps) => allowsDropFrame(frameRate(fps)))).toEqual([
    29.97, 59.94, 119.88,
  ]);
  const message = /^frameRate: expected drop frame only at 29\.97, 59\.94 or 119\.88, got 23\.976df\. Leave out the drop frame\.$/;
  expect(() => frameRate('23.976df')).toThrow(message);
  for (const rate of ['25df', '30df', '24000/1001df', '47.952df']) expect(() => frameRate(rate)).toThrow(RangeError);
  expect(() => frameRate({ num: 25, den: 1, drop: true })).toThrow(RangeError);
});

test.each(['', '0', 'fast', '-25', '25/0', '1001', '25p', '1/0.00000001', NaN, Infinity, 1e-9, { num: 2.5, den: 1, drop: false }])(
  '%j is no frame rate',
  (given) => {
    expect(() => frameRate(given)).toThrow(/^frameRate: expected frames per second over 0 and up to 1000, got .+\. Write it as 25/);
  },
);

const rates = fc.constantFrom(...['23.976', '24', '25', '29.97', '29.97df', '50', '59.94df', '12.5', '29.83', '1000/33'].map(frameRate));

test('a rate survives its text, and is in lowest terms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 9, max: 2000 }), (num, den) => {
      const rate = frameRate({ num, den, drop: false });
      expect(rate.num * den).toBe(num * rate.den);
      expect(frameRate(rate)).toEqual(rate);
    }),
  );
  fc.assert(fc.property(rates, (rate) => expect(frameRate(toRateText(rate))).toEqual(rate)));
  expect(['25', '29.97', '29.97df'].map((text) => toRateText(frameRate(text)))).toEqual(['25', '30000/1001', '30000/1001df']);
});

test('a frame is found by its time, also by a rounded one', () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 0, max: 10_000_000 }), (rate, frame) => {
      expect(toFrame(toSeconds(frame, rate), rate)).toBe(frame);
      expect(toFrame(Number(toSeconds(frame, rate).toFixed(3)), rate)).toBe(frame);
    }),
  );
  expect(toSeconds(30_000, frameRate(29.97))).toBe(1001);
  expect(toFrame(0.019, frameRate(25))).toBe(0);
  expect(toFrame(0.021, frameRate(25))).toBe(1);
  expect(toFrame(-0.001, frameRate(25))).toBe(0);
});
