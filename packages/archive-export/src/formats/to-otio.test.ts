import { tagRecords } from '../exported.ts';
import { film, films, image, options } from '../films.test.support.ts';
import { toOtio } from './to-otio.ts';

interface Range {
  readonly start_time: { readonly rate: number; readonly value: number };
  readonly duration: { readonly value: number };
}

test.each(films)('at %s clips have whole frames from the start timecode', (rate, start, frames) => {
  const given = film(rate, start, frames);
  const clips = JSON.parse(toOtio([given], options)).tracks.children[0].children;
  const ranges = clips.map(({ source_range: { start_time, duration } }: { source_range: Range }) => [start_time.value, duration.value]);
  const [[first]] = ranges;
  expect(ranges).toEqual(frames.slice(1).map((to, i) => [first + frames[i], to - frames[i]]));
  const { num, den } = given.asset.film!.rate;
  expect(clips[0].media_references.DEFAULT_MEDIA.available_range).toMatchObject({ start_time: { value: first, rate: num / den }, duration: { value: frames.at(-1) } }); // prettier-ignore
});

test('a clip has its file, and its tags as metadata', () => {
  const given = film('25', '10:00:00:00', [0, 60]);
  const timeline = JSON.parse(toOtio([given], options, 'Wings'));
  expect([timeline.name, timeline.metadata.mmae.run]).toEqual(['Wings', options.run]);
  const [clip] = timeline.tracks.children[0].children;
  expect(clip.media_references.DEFAULT_MEDIA.target_url).toMatch(/^file:\/\/\/.*media\/news\/E%20204101%C3%A4\.mp4$/);
  expect(clip.metadata.mmae.tags).toEqual(tagRecords(given.samples[0], options));
});

test('a sample that is no shot is refused', () => {
  expect(() => toOtio([image()], options)).toThrow('toOtio: expected shots of films, got cdcdcdcdcdcdcdcd (dog.jpg). Export it as csv.');
});
