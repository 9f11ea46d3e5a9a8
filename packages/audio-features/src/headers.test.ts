// Covers unusual and damaged headers, in `block-audio.ts` and the files of each container.
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixture, largestDifference, sine } from './audio.test.support.ts';
import { decodeAudio } from './decode-audio.ts';
import { wavBytes } from './wav-bytes.test.support.ts';

const minute = { maxAudioSeconds: 60 };
const bytesOf = (name: string) => Buffer.from(readFileSync(fixture(name)));
const word = (await decodeAudio(fixture('word.wav'), minute)).samples;
const short = (await decodeAudio(fixture('formats/short.wav'), minute)).samples;

/** A fixture whose bytes at `skip` after the text `after` are replaced by `value`. */
function patched(name: string, after: string, skip: number, value: readonly number[]): Buffer {
  const bytes = bytesOf(name);
  bytes.set(value, bytes.indexOf(after) + after.length + skip);
  return bytes;
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);
const ones = (length: number): number[] => new Array<number>(length).fill(255);
const id3 = (length: number) =>
  Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, length >> 7, length & 127]), Buffer.alloc(length)]);
const junk = Buffer.from(Uint8Array.from({ length: 300 }, (_, i) => (i * 73 + 1) & 127));
const afterJunk = (name: string, before: Buffer = junk) => Buffer.concat([before, bytesOf(name)]);
const rf64 = (length: number) => {
  const bytes = Buffer.from(wavBytes([short], { is64: true, claimedBytes: length }));
  return bytes;
};

test.each<[string, Uint8Array]>([
  ['a wav whose length was never written: 0', patched('formats/short.wav', 'data', 0, zeros(4))],
  ['a wav whose length was never written: −1', patched('formats/short.wav', 'data', 0, ones(4))],
  [
    'a wav whose lengths were never written',
    (() => {
      const bytes = patched('formats/short.wav', 'data', 0, zeros(4));
      bytes.set(zeros(4), 4);
      return bytes;
    })(),
  ],
  ['an RF64 whose ds64 was never written', rf64(0)],
  ['an AIFF whose length was never written: 0', patched('formats/short.aiff', 'SSND', 0, zeros(4))],
  ['an AIFF whose length was never written: 8', patched('formats/short.aiff', 'SSND', 0, [0, 0, 0, 8])],
  ['an AIFF whose length was never written: −1', patched('formats/short.aiff', 'SSND', 0, ones(4))],
  ['an AU whose length was never written: 0', patched('formats/short.au', '.snd', 4, zeros(4))],
  ['an AU whose length was never written: −1', patched('formats/short.au', '.snd', 4, ones(4))],
  ['a CAF whose length was never written: −1', patched('formats/short.caf', 'data', 0, ones(8))],
  ['a W64 whose length was never written: −1', patched('formats/short.w64', 'data', 12, ones(8))],
  ['a W64 whose length was never written: 0', patched('formats/short.w64', 'data', 12, zeros(8))],
  ['a wav after an ID3 tag', Buffer.concat([id3(500), bytesOf('formats/short.wav')])],
  ['a wav after junk', afterJunk('formats/short.wav')],
  ['a wav after zeros', afterJunk('formats/short.wav', Buffer.alloc(4_097))],
  ['a wav after words', afterJunk('formats/short.wav', Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))],
  ['an AIFF after a MacBinary header', afterJunk('formats/short.aiff', Buffer.alloc(128))],
])('%s is decoded completely', async (_, bytes) => {
  const { samples } = await decodeAudio(bytes, minute);
  expect(largestDifference(samples, short)).toBe(0);
});

/** A wav with an additional chunk, which may lack its padding byte. */
function wavWith(chunk: Buffer, place: 'before fmt' | 'before data'): Buffer {
  const bytes = bytesOf('formats/short.wav');
  const at = bytes.indexOf(place === 'before fmt' ? 'fmt ' : 'data');
  return Buffer.concat([bytes.subarray(0, at), chunk, bytes.subarray(at)]);
}
const oddList = Buffer.concat([Buffer.from('LIST\x05\0\0\0INFOx', 'latin1')]);

test.each<[string, Buffer]>([
  ['an odd LIST and its padding before data', wavWith(Buffer.concat([oddList, Buffer.alloc(1)]), 'before data')],
  ['an odd LIST without its padding before data', wavWith(oddList, 'before data')],
  ['an odd LIST without its padding before fmt', wavWith(oddList, 'before fmt')],
  [
    'data before fmt',
    (() => {
      const bytes = bytesOf('formats/short.wav');
      const [format, data] = [bytes.indexOf('fmt '), bytes.indexOf('data')];
      return Buffer.concat([bytes.subarray(0, 12), bytes.subarray(data, data + 8 + 3_200), bytes.subarray(format, format + 24)]);
    })(),
  ],
])('a wav with %s is decoded completely', async (_, bytes) => {
  expect(largestDifference((await decodeAudio(bytes, minute)).samples, short)).toBe(0);
});

test('a wav of length 0 with a following chunk is empty: the chunk is not decoded', async () => {
  const bytes = Buffer.concat([patched('formats/short.wav', 'data', 0, zeros(4)).subarray(0, -3_200), oddList, Buffer.alloc(1)]);
  await expect(decodeAudio(bytes, minute)).rejects.toThrow('no audio: the file contains 0 samples.');
});

test.each<[string, Uint8Array]>([
  ['a FLAC after an ID3 tag', Buffer.concat([id3(2_000), bytesOf('word.flac')])],
  ['a FLAC after two', Buffer.concat([id3(20), id3(30), bytesOf('word.flac')])],
  ['a FLAC after junk', afterJunk('word.flac')],
  [
    'a FLAC that does not know its length',
    (() => {
      const bytes = bytesOf('word.flac');
      bytes.set([bytes[21] & 0xf0, 0, 0, 0, 0], 21); // 36 bits of samples
      return bytes;
    })(),
  ],
  [
    'a FLAC with an image of 1 MB',
    (() => {
      const bytes = bytesOf('word.flac');
      const image = Buffer.concat([Buffer.from([6, 0x10, 0, 0]), Buffer.alloc(0x100000)]);
      bytes[4] &= 0x7f; // STREAMINFO is no longer the last block
      const isLast = bytesOf('word.flac')[4] >> 7;
      if (isLast) image[0] |= 0x80;
      return Buffer.concat([bytes.subarray(0, 42), image, bytes.subarray(42)]);
    })(),
  ],
])('%s is decoded completely', async (_, bytes) => {
  expect(largestDifference((await decodeAudio(bytes, minute)).samples, word)).toBe(0);
});

test.each<[string, string, Buffer]>([
  ['an MP3 after zeros', 'word.mp3', Buffer.alloc(5_000)],
  ['an MP3 after an ID3 tag and zeros', 'word.mp3', Buffer.concat([id3(100), Buffer.alloc(700)])],
  ['an MP3 after a large image', 'word.mp3', Buffer.concat([id3(16_000), id3(16_000), id3(16_000)])],
  ['an MP2 after junk', 'formats/short.mp2', junk],
  ['an AAC after an ID3 tag', 'formats/short.aac', id3(77)],
  ['an AAC after zeros', 'formats/short.aac', Buffer.alloc(77)],
  ['an Ogg after zeros', 'word.ogg', Buffer.alloc(100)],
])('%s is the same audio', async (_, name, before) => {
  expect(await decodeAudio(Buffer.concat([before, bytesOf(name)]), minute)).toEqual(await decodeAudio(bytesOf(name), minute));
});

test('a transport stream that starts within a packet or has time stamps is the same audio', async () => {
  const bytes = bytesOf('formats/mp2.m2t');
  const whole = await decodeAudio(bytes, minute);
  const m2ts = Buffer.concat(
    Array.from({ length: bytes.length / 188 }, (_, i) => Buffer.concat([Buffer.alloc(4), bytes.subarray(188 * i, 188 * i + 188)])),
  );
  expect(await decodeAudio(m2ts, minute)).toEqual(whole);
});

test.each<[string, Uint8Array, string]>([
  ['an ID3 tag and nothing', id3(10), 'truncated: nothing follows the ID3 tag of the file.'],
  ['an ID3 tag and noise', Buffer.concat([id3(10), Buffer.from([1, 2, 3])]), 'truncated: no audio follows the ID3 tag of the file.'],
  ['a wav without channels', patched('formats/short.wav', 'fmt ', 6, [0, 0]), 'damaged: the WAV header declares 0 channels at 16000 Hz'],
  ['a wav of 0 Hz', patched('formats/short.wav', 'fmt ', 8, zeros(4)), 'damaged: the WAV header declares 1 channels at 0 Hz'],
  ['a wav of 1 Hz', patched('formats/short.wav', 'fmt ', 8, [1, 0, 0, 0]), 'expected 1000 to 384000 Hz, got 1.'],
  [
    'a wav of an encoding without a name',
    patched('formats/short.wav', 'fmt ', 4, [0x39, 0x30]),
    'decoder missing: the audio is format 0x3039 in a WAV file',
  ],
  ['a wav of GSM', patched('formats/short.wav', 'fmt ', 4, [0x31, 0]), 'decoder missing: the audio is GSM 6.10 in a WAV file'],
  [
    'a cut AIFF',
    bytesOf('formats/short.aiff').subarray(0, 1_000),
    'truncated: the AIFF header declares 0.10 s of audio, the file contains 0.03 s.',
  ],
  ['a cut W64', bytesOf('formats/short.w64').subarray(0, 1_000), 'truncated: the Wave64 header declares 0.10 s of audio'],
  ['a cut CAF', bytesOf('formats/short.caf').subarray(0, 1_000), 'truncated: the CAF header declares 0.10 s of audio'],
  ['a cut AU', bytesOf('formats/short.au').subarray(0, 1_000), 'truncated: the AU header declares 0.10 s of audio'],
  [
    'a HEIC image',
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    'not an audio file: expected audio or video, got a HEIC image.',
  ],
  [
    'a transport stream that ends before its audio',
    bytesOf('formats/mp2.m2t').subarray(0, 188 * 4),
    'no audio: the MPEG-TS file announces mp2, but contains none.',
  ],
  ['an AU header and half', bytesOf('formats/short.au').subarray(0, 20), 'truncated: the file ends at byte 20, within its header.'],
])('%s is refused', async (_, bytes, message) => {
  await expect(decodeAudio(bytes, minute)).rejects.toMatchObject({ name: 'UnusableMediaError', message: expect.stringContaining(message) });
});

test('three hundred channels are averaged', async () => {
  const tone = sine(440, 16_000, 0.02);
  const channels = Array.from({ length: 300 }, (_, channel) => tone.map((sample) => (sample * channel) / 299));
  const { samples } = await decodeAudio(wavBytes(channels, { bits: 32, encoding: 'float' }), minute);
  expect(
    largestDifference(
      samples,
      tone.map((sample) => sample / 2),
    ),
  ).toBeLessThan(1e-5);
});

test('a file that is truncated while it is read does not hang', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shorter-'));
  const path = join(folder, 'word.ogg');
  writeFileSync(path, bytesOf('word.ogg'));
  truncateSync(path, 500_000); // zeros, which libav reads from the end
  const decoding = decodeAudio(path, minute);
  truncateSync(path, 3_000);
  await expect(decoding).rejects.toMatchObject({ name: 'UnusableMediaError' });
  expect((await decodeAudio(fixture('word.flac'), minute)).samples.length).toBe(word.length);
  rmSync(folder, { recursive: true });
});

test.each<[string, Uint8Array, string]>([
  [
    'an AU of 2,147,483,647 channels',
    patched('formats/short.au', '.snd', 16, [127, 255, 255, 255]),
    'damaged: the AU header declares 2147483647 channels',
  ],
  [
    'a CAF of 2,147,483,647 channels',
    patched('formats/short.caf', 'desc', 8 + 24, [127, 255, 255, 255]),
    'damaged: the CAF header declares 2147483647 channels',
  ],
])('%s is refused as invalid', async (_, bytes, message) => {
  await expect(decodeAudio(bytes, minute)).rejects.toThrow(message);
});
