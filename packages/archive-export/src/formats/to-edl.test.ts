import { frameRate, fromTimecode } from '@mmae/timecode';
import { film, films, image, options } from '../films.test.support.ts';
import { reelNames, toEdl } from './to-edl.ts';

test('an event is a shot with its reel, its source and its record timecodes, and comments', () => {
  expect(toEdl([film('25', '10:00:00:00', [0, 60, 170])], options, 'Wings\n& water')).toBe(`TITLE: Wings & water
FCM: NON-DROP FRAME

001  E204101  V     C        10:00:00:00 10:00:02:10 01:00:00:00 01:00:02:10
* FROM CLIP NAME: E 204101ä.mp4
* FROM FILE: /media/news/E 204101ä.mp4
* SAMPLE: abababababababab:0-60
* TAG: birds | person Ann <ann> | confidence 0.900 from image, run 3f2a91
* TAG: “R&D” --> </x> 二 | person Åsa
* TAG: rain | medtop:20001131 | machine | confidence 0.625 from audio+image, run 3f2a91
* TEXT: Two white birds, searching the water.

002  E204101  V     C        10:00:02:10 10:00:06:20 01:00:02:10 01:00:06:20
* FROM CLIP NAME: E 204101ä.mp4
* FROM FILE: /media/news/E 204101ä.mp4
* SAMPLE: abababababababab:60-170
`);
});

test.each(films)('at %s the timecodes give back the frames', (rateText, start, frames) => {
  const rate = frameRate(rateText);
  const text = toEdl([film(rateText, start, frames)], options);
  expect(text).toContain(rate.drop ? 'FCM: DROP FRAME' : 'FCM: NON-DROP FRAME');
  const events = Array.from(text.matchAll(/^\d{3} {2}\S+ +V +C +(\S+) (\S+) (\S+) (\S+)$/gm), (event) => event.slice(1));
  const lengths = events.map((event) => event.map((timecode) => fromTimecode(timecode, rate))).map(([from, to, recordFrom, recordTo]) => [to - from, recordTo - recordFrom]); // prettier-ignore
  expect(lengths).toEqual(frames.slice(1).map((to, i) => [to - frames[i], to - frames[i]]));
  expect(fromTimecode(events[0][0], rate)).toBe(fromTimecode(start, rate));
});

test('reels have eight letters and differ', () => {
  const assets = ['a/Evening-news-1.mp4', 'b/Evening-news-2.mp4', 'c/...', 'd/Evening news.mxf'].map((path, key) => ({ ...image().asset, path, key })); // prettier-ignore
  expect([...reelNames([...assets, assets[0]]).values()]).toEqual(['EVENINGN', 'EVENING2', 'REEL', 'EVENING3']);
});

test.each([
  [[image()], 'toEdl: expected shots of films, got cdcdcdcdcdcdcdcd (dog.jpg). Export it as csv.'],
  [[film('25', '00:00:00:00', [0, 1]), film('50', '00:00:00:00', [0, 1])], 'toEdl: expected one frame rate, got 25, 50. Export films of each rate apart.'], // prettier-ignore
  [[film('25', '00:00:00:00', Array.from({ length: 1001 }, (_, i) => i))], 'toEdl: expected 1 to 999 shots, got 1000. Choose fewer, or export as otio.'], // prettier-ignore
])('what an EDL cannot hold is refused: %#', (assets, message) => {
  expect(() => toEdl(assets, options)).toThrow(message);
});
