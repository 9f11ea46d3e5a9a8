import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lavfi, makeFilm, moving, testFolder, tone } from '../films.test.support.ts';
import { probe } from './probe.ts';

const folder = testFolder();

test('a film without video has audio only', async () => {
  const file = await makeFilm(join(folder, 'audio.mov'), ...tone(440, 1), '-c:a', 'pcm_s16le');
  const { video, audio, durationSeconds } = await probe(file);
  expect(video).toBeUndefined();
  expect(audio).toMatchObject([{ codec: 'pcm_s16le', channels: 1 }]);
  expect(durationSeconds).toBeCloseTo(1, 1);
});

test('a film that has only subtitles, and a file that is none, are refused with the reason', async () => {
  const subtitles = join(folder, 'cues.srt');
  await writeFile(subtitles, '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
  const film = await makeFilm(join(folder, 'text.mkv'), '-i', subtitles, '-c:s', 'srt');
  await expect(probe(film)).rejects.toThrow('which has neither. Check that the file is complete.');
  const noise = join(folder, 'noise.mp4');
  await writeFile(noise, 'not a film at all');
  await expect(probe(noise)).rejects.toThrow(/^probe: expected a film that ffmpeg can read, got ".*noise\.mp4" \(/);
});

test('the start timecode of the container comes before that of the video', async () => {
  const file = join(folder, 'start.mov');
  await makeFilm(file, ...moving('64x36', 1), ...lavfi('anullsrc'), '-t', '1', '-timecode', '10:00:00:00', '-c:v', 'mpeg4');
  expect((await probe(file)).startTimecode).toBe('10:00:00:00');
});
