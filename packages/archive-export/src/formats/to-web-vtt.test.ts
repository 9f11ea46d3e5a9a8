import { parseSubtitles } from '@mmae/subtitles';
import { toSeconds } from '@mmae/timecode';
import { tagRecords } from '../exported.ts';
import { film, films, image, options } from '../films.test.support.ts';
import { toWebVtt } from './to-web-vtt.ts';

test.each(films)('at %s a parser reads the shots back, to the millisecond', (rate, start, frames) => {
  const given = film(rate, start, frames);
  const text = toWebVtt(given, options);
  const { cues, remarks } = parseSubtitles(text);
  expect(remarks).toEqual([]);
  const fps = given.asset.film!.rate;
  const times = frames.map((frame) => Math.round(toSeconds(frame, fps) * 1000) / 1000);
  expect(cues.map(({ fromSeconds, toSeconds: end }) => [fromSeconds, end])).toEqual(times.slice(1).map((time, i) => [times[i], time]));
});

test('a cue has the text and the tags as JSON, which no tag of WebVTT cuts short', () => {
  const given = film('25', '10:00:00:00', [0, 60, 170]);
  const [header, note, first, second] = toWebVtt(given, options).split('\n\n');
  expect(header).toBe('WEBVTT');
  expect(JSON.parse(note.replace('NOTE ', ''))).toEqual({ asset: given.asset.id, title: 'Wings & water', path: 'news/E 204101ä.mp4', createdAt: options.createdAt, run: options.run }); // prettier-ignore
  const [id, time, payload, ...rest] = first.split('\n');
  expect([id, time, rest]).toEqual(['abababababababab:0-60', '00:00:00.000 --> 00:00:02.400', []]);
  expect(JSON.parse(payload)).toEqual({ timecode: '10:00:00:00', endTimecode: '10:00:02:10', text: 'Two white birds,\nsearching the water.', tags: tagRecords(given.samples[0], options) }); // prettier-ignore
  expect(payload).not.toMatch(/-->|[<&]/);
  expect(second).toContain('"tags":[]');
});

test('a sample that is no shot is refused', () => {
  expect(() => toWebVtt(image(), options)).toThrow('toWebVtt: expected shots of films, got cdcdcdcdcdcdcdcd (dog.jpg). Export it as csv.');
});
