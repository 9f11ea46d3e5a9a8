import { film, image } from './films.test.support.ts';
import { shotTimes } from './shot-times.ts';

const times = (rate: string, start: string, frames: readonly number[]) => {
  const { asset, samples } = film(rate, start, frames);
  return samples.map(({ sample }) => shotTimes(asset, sample));
};

test('a shot has the timecodes of its film and seconds from its beginning', () => {
  expect(times('25', '10:00:00:00', [0, 60, 170])[1]).toMatchObject({ timecode: '10:00:02:10', endTimecode: '10:00:06:20', fromSeconds: 2.4, toSeconds: 6.8 }); // prettier-ignore
  expect(times('29.97df', '00:59:58;00', [0, 60])[0]).toMatchObject({
    timecode: '00:59:58;00',
    endTimecode: '01:00:00;00',
    toSeconds: 2.002,
  });
  expect(times('23.976', '01:00:00:00', [0, 24])[0]).toMatchObject({ endTimecode: '01:00:01:00', toSeconds: 1.001 });
});

test('the start timecode decides on drop frame', () => {
  expect(times('29.97', '00:00:59;29', [0, 1, 2])[1]).toMatchObject({
    timecode: '00:01:00;02',
    rate: { num: 30000, den: 1001, drop: true },
  });
});

test('a sample that is no shot has none', () => {
  const { asset, samples } = image();
  expect(shotTimes(asset, samples[0].sample)).toBeUndefined();
});
