import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFilm, moving, testFolder, tone } from './films.test.support.ts';
import { probe, readSubtitleTrack } from './index.ts';

const folder = testFolder();
const srt = join(folder, 'text.srt');
writeFileSync(srt, '1\n00:00:00,500 --> 00:00:01,500\nGrüße\n\n2\n00:00:02,000 --> 00:00:03,000\nBye\n');

test.each([
  ['mkv', 'srt'],
  ['mp4', 'mov_text'],
])('text in %s is read as WebVTT', async (ending, codec) => {
  const film = await makeFilm(
    join(folder, `subtitles.${ending}`),
    ...moving('64x36', 3),
    '-i',
    srt,
    '-c:v',
    'mpeg4',
    '-c:s',
    codec,
    '-metadata:s:s:0',
    'language=deu',
  );
  const info = await probe(film);
  expect(info.subtitles).toMatchObject([{ index: 1, language: 'deu', isBitmap: false }]);
  expect((await readSubtitleTrack(film, info, 1)).trim()).toBe('WEBVTT\n\n00:00.500 --> 00:01.500\nGrüße\n\n00:02.000 --> 00:03.000\nBye');
});

test('times count from the first frame, also where it is not the earliest thing in the film', async () => {
  const film = await makeFilm(
    join(folder, 'offset.mkv'),
    '-itsoffset',
    '0.48',
    ...moving('64x36', 3),
    '-i',
    srt,
    ...tone(440, 3),
    ...['-c:a', 'pcm_s16le'],
    '-map',
    '0',
    '-map',
    '1',
    '-map',
    '2',
    '-c:v',
    'mpeg4',
    '-c:s',
    'srt',
  );
  const info = await probe(film);
  expect(info.video?.startSeconds).toBeCloseTo(0.48);
  expect(await readSubtitleTrack(film, info, 1)).toContain('00:00.020 --> 00:01.020\nGrüße');
});

test('images and other tracks are refused', async () => {
  const film = join(folder, 'subtitles.mkv');
  const info = await probe(film);
  await expect(readSubtitleTrack(film, info, 0)).rejects.toThrow(/expected the index of a subtitle track of ".*" \(1\), got 0\./);
  const bitmap = { ...info, subtitles: [{ ...info.subtitles[0]!, codec: 'dvb_subtitle', isBitmap: true }] };
  await expect(readSubtitleTrack(film, bitmap, 1)).rejects.toThrow(
    /expected subtitles that are text, got dvb_subtitle in track 1 of ".*", which are images\. Use a subtitle file\./,
  );
});
