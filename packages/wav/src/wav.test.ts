import { readWav, readWavHeader, WavError } from './read-wav.ts';
import { toWav, wavHeader } from './to-wav.ts';

const tone = (length: number) => ({
  samples: Float32Array.from({ length }, (_, i) => 0.9 * Math.sin(i / 3)),
  sampleRateHz: 22_050,
});

test('16-bit PCM that is written can be read, to within half a 16-bit step', () => {
  const clip = tone(100);
  const { samples, sampleRateHz } = readWav(toWav(clip));
  expect(sampleRateHz).toBe(22_050);
  samples.forEach((sample, i) => expect(Math.abs(sample - clip.samples[i])).toBeLessThanOrEqual(1 / 2 ** 16));
});

test('samples beyond full scale are clipped', () => {
  const { samples } = readWav(toWav({ samples: Float32Array.of(2, -2, 1), sampleRateHz: 8000 }));
  expect([...samples]).toEqual([32_767 / 32_768, -1, 32_767 / 32_768]);
});

test('the header of 16-bit PCM has the 44 bytes of the specification', () => {
  expect(
    toWav({ samples: new Float32Array(3), sampleRateHz: 8000 })
      .subarray(0, 44)
      .toString('hex'),
  ).toBe('524946462a00000057415645666d74201000000001000100401f0000803e0000020010006461746106000000');
});

test.each([3, 4])('µ-law of %d samples: 58 bytes of header, one byte each, padded to an even length', (length) => {
  const bytes = toWav({ samples: new Float32Array(length), sampleRateHz: 16_000 }, 'mulaw');
  expect(bytes).toHaveLength(58 + 4);
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  expect(readWavHeader(bytes)).toEqual({
    ...{ formatTag: 7, sampleRateHz: 16_000, numChannels: 1, bytesPerSample: 1, start: 58, lengthBytes: length },
  });
  expect([...bytes.subarray(58, 58 + length)]).toEqual(Array.from({ length }, () => 255));
});

test('other files, files without audio and other encodings are refused', () => {
  const file = toWav(tone(100));
  expect(() => readWav(Buffer.from('<html>'))).toThrow(new WavError('not a WAV file'));
  expect(() => readWav(file.subarray(0, 36))).toThrow('a WAV file without audio');
  expect(() => readWav(toWav(tone(100), 'mulaw'))).toThrow('a WAV file of other than 16-bit PCM');
});

test('a header for samples that follow is that of the whole file', () => {
  const bytes = toWav({ samples: new Float32Array(1001), sampleRateHz: 16_000 });
  expect(wavHeader(1001, 16_000)).toEqual(bytes.subarray(0, 44));
  expect(() => wavHeader(2 ** 31, 16_000)).toThrow('wavHeader: expected 0 to 2147483629 samples, got 2147483648. Split the audio.');
});
