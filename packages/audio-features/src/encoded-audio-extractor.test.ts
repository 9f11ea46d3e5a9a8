// Also covers `encoded-audio-options.ts`.
import { audioBatch, encodedAudioExtractor } from './encoded-audio-extractor.ts';
import { audioExtractor } from './audio-extractor.ts';
import { whisperLogMel } from './features/whisper-log-mel.ts';

const input = { name: 'x', sampleRateHz: 16000, numMelBands: 80, standardise: false, minSeconds: 0.1, maxSeconds: 0.5 } as const;
const tone = (numSamples: number) => Float32Array.from({ length: numSamples }, (_, i) => Math.sin(i / 5));

test('a waveform is extended to the shortest length and cut to the longest', () => {
  const lengthOf = (numSamples: number) => audioBatch({ ...input, kind: 'waveform' }, false)(tone(numSamples)).inputs.x.shape;
  expect([lengthOf(10), lengthOf(5000), lengthOf(20000)]).toEqual([[1, 1600], [1, 5000], [1, 8000]]); // prettier-ignore
});

test('a standardised waveform has mean 0 and variance 1, and its copies are shifted by 10 ms', () => {
  const { data, shape } = audioBatch({ ...input, kind: 'waveform', standardise: true }, true)(tone(4000)).inputs.x;
  expect(shape).toEqual([3, 4000]);
  const [whole, earlier, later] = [0, 1, 2].map((i) => (data as Float32Array).subarray(4000 * i, 4000 * (i + 1)));
  expect(whole.reduce((sum, value) => sum + value, 0) / 4000).toBeCloseTo(0);
  expect(whole.reduce((sum, value) => sum + value * value, 0) / 4000).toBeCloseTo(1);
  expect([earlier[100], later[260], later[100]]).toEqual([whole[260], whole[100], 0]);
});

test('log-mel bands are in rows, and copies are shifted by a frame and a band', () => {
  const { data, shape } = audioBatch({ ...input, kind: 'whisperLogMel' }, true)(tone(3200)).inputs.x;
  expect(shape).toEqual([3, 80, 20]);
  const frames = whisperLogMel(80)(tone(3200));
  expect(data[30 * 20 + 7]).toBe(frames.data[7 * 80 + 30]);
  expect(data[80 * 20 + 31 * 20 + 6]).toBe(frames.data[7 * 80 + 30]); // a frame earlier, a band higher
});

test('options that do not go with an encoder are refused', () => {
  const given = { encoder: 'whisper-tiny.en', numMelBands: 40 } as never;
  expect(() => encodedAudioExtractor(given, { copies: false })).toThrow(
    'encodedAudioExtractor: expected a known option, got "numMelBands". Known: encoder, trimSilenceDb.',
  );
  expect(() => audioExtractor({ encoder: 'whisper-tiny.en' })).toThrow('audioExtractor: expected no encoder, got "whisper-tiny.en".');
});
