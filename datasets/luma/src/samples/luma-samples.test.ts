// Also tests what `lumaSamples` is made of: `cifar.ts`, `clip-headers.ts`, `compiled-samples.ts`, `layout.ts`, `pool-samples.ts`, `read-pool.ts`, `to-sample.ts`.
import { toWav } from '@mmae/wav';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownClasses, lumaClasses } from '../classes.ts';
import { emptyFolder, perClass, imageLabels, rowsOf, syntheticPool } from '../synthetic-luma.test.support.ts';
import { lumaSamples } from './luma-samples.ts';

const pool = syntheticPool();
const options = { counts: perClass, ood: false };
const copyOfPool = () => {
  const folder = emptyFolder();
  cpSync(pool, folder, { recursive: true });
  return folder;
};
const changed = (name: string, change: (content: string) => string | Uint8Array) => {
  const folder = copyOfPool();
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  return folder;
};

/** A folder of three triples, as LUMA's tool compiles it. */
function compiledFolder(labels = ['man', 'roses', 'dog']): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'audio/tts_audio'), { recursive: true });
  const rows = labels.map((label, i) => `${9 - i},tts_audio/${i}.wav,${label},${label}`);
  writeFileSync(join(folder, 'audio/datalist_train.csv'), [',path,label,tts_label', ...rows].join('\n'));
  labels.forEach((_, i) =>
    writeFileSync(
      join(folder, `audio/tts_audio/${i}.wav`),
      toWav({ samples: new Float32Array(i === 0 ? 400 : 4000), sampleRateHz: 22_050 }),
    ),
  );
  writeFileSync(join(folder, 'text_data_train.tsv'), ['\ttext\tlabel', ...labels.map((label, i) => `${i}\tA ${i}.\t${label}`)].join('\n'));
  copyFileSync(fileURLToPath(new URL('../../test/fixtures/frame-float.pickle', import.meta.url)), join(folder, 'image_data_train.pickle'));
  return folder;
}

describe('lumaSamples of the pool', () => {
  it('gives balanced splits whose modalities agree, with CIFAR’s images', async () => {
    const { samples, skipped } = await lumaSamples(pool, options);
    expect(samples).toHaveLength(42 * (perClass.train + perClass.test));
    expect(skipped).toEqual([]);
    for (const { label, media, extra } of samples) {
      expect(extra.misaligned).toBeUndefined();
      expect(media.text).toMatchObject({ text: expect.stringContaining(`A "${label}",\n\t`) as string });
    }
    expect(new Set(samples.map(({ label }) => label))).toEqual(new Set(knownClasses));
    const horse = samples.find(({ label, split }) => label === 'horse' && split === 'test')!;
    expect(horse.media.image).toMatchObject({
      kind: 'pixels',
      width: 32,
      data: expect.objectContaining({ 0: expect.any(Number) as number, 1: 1 }) as object,
    }); // green after red
  });

  it('is reproducible, and differs with another pairing seed', async () => {
    const ids = async (pairingSeed: number) => (await lumaSamples(pool, { ...options, pairingSeed })).samples.map(({ group }) => group);
    expect(await ids(42)).toEqual(await ids(42));
    expect(await ids(42)).not.toEqual(await ids(7));
  });

  it('refuses test indices made for a list of other classes', async () => {
    const shifted = changed('split_indices/image_test.txt', () => rowsOf(imageLabels(3, lumaClasses), 0, perClass.test).join('\n'));
    await expect(lumaSamples(shifted, options)).rejects.toThrow(/expected 2 rows of each of 42 classes in image test, got \d of/);
  });

  it('refuses a row in both splits, a repeated row, and a row beyond the list', async () => {
    const first = readFileSync(join(pool, 'split_indices/audio_train_clean.txt'), 'utf8').split('\n')[0];
    const test = (change: (content: string) => string) => lumaSamples(changed('split_indices/audio_test.txt', change), options);
    await expect(test((lines) => `${first}\n${lines}`)).rejects.toThrow(`got row ${first} in both`);
    await expect(test((lines) => lines + lines)).rejects.toThrow('twice in');
    await expect(test((lines) => `99999.000000\n${lines}`)).rejects.toThrow('got row 99999');
  });

  it('leaves out a clip that is a pointer, not a WAV file or missing, with the reason; the sample stays', async () => {
    const folder = copyOfPool();
    const paths = (await lumaSamples(pool, options)).samples.slice(0, 3).map(({ group }) => join(folder, 'audio', group!));
    writeFileSync(paths[0], 'version https://git-lfs.github.com/spec/v1\n');
    writeFileSync(paths[1], '<html>');
    rmSync(paths[2]);
    const { samples, skipped } = await lumaSamples(folder, options);
    expect(skipped.map(({ reason }) => reason.split(' ').slice(0, 3).join(' '))).toEqual(['a Git LFS', 'not a WAV', 'missing: the list']);
    expect(samples.slice(0, 4).map(({ media }) => Object.keys(media).join())).toEqual([
      'image,text',
      'image,text',
      'image,text',
      'image,audio,text',
    ]);
  });

  it('prefers the pool in a folder that has both layouts', async () => {
    const folder = copyOfPool();
    cpSync(compiledFolder(), folder, { recursive: true });
    const { samples } = await lumaSamples(folder, options);
    expect(samples).toHaveLength(42 * (perClass.train + perClass.test));
    expect(samples.some(({ extra }) => extra.corruption)).toBe(false);
    expect((await lumaSamples(folder, { ...options, layout: 'compiled' })).samples).toHaveLength(3);
  });

  it('takes a clip’s label from the list, and its source from the folder', async () => {
    const { samples } = await lumaSamples(pool, options);
    const { label, media, extra } = samples.at(-1)!;
    expect([label, (media.audio as { path: string }).path.split('/')[2], extra.clipSource]).toEqual(['ray', 'man_2', 'Common Voice']);
  });

  it('needs the generated images for out-of-distribution triples', async () => {
    await expect(lumaSamples(pool, { counts: perClass })).rejects.toThrow(/edm_images.pickle, which .* got none/);
  });
});

describe('lumaSamples of a compiled folder', () => {
  it('joins row i of the three files, and marks what was altered', async () => {
    const { samples } = await lumaSamples(compiledFolder());
    expect(samples.map(({ id, label, extra }) => [id, label, extra.voice, extra.corruption])).toEqual([
      ['train-00000', 'man', 'synthetic', 'image'],
      ['train-00001', 'roses', 'synthetic', 'image'],
      ['train-00002', 'dog', 'synthetic', 'image'],
    ]);
  });

  it('measures clips by their headers, and marks those shorter than a frame', async () => {
    const { samples, clipSeconds } = await lumaSamples(compiledFolder());
    expect([0, 1, 2].map((i) => clipSeconds.get(`audio/tts_audio/${i}.wav`))).toEqual([400 / 22_050, 4000 / 22_050, 4000 / 22_050]);
    expect(samples.map(({ extra }) => extra.clipLength)).toEqual(['below a frame', undefined, undefined]);
  });

  it('takes the label of the image, and names the modalities of other classes', async () => {
    const { samples } = await lumaSamples(compiledFolder(['man', 'man', 'dog']));
    expect(samples.map(({ label, extra }) => [label, extra.misaligned])).toEqual([['man', undefined], ['roses', 'audio+text'], ['dog', undefined]]); // prettier-ignore
  });

  it('refuses files of different lengths', async () => {
    await expect(lumaSamples(compiledFolder(['man', 'dog']))).rejects.toThrow('got 2, 2 and 3');
  });
});
