// Also tests its steps: `conflict.ts`, `flags.ts`, `label-noise.ts`, `noisy-media.ts`, and `pool-uncertainty.ts`.
import { readWav, toWav } from '@mmae/wav';
import type { Sample } from '@mmae/samples';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lumaClasses } from '../../classes.ts';
import { lumaSamples } from '../../samples/luma-samples.ts';
import { emptyFolder, perClass, syntheticPool } from '../../synthetic-luma.test.support.ts';
import type { Uncertainty } from '../uncertainty-options.ts';
import type { ToolFault } from '../uncertainty.ts';
import { makeUncertain } from './make-uncertain.ts';

const pool = syntheticPool();
const read = (uncertainty?: Uncertainty) => lumaSamples(pool, { counts: perClass, ood: false, uncertainty }).then(({ samples }) => samples);
const unaltered = read();
const clean = (uncertainty: Uncertainty = {}) => (uncertainty.compactness || uncertainty.asTool ? read(uncertainty) : unaltered);
const made = async (uncertainty: Uncertainty, samples?: readonly Sample[]) =>
  (await makeUncertain(samples ?? (await clean(uncertainty)), { source: pool, out: join(pool, 'made') }, uncertainty)).samples;
/** Samples with their pixels as one string, which is compared faster. */
const brief = (samples: readonly Sample[]) =>
  samples.map((sample) => ({ ...sample, media: { ...sample.media, image: Buffer.from(pixels(sample)).toString('base64') } }));
const pixels = ({ media }: Sample) => (media.image as Extract<Sample['media'][string], { kind: 'pixels' }>).data;
const numAltered = (samples: readonly Sample[], corruption: string) =>
  samples.filter(({ extra }) => extra.corruption === corruption).length;
const asTool = (fault: ToolFault, uncertainty: Uncertainty = {}) => made({ ...uncertainty, asTool: [fault] });

describe('makeUncertain', () => {
  it('alters nothing without options, and marks every sample as unaltered', async () => {
    const [before, after] = [await clean(), await made({})];
    expect(brief(after)).toEqual(brief(before.map((sample) => ({ ...sample, extra: { ...sample.extra, corruption: 'none' } }))));
  });

  it('adds noise to a share of images, clips and texts of the given splits, and marks them', async () => {
    const before = await clean();
    const uncertainty: Uncertainty = {
      splits: ['test'],
      images: { share: 0.5, severity: 3, kinds: ['gaussianNoise', 'contrast'] },
      audio: { share: 0.5, snrDb: [3, 5] },
      texts: { share: 0.5, kinds: ['ocr'] },
    };
    const after = await made(uncertainty, before);
    const share = (name: string) => after.filter(({ extra }) => extra.corruption.split('+').includes(name)).length / (42 * perClass.test);
    for (const name of ['image', 'audio', 'text']) expect(Math.abs(share(name) - 0.5)).toBeLessThan(0.2);
    for (const [i, { split, media, extra }] of after.entries()) {
      expect(pixels(after[i]) !== pixels(before[i])).toBe(/^(gaussianNoise|contrast) 3$/.test(extra.imageCorruption));
      if (split === 'train') expect(extra.corruption).toBe('none');
      if (extra.snrDb === undefined) continue;
      expect(media.audio).toEqual({ kind: 'file', path: `made/audio/${after[i].id}.wav` });
      const [noisy, word] = [media, before[i].media].map(({ audio }) => readWav(readFileSync(join(pool, (audio as { path: string }).path))).samples); // prettier-ignore
      const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0);
      const snrDb = 10 * Math.log10(power(word) / power(noisy.map((sample, j) => sample - word[j])));
      expect(Math.abs(snrDb - Number(extra.snrDb))).toBeLessThan(0.2);
    }
    expect(brief(await made(uncertainty))).toEqual(brief(after));
    expect(brief(await made({ ...uncertainty, seed: 1 }))).not.toEqual(brief(after));
  });

  it('alters a sample in the same way whatever the other samples are', async () => {
    const all = (await clean()).slice(0, 12);
    const uncertainty: Uncertainty = { images: { share: 1, severity: 2 }, texts: { share: 1 } };
    expect(brief(await made(uncertainty, all.slice(5, 6)))).toEqual(brief((await made(uncertainty, all)).slice(5, 6)));
  });

  it('adds noise from recordings, and reports clips that cannot be read', async () => {
    const backgrounds = emptyFolder();
    const audio = { share: 1, snrDb: [0, 0], backgrounds } as const;
    await expect(made({ audio })).rejects.toThrow('readRecordings: expected WAV files in');
    writeFileSync(join(backgrounds, 'hum.wav'), toWav({ samples: new Float32Array(50).fill(0.5), sampleRateHz: 22_050 }));
    const [first, second] = await clean();
    const torn = { ...second, media: { ...second.media, audio: { kind: 'file', path: 'torn.wav' } as const } };
    writeFileSync(join(pool, 'torn.wav'), 'RIFF');
    const { samples, skipped } = await makeUncertain([first, torn], { source: pool, out: join(pool, 'hum') }, { audio });
    const [noisy, word] = [samples[0], first].map(({ media: { audio } }) => readWav(readFileSync(join(pool, (audio as { path: string }).path))).samples); // prettier-ignore
    expect(noisy[0] - word[0]).toBeCloseTo(noisy[99] - word[99], 3);
    expect(samples[1]).toEqual({ ...torn, extra: { ...torn.extra, corruption: 'none', audioCorruption: 'none' } });
    expect(skipped).toEqual([{ id: torn.id, modality: 'audio', file: 'torn.wav', reason: 'left without noise: not a WAV file' }]);
  });

  it('conflict: a share of the test samples get one modality of the next class, and keep their labels', async () => {
    const [before, after] = [await clean(), await made({ conflict: 0.5 })];
    const test = after.filter(({ split }) => split === 'test');
    expect(numAltered(test, 'none')).toBe(42);
    expect(after.filter(({ split }) => split === 'train')).toHaveLength(numAltered(after.filter(({ split }) => split === 'train'), 'none')); // prettier-ignore
    const counts = { audio: 0, image: 0, text: 0 };
    for (const [i, { id, label, group, media, extra }] of after.entries()) {
      expect(label).toBe(before[i].label);
      if (extra.corruption === 'none') continue;
      const modality = extra.corruption as keyof typeof counts;
      expect(extra[`${modality}Corruption`]).toBe('conflict');
      counts[modality]++;
      const next = lumaClasses[(lumaClasses.indexOf(label!) + 1) % 42];
      const donor = before.find((sample) => sample.split === 'test' && sample.label === next && Number(sample.id.slice(5)) % 2 === Number(id.slice(5)) % 2)!; // prettier-ignore
      expect(media).toEqual({ ...before[i].media, [modality]: donor.media[modality] });
      expect(group).toBe(modality === 'audio' ? donor.group : before[i].group);
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(5);
  });

  it('label noise: a share of the labels become another class; the column of the class stays', async () => {
    const after = await made({ labelNoise: 0.3 });
    const switched = after.filter(({ extra }) => extra.labelCorruption === 'switched');
    expect(Math.abs(switched.length / after.length - 0.3)).toBeLessThan(0.1);
    for (const { label, extra } of after) expect(lumaClasses.indexOf(label!) === Number(extra.class)).toBe(extra.corruption === 'none');
    for (const { extra } of after) expect(extra.misaligned).toBeUndefined();
  });
});

describe('reduced diversity', () => {
  it('draws train from all rows of the pool that are not in test, which stays', async () => {
    const [before, after] = [await clean(), await clean({ compactness: { audio: 5, text: 5 } })];
    const clips = (samples: readonly Sample[], split: string) =>
      samples.flatMap((sample) => (sample.split === split ? [sample.group] : []));
    expect(clips(after, 'test').sort()).toEqual(clips(before, 'test').sort());
    expect(new Set(clips(after, 'train')).size).toBe(42 * perClass.train);
    expect(clips(after, 'train').filter((clip) => clips(after, 'test').includes(clip))).toEqual([]);
    expect(clips(after, 'train').sort()).not.toEqual(clips(before, 'train').sort());
    for (const { extra } of after) expect(extra.misaligned).toBeUndefined();
  });
});

test('reduced diversity draws only readable clips', async () => {
  const folder = emptyFolder();
  cpSync(pool, folder, { recursive: true });
  for (let row = 0; row < 100; row++) rmSync(join(folder, `audio/cv_audio/man_2/${row}.wav`)); // the first two of each class
  const options = { counts: { ...perClass, train: 2 }, ood: false, uncertainty: { compactness: { audio: 5, text: 1, image: 1 } } };
  writeFileSync(
    join(folder, 'edm_images.pickle'),
    readFileSync(new URL('../../../test/fixtures/frame-protocol-4.pickle', import.meta.url)),
  );
  const { samples } = await lumaSamples(folder, options);
  const train = samples.filter(({ split }) => split === 'train');
  expect(train).toHaveLength(84);
  expect(train.every(({ media }) => 'audio' in media)).toBe(true);
});

describe('faults of LUMA’s tool', () => {
  it('noisy-clean: a tenth of all images is corrupted, whatever the options', async () => {
    const samples = await asTool('noisy-clean', { images: { share: 1, severity: 4 }, splits: [] });
    expect(Math.abs(numAltered(samples, 'image') / samples.length - 0.1)).toBeLessThan(0.05);
    expect(numAltered(samples.filter(({ split }) => split === 'train'), 'image')).toBeGreaterThan(0); // prettier-ignore
  });

  it('scale: levels other than 0 become 255, except where the tool stores bytes', async () => {
    const all = { images: { share: 1, severity: 1 as const, kinds: ['brightness', 'jpegCompression'] as const } };
    const gradient = { width: 32, height: 32, channels: 3, data: Uint8Array.from({ length: 3072 }, (_, i) => i / 12) } as const;
    const samples = (await clean()).map((sample) => ({ ...sample, media: { image: { kind: 'pixels', ...gradient } as const } }));
    for (const sample of await made({ ...all, asTool: ['scale'] }, samples)) {
      expect(pixels(sample).every((level) => level === 0 || level === 255)).toBe(sample.extra.imageCorruption === 'brightness 1');
    }
  });

  it('index-shift: test images of other classes than their clips and texts', async () => {
    const samples = await clean({ asTool: ['index-shift'] });
    const test = samples.filter(({ split }) => split === 'test');
    expect(test.length).toBeLessThan(42 * perClass.test);
    expect(test.some(({ extra }) => extra.misaligned === 'audio+text')).toBe(true);
    expect(samples.filter(({ split }) => split === 'train').some(({ extra }) => extra.misaligned)).toBe(false);
  });

  it('drift: labels are switched in each modality separately, and rows drift across classes', async () => {
    const samples = await made({ labelNoise: 0.3, asTool: ['drift'] });
    expect(samples).toHaveLength(42 * (perClass.train + perClass.test));
    expect(samples.filter(({ extra }) => extra.misaligned).length).toBeGreaterThan(samples.length / 3);
    for (const { label, extra } of samples) expect(lumaClasses.indexOf(label!) === Number(extra.class)).toBe(extra.labelCorruption === 'none'); // prettier-ignore
  });
});

test('clips are written only with the option for noise', async () => {
  mkdirSync(join(pool, 'quiet'));
  await makeUncertain(await clean(), { source: pool, out: join(pool, 'quiet') }, { labelNoise: 0.1 });
  expect(existsSync(join(pool, 'quiet/audio'))).toBe(false);
});
