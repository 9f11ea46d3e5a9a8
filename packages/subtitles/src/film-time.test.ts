import { frameRate } from '@mmae/timecode';
import { toFilmTime } from './film-time.ts';
import { parseSubtitles } from './read-subtitles.ts';
import { stlFile } from './formats/stl-file.test.support.ts';

const srt = (...times: string[]) =>
  parseSubtitles(times.map((time) => `${time} --> ${time.replace(/\d$/, '9')}\na${time}\n`).join('\n'), 'srt');
const begins = ({ cues }: { cues: readonly { fromSeconds: number }[] }) => cues.map(({ fromSeconds }) => fromSeconds);

test('subtitles within the film stay as they are', () => {
  const subtitles = srt('00:00:01,000', '00:59:59,000');
  expect(toFilmTime(subtitles, { durationSeconds: 3600, startTimecode: '10:00:00:00' })).toEqual(subtitles);
  expect(toFilmTime({ ...subtitles, cues: [] }, { durationSeconds: 1 }).cues).toEqual([]);
});

test('subtitles with the timecodes of the film begin with it', () => {
  const subtitles = srt('10:00:01,000', '10:00:02,500');
  const shifted = toFilmTime(subtitles, { durationSeconds: 60, rate: frameRate(25), startTimecode: '09:59:59:12' });
  expect(begins(shifted)).toEqual([1.52, 3.02]);
  expect(shifted.remarks).toEqual(['09:59:59.480 subtracted from all times']);
});

test('without a start timecode, the full hour is subtracted if that brings the cues into the film', () => {
  const shifted = toFilmTime(srt('10:00:01,000', '10:00:02,500'), { durationSeconds: 60 });
  expect(begins(shifted)).toEqual([1, 2.5]);
  expect(shifted.remarks).toEqual(['10:00:00 subtracted from all times']);
});

test('subtitles of another film keep their times, and a remark', () => {
  const others = toFilmTime(srt('00:10:00,000', '00:20:00,000', '00:30:00,000', '00:00:01,000'), { durationSeconds: 60 });
  expect(begins(others)).toEqual([1, 600, 1200, 1800]);
  expect(others.remarks).toEqual(['3 of 4 cues are outside the film of 60.0 s']);
});

test('timecodes without drop frame run slower than the clock', () => {
  const subtitles = parseSubtitles(stlFile([{ from: [0, 16, 40, 0], to: [0, 16, 41, 0], text: 'a' }], { format: 'STL24.01' }));
  expect(subtitles.clock).toBe('timecode');
  const at = (rate: string, startTimecode = '00:00:00:00') =>
    toFilmTime(subtitles, { durationSeconds: 3600, rate: frameRate(rate), startTimecode });
  expect(at('23.976')).toMatchObject({ clock: 'film', cues: [{ fromSeconds: 1001, toSeconds: 1002.001 }] });
  expect(begins(at('25'))).toEqual([1000]);
  expect(begins(at('29.97df'))).toEqual([1000]);
  expect(begins(at('29.97', '00:00:00;00'))).toEqual([1000]);
});
