// Also covers `recordings.ts`, `speak.ts` and `voices.ts`.
import { readWav, toWav } from '@mmae/wav';
import { recordings, recordingsOf, type Recording } from './recordings.ts';
import { toSound, trimmed } from './sound.ts';
import { versionRemark } from './speak.ts';
import { speechCommand, utteranceOf } from './voices.ts';

const tone = (seconds: number, rate = 16_000) => Float32Array.from({ length: seconds * rate }, (_, i) => 0.1 * Math.sin(i / 3));
const padded = (samples: Float32Array, before: number, after: number) =>
  Float32Array.from([...new Float32Array(before), ...samples, ...new Float32Array(after)]);

test('silence at the ends is cut off but for 50 ms', () => {
  expect(trimmed(padded(tone(1), 8000, 16_000)).length / 16_000).toBeCloseTo(1.1, 2);
  expect(() => trimmed(new Float32Array(9))).toThrow('trimmed: expected a sound, got 9 samples of silence. Choose another file.');
});

test('a sound is 16 kHz, at most four seconds, faded where it is cut, and peaks at −3 dB', async () => {
  const { wav, seconds } = await toSound(toWav({ samples: tone(6, 8000), sampleRateHz: 8000 }));
  const { samples, sampleRateHz } = readWav(wav);
  expect([sampleRateHz, seconds, samples.length]).toEqual([16_000, 4, 64_000]);
  expect(Math.max(...samples)).toBeCloseTo(10 ** (-3 / 20), 3);
  expect(Math.abs(samples.at(-1)!)).toBe(0);
});

test('a recording belongs to one entry; a sound of the thing comes before its spoken name', () => {
  const from: Recording[] = [
    { source: 'gcompris', kind: 'recording', path: 'horn', name: 'horns' },
    { source: 'scratch', kind: 'recording', path: 'dog', name: 'dog' },
    { source: 'ktuberling', kind: 'speech', path: 'spoken', name: 'dog' },
    { source: 'ktuberling', kind: 'speech', path: 'none', name: 'zebra' },
  ];
  const found = recordingsOf(['dog', 'horn'], (name) => name.replace(/s$/, ''), from);
  expect([...found].map(([name, { path }]) => [name, path])).toEqual([['horn', 'horn'], ['dog', 'dog']]); // prettier-ignore
});

test('each recording of the table is a file of its own', () => {
  const paths = recordings().map(({ source, path }) => `${source} ${path}`);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toContain('gcompris usr/share/gcompris-qt/rcc/instruments.rcc:gcompris/src/activities/instruments/resource/banjo.ogg');
  expect(recordings().find(({ path }) => path.endsWith('pizzeria_broccolli.ogg'))?.name).toBe('broccoli');
});

test('voice and pace are drawn by the key of an entry', () => {
  const drawn = Array.from({ length: 2000 }, (_, i) => utteranceOf(String(i), 0));
  expect(utteranceOf('7', 0)).toEqual(drawn[7]);
  expect(new Set(drawn.map(({ voice }) => voice)).size).toBe(16);
  expect(drawn.filter(({ engine }) => engine === 'flite').length / 2000).toBeCloseTo(0.4, 1);
  for (const { pace } of drawn) expect(pace >= 0.85 && pace < 1.2).toBe(true);
});

test('the engines are told voice, pace and words', () => {
  expect(speechCommand('palm tree', { engine: 'espeak-ng', voice: 'en+f2', pace: 1 }, 'a.wav').join(' ')).toBe(
    'espeak-ng -v en+f2 -s 155 -w a.wav palm tree',
  );
  expect(speechCommand('dog', { engine: 'flite', voice: 'slt', pace: 0.8 }, 'a.wav')).toContain('duration_stretch=1.250');
});

test('another version of a program is remarked', () => {
  expect(versionRemark({ 'espeak-ng': '1.51', flite: '2.2' })).toBeUndefined();
  expect(versionRemark({ 'espeak-ng': '1.52.0', flite: '2.2' })).toBe('espeak-ng is 1.52.0, not 1.51: spoken names will differ slightly.');
});
