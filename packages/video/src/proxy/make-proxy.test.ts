import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeProxy, probe } from '../index.ts';
import { lavfi, makeFilm, moving, readWhole, strengthAt, testFolder, tone } from '../films.test.support.ts';
import { proxySize } from './proxy-arguments.ts';

const folder = testFolder();

test('a broadcast film becomes H.264 and AAC, with every frame at its time and both channels heard', async () => {
  const film = await makeFilm(
    join(folder, 'broadcast.mxf'),
    ...[...moving('720x576', 1.2), ...tone(440, 1.2), ...tone(880, 1.2), '-map', '0', '-map', '1', '-map', '2'],
    ...['-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-aspect', '16:9', '-c:a', 'pcm_s16le', '-ac', '1', '-timecode', '10:00:00:00'],
  );
  const target = join(folder, 'broadcast-proxy');
  const seconds: number[] = [];
  const info = await probe(film);
  expect(await makeProxy(film, info, target, { onProgress: (progress) => seconds.push(progress.seconds) })).toBe('video/mp4');
  const proxy = await probe(target);
  expect(proxy.container).toContain('mp4');
  expect(proxy.video).toMatchObject({
    codec: 'h264',
    width: 1024,
    height: 576,
    pixelFormat: 'yuv420p',
    interlaced: false,
    startSeconds: 0,
  });
  expect(proxy.audio).toMatchObject([{ codec: 'aac', channels: 2, sampleRateHz: 48_000 }]);
  expect(proxy.startTimecode).toBeUndefined(); // positions are counted from the first frame
  const [before, after] = [await readWhole(film), await readWhole(target)];
  expect(after.frames.map((frame) => frame.seconds.toFixed(3))).toEqual(before.frames.map((frame) => frame.seconds.toFixed(3)));
  expect([440, 880].map((hz) => strengthAt(hz, after.samples) > 0.02)).toEqual([true, true]);
  expect(seconds.at(-1)).toBeCloseTo(1.2, 0);
});

test('a film whose audio begins before its video begins at its first frame', async () => {
  const film = await makeFilm(
    join(folder, 'late.ts'),
    ...['-itsoffset', '0.4', ...moving('64x36', 1), ...tone(440, 1.4), '-c:v', 'mpeg2video', '-c:a', 'mp2'],
  );
  const target = join(folder, 'late-proxy');
  await makeProxy(film, await probe(film), target);
  const { video } = await probe(target);
  const { frames, end } = await readWhole(target);
  expect(video!.startSeconds).toBeLessThan(0.03);
  expect([frames[0]!.seconds, frames.length]).toEqual([0, 25]);
  expect(end.numSamples / 16_000).toBeCloseTo(1, 0);
});

test('a copy is never larger than 1280 × 720 nor than the film, and its sides are even', () => {
  const size = (displayWidth: number, displayHeight: number) => Object.values(proxySize({ displayWidth, displayHeight }));
  expect(size(1920, 1080)).toEqual([1280, 720]);
  expect(size(1080, 1920)).toEqual([406, 720]);
  expect(size(4096, 1716)).toEqual([1280, 536]);
  expect(size(63, 35)).toEqual([64, 36]);
  expect(size(1, 1)).toEqual([2, 2]);
});

test('an aborted copy leaves no file', async () => {
  const film = await makeFilm(join(folder, 'long.mp4'), ...moving('640x360', 60), '-c:v', 'mpeg4');
  const controller = new AbortController();
  const target = join(folder, 'aborted');
  const made = makeProxy(film, await probe(film), target, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('enough')),
  });
  await expect(made).rejects.toThrow('enough');
  expect(readdirSync(folder).filter((name) => name.startsWith('aborted'))).toEqual([]);
});

test('what is no film with video is refused', async () => {
  const audio = await makeFilm(join(folder, 'audio.wav'), ...tone(440, 0.2));
  await expect(makeProxy(audio, await probe(audio), join(folder, 'none'))).rejects.toThrow(
    `makeProxy: expected a film with video, got ${JSON.stringify(audio)} without any.`,
  );
  const film = await makeFilm(join(folder, 'film.mp4'), ...lavfi('color=red:size=64x36:duration=0.2'), '-c:v', 'mpeg4');
  await expect(makeProxy(film, await probe(film), join(folder, 'no', 'folder'))).rejects.toThrow(
    /^makeProxy: expected a film that ffmpeg can convert, got ".*film.mp4" \(.*No such file or directory.*\)/,
  );
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
