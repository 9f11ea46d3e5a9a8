import fc from 'fast-check';
// @ts-expect-error -- it comes without types
import Smpte from 'smpte-timecode';
import { frameRate, toSeconds } from './frame-rate.ts';
import { filmTimecode, fromTimecode, isDropFrame, rateOfTimecode, toTimecode } from './timecode.ts';

const rate = frameRate;

test.each([
  [0, '29.97df', '00:00:00;00'],
  [1799, '29.97df', '00:00:59;29'],
  [1800, '29.97df', '00:01:00;02'],
  [17_981, '29.97df', '00:09:59;29'],
  [17_982, '29.97df', '00:10:00;00'],
  [107_892, '29.97df', '01:00:00;00'],
  [3600, '59.94df', '00:01:00;04'],
  [215_784, '59.94df', '01:00:00;00'],
  [7200, '119.88df', '00:01:00;08'],
  [108_000, '29.97', '01:00:00:00'],
  [86_400, '23.976', '01:00:00:00'],
  [90_000, '25', '01:00:00:00'],
  [119, '120', '00:00:00:119'],
])('frame %i at %s is %s', (frame, fps, timecode) => {
  expect(toTimecode(frame, rate(fps))).toBe(timecode);
  expect(fromTimecode(timecode, rate(fps))).toBe(frame);
});

test('agrees with npm smpte-timecode 1.3.6', () => {
  const cases = [[29.97, true], [29.97, false], [59.94, true], [59.94, false], [23.976, false], [25, false], [50, false]] as const; // prettier-ignore
  let compared = 0;
  for (const [fps, drop] of cases) {
    const ours = rate(`${fps}${drop ? 'df' : ''}`);
    for (let frame = 0; frame < 2_000_000; frame += 1 + (frame % 9973)) {
      const reference = Smpte(frame, fps, drop).toString();
      if (toTimecode(frame, ours) !== reference) expect(toTimecode(frame, ours)).toBe(reference);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(2000);
});

const rates = fc.constantFrom(
  ...['23.976', '24', '25', '29.97', '29.97df', '30', '50', '59.94', '59.94df', '119.88df', '12.5', '29.83', '1000/33', '1/3'].map(rate),
);

test('frames survive their timecodes, in order, over a day', () => {
  fc.assert(
    fc.property(rates, fc.double({ min: 0, max: 0.99999, noNaN: true }), (fps, share) => {
      const frame = Math.floor((share * 86_400 * fps.num) / fps.den);
      expect(fromTimecode(toTimecode(frame, fps), fps)).toBe(frame);
      const [now, next] = [frame, frame + 1].map((each) => toTimecode(each, fps).replace(';', ':'));
      if (next > '00:00:01') expect(next > now).toBe(true);
    }),
  );
});

test('drop frame agrees with the clock to within two labels; rates without SMPTE timecode always do to the second', () => {
  const seconds = (timecode: string) => timecode.split(/[:;]/).reduce((sum, part, i) => sum + Number(part) * [3600, 60, 1, 0][i], 0);
  fc.assert(
    fc.property(fc.constantFrom(rate('29.97df'), rate('59.94df')), fc.integer({ min: 0, max: 2_000_000 }), (fps, frame) => {
      expect(Math.abs(seconds(toTimecode(frame, fps)) - toSeconds(frame, fps))).toBeLessThan(1.1);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(rate('12.5'), rate('29.83'), rate('1/3')), fc.integer({ min: 0, max: 28_000 }), (fps, frame) => {
      expect(seconds(toTimecode(frame, fps))).toBe(Math.floor(toSeconds(frame, fps)));
    }),
  );
});

test('a day ends at midnight', () => {
  expect(toTimecode(2_589_408, rate('29.97df'))).toBe('00:00:00;00');
  expect(toTimecode(2_160_000, rate('25'))).toBe('00:00:00:00');
  expect(toTimecode(-1, rate('25'))).toBe('23:59:59:24');
  expect(toTimecode(-1, rate('29.97df'))).toBe('23:59:59;29');
  expect(toTimecode(-1, rate('12.5'))).toBe('23:59:59:11');
  expect(filmTimecode(2, rate('25'), '23:59:59:24')).toBe('00:00:00:01');
});

test('a film begins at its start timecode', () => {
  expect(filmTimecode(0, rate('25'), '10:00:00:00')).toBe('10:00:00:00');
  expect(filmTimecode(1798, rate('29.97df'), '09:59:00;02')).toBe('10:00:00;00');
  expect(filmTimecode(26, rate('25'))).toBe('00:00:01:01');
});

test('the separator decides on drop frame, where the rate allows it', () => {
  expect(['10:00:00:00', '10:00:00;00', '10;00;00;00', '10:00:00,00', '10:00:00.00'].map(isDropFrame)).toEqual([false, true, true, true, false]); // prettier-ignore
  expect(rateOfTimecode('10:00:00;00', rate('29.97'))).toEqual(rate('29.97df'));
  expect(rateOfTimecode('10:00:00:00', rate('29.97df'))).toEqual(rate('29.97'));
  expect(rateOfTimecode('10:00:00;00', rate('25'))).toEqual(rate('25'));
  expect(fromTimecode('00:01:00:02', rate('29.97df'))).toBe(1800);
  expect(fromTimecode(' 00;01;00;02\n', rate('29.97df'))).toBe(1800);
});

test.each([
  ['1:00:00:00', '25', 'expected hh:mm:ss:ff, got "1:00:00:00". Write two digits each.'],
  ['24:00:00:00', '25', 'expected hours up to 23, minutes and seconds up to 59, got "24:00:00:00". Correct it.'],
  ['00:00:00:25', '25', 'expected frames up to 24, got "00:00:00:25". Correct it.'],
  ['00:00:01:12', '12.5', 'expected frames up to 11, got "00:00:01:12". Correct it.'],
  ['00:01:00;01', '29.97df', 'expected a timecode that drop frame does not skip, got "00:01:00;01". The first frame of that minute is 02.'],
  [
    '10:00:00;00',
    '23.976',
    'expected a timecode without drop frame, got "10:00:00;00". Write : before the frames, or choose a drop-frame rate',
  ],
])('%s at %s is refused', (timecode, fps, message) => {
  expect(() => fromTimecode(timecode, rate(fps))).toThrow(new RegExp(`^fromTimecode: ${message}`));
});

test('a broken frame number is refused', () => {
  expect(() => toTimecode(0.5, rate('25'))).toThrow('toTimecode: expected a whole number of frames, got 0.5. Round it.');
});
