// Covers whole files of every format: `audio-format.ts`; in containers/ `open-audio.ts`, `encoded-audio.ts`, `aiff.ts`, `asf.ts`, `au.ts`, `avi.ts`, `caf.ts`, `demux.ts`,
// `frames.ts`, `mpeg-ps.ts` and `mpeg-ts.ts`; in codecs/ `decode-blocks.ts`, `libav.ts`, `adpcm.ts` and `wma.ts`.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { audioExtractor } from './audio-extractor.ts';
import { fixture, largestDifference, maxCorrelation } from './audio.test.support.ts';
import { decodeAudio } from './decode-audio.ts';
import { isVideo } from './find-audio.ts';

const minute = { maxAudioSeconds: 60 };
const path = (name: string) => fixture(`formats/${name}`);
const original = await decodeAudio(path('short.wav'), minute);

const lossless = ['short.aiff', 'sowt.aifc', '24-bit.aiff', 'float.aifc', 'short.au', 'float.au', 'short.caf', '24-bit.caf', 'short.w64'];
const losslessByLibav = ['short.wv', 'flac.ogg', 'flac.mkv', 'pcm.mov', 'pcm.avi', 'float.wav'];

test.each([...lossless, ...losslessByLibav])('%s equals the wav bit for bit', async (name) => {
  const { samples, sampleRateHz } = await decodeAudio(path(name), minute);
  expect([sampleRateHz, samples.length]).toEqual([16_000, 1_600]);
  expect(largestDifference(samples, original.samples)).toBe(0);
});

const references = readFileSync(path('decoded.sha256'), 'utf8').trim().split('\n');

test.each(references.map((line) => line.split(' ')))('%s is decoded as by ffmpeg, bit for bit', async (name, hash) => {
  const { samples } = await decodeAudio(path(name), minute);
  const bytes = Int16Array.from(samples, (sample) => sample * 2 ** 15);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
});

test.each(['mu-law.au', 'mu-law.aifc'])('%s equals mu-law.wav bit for bit', async (name) => {
  expect(await decodeAudio(path(name), minute)).toEqual(await decodeAudio(path('mu-law.wav'), minute));
});

test.each(['a-law.caf', 'a-law.aifc'])('%s equals a-law.wav bit for bit', async (name) => {
  expect(await decodeAudio(path(name), minute)).toEqual(await decodeAudio(path('a-law.wav'), minute));
});

const lossy = ['mu-law.wav', 'a-law.wav', 'ima.wav', 'ima.aifc', 'ms-adpcm.wav', 'mp3.wav', 'short.mp2', 'short.aac', 'v1.wma', 'v2.wma'];
const videos = [
  'mp3.avi',
  'aac.mp4',
  'mp3.mp4',
  'aac.mkv',
  'mp2.mkv',
  'opus.webm',
  'mp2.m2t',
  'aac.m2t',
  'mp2.mpg',
  'version-1.mpg',
  'wma.wmv',
  'pcm.mxf',
];

const featuresOf = async (name: string) => {
  const extractor = audioExtractor({ maxHz: 6_000, length: { mode: 'pool' } });
  return (await extractor.extract({ kind: 'file', path: path(name) })).data.subarray(0, 40);
};

test.each([...lossy, ...videos])('%s is similar to the wav, in samples and features', async (name) => {
  expect(maxCorrelation(original, await decodeAudio(path(name), minute))).toBeGreaterThan(0.85);
  const [a, b] = [await featuresOf('short.wav'), await featuresOf(name)];
  const distance = Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / 40);
  expect(distance).toBeLessThan(10); // dB per band
});

test.each([
  [
    'ac3.ac3',
    'decoder missing: the audio is AC-3 (Dolby Digital), which is not supported. Convert it, for example with: ffmpeg -i FILE FILE.flac',
  ],
  ['ac3.mp4', 'decoder missing: the audio is AC-3 (Dolby Digital) in an MP4 file'],
  ['ac3.mkv', 'decoder missing: the audio is AC-3 (Dolby Digital) in a Matroska file'],
  ['ac3.m2t', 'decoder missing: the audio is AC-3 (Dolby Digital) in an MPEG-TS file'],
  ['ac3.vob', 'decoder missing: the audio is AC-3 (Dolby Digital) in an MPEG-PS file'],
  ['alac.caf', 'decoder missing: the audio is alac in a CAF file'],
  ['short.tta', 'decoder missing: the audio is TTA (True Audio)'],
])('%s is reported as a missing decoder, not as damaged', async (name, message) => {
  await expect(decodeAudio(path(name), minute)).rejects.toThrow(message);
});

test('videos are recognized by content', () => {
  const isOne = /\.(avi|mov|mp4|mkv|webm|m2t|mpg|vob|wmv|mxf)$/;
  const files = readdirSync(path('')).filter((name) => name !== 'decoded.sha256');
  expect(files.filter((name) => isVideo(path(name)))).toEqual(files.filter((name) => isOne.test(name)));
  expect([isVideo(fixture('word.m4a')), isVideo(fixture('no-audio.mp4'))]).toEqual([false, true]);
});

test.each(['aac.mkv', 'opus.webm', 'pcm.avi', 'mp3.avi', 'wma.wmv', 'v2.wma', 'pcm.mxf', 'aac.mp4'])(
  'half of %s is named truncated',
  async (name) => {
    const bytes = readFileSync(path(name));
    await expect(decodeAudio(bytes.subarray(0, bytes.length / 2), minute)).rejects.toThrow(/^(damaged or )?truncated: /);
  },
);
