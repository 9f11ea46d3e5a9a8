import { decodePcm, pcmName, pcmSampleLength } from './pcm.ts';

const decode = (codec: string, ...bytes: number[]) => [...decodePcm(codec, 1, Uint8Array.from(bytes))];

test.each([
  ['pcm_u8', [0, 128, 192], [-1, 0, 0.5]],
  ['pcm_s8', [128, 0, 64], [-1, 0, 0.5]],
  ['pcm_s16le', [0, 128, 0, 64], [-1, 0.5]],
  ['pcm_s16be', [128, 0, 64, 0], [-1, 0.5]],
  ['pcm_s24le', [0, 0, 128, 0, 0, 64, 255, 255, 255], [-1, 0.5, -1 / 2 ** 23]],
  ['pcm_s24be', [128, 0, 0, 64, 0, 0, 255, 255, 255], [-1, 0.5, -1 / 2 ** 23]],
  ['pcm_s32be', [128, 0, 0, 0, 64, 0, 0, 0], [-1, 0.5]],
  ['pcm_f32be', [0x3f, 0, 0, 0], [0.5]],
  ['pcm_mulaw', [0x80, 0xff, 0x00], [32124 / 2 ** 15, 0, -32124 / 2 ** 15]], // ITU-T G.711
  ['pcm_alaw', [0xaa, 0x2a, 0xd5], [32256 / 2 ** 15, -32256 / 2 ** 15, 8 / 2 ** 15]],
])('%s', (codec, bytes, samples) => {
  expect(decode(codec, ...bytes)).toEqual(samples.map(Math.fround));
});

test('channels are averaged, and an incomplete frame at the end is dropped', () => {
  expect([...decodePcm('pcm_s8', 2, Uint8Array.of(64, 0, 32, 32, 1))]).toEqual([0.25, 0.25]);
});

test('names and lengths are those of FFmpeg', () => {
  expect([pcmName('s', 1, 'le'), pcmName('s', 3, 'be'), pcmName('f', 8, 'le')]).toEqual(['pcm_s8', 'pcm_s24be', 'pcm_f64le']);
  expect([pcmSampleLength('pcm_s24be'), pcmSampleLength('mp3'), pcmSampleLength('toString')]).toEqual([3, undefined, undefined]);
});
