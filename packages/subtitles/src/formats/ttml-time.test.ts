import { ttmlTimes } from './ttml-time.ts';

test('timecodes count from the beginning of the programme, others from 0', () => {
  const timing = { timeBase: 'smpte', frameRate: '25' };
  expect(ttmlTimes(timing, () => '10:00:00:00')('10:00:02:05')).toBeCloseTo(2.2);
  expect(ttmlTimes(timing, () => undefined)('00:00:02:05')).toBeCloseTo(2.2);
  expect(ttmlTimes({ frameRate: '25' }, () => '10:00:00:00')('00:00:02:05')).toBeCloseTo(2.2);
});

test('dropped timecodes count real time', () => {
  const timing = { timeBase: 'smpte', frameRate: '30', frameRateMultiplier: '1000 1001', dropMode: 'dropNTSC' };
  expect(ttmlTimes(timing, () => '00:00:00:00')('01:00:00:00')).toBeCloseTo((107892 * 1001) / 30000, 9);
});

test('anything else is no time', () => {
  const time = ttmlTimes({}, () => undefined);
  expect(['', 'soon', '00:61:00', '1,5s', '-1s'].map((text) => time(text))).toEqual(new Array(5).fill(undefined));
});
