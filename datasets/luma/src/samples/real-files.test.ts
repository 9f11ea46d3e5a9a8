// Tests on files that are not in the repository: MMAE_LUMA_CORPUS names a folder with a manifest.csv and, in data/, the same samples in the layout of
// LUMA; MMAE_LUMA_SPLITS one with the official index files.
import { loadManifest, type Sample } from '@mmae/samples';
import { join } from 'node:path';
import sharp from 'sharp';
import { knownClasses, lumaSamples } from '../index.ts';
import { readSplitIndices } from '../pool/split-indices.ts';

const { MMAE_LUMA_CORPUS: corpus, MMAE_LUMA_SPLITS: splits } = process.env;
const withCorpus = corpus === undefined ? describe.skip : describe;
const withSplits = splits === undefined ? describe.skip : describe;

withCorpus('a corpus in both layouts (skipped unless MMAE_LUMA_CORPUS names one)', () => {
  it('gives the same samples through its manifest and through its LUMA layout', async () => {
    const modalities = { image: 'file', audio: 'file', text: 'text' } as const;
    const manifest = await loadManifest(corpus!, { modalities, seed: 0, onlySplit: 'train' });
    const { samples, skipped } = await lumaSamples(join(corpus!, 'data'));
    const facts = ({ id, split, label, group, media, extra }: Sample, root: string) => [id, split, label, group, extra.voice, media.text, root + pathOf(media.audio)]; // prettier-ignore
    expect(samples.map((sample) => facts(sample, 'data/'))).toEqual(manifest.samples.map((sample) => facts(sample, '')));
    expect([skipped, manifest.skipped]).toEqual([[], []]);
    for (let i = 0; i < samples.length; i += 5) {
      const pixels = await sharp(join(corpus!, pathOf(manifest.samples[i].media.image))).raw().toBuffer(); // prettier-ignore
      expect(pixels.equals((samples[i].media.image as { data: Uint8Array }).data)).toBe(true);
    }
  });
});

const pathOf = (media: Sample['media'][string]) => (media as { path: string }).path;

withSplits('the official index files (skipped unless MMAE_LUMA_SPLITS names them)', () => {
  const rows = (name: string) => readSplitIndices(splits!, name);

  it('have as many rows as LUMA has triples', async () => {
    for (const modality of ['audio', 'text', 'image']) {
      expect(await rows(`${modality}_train_clean.txt`)).toHaveLength(500 * knownClasses.length);
      expect(await rows(`${modality}_test.txt`)).toHaveLength(100 * knownClasses.length);
    }
  });

  it('select the known classes of CIFAR-10 and CIFAR-100, and no image of EDM', async () => {
    const train = await rows('image_train_clean.txt');
    const [small, fine] = [train.filter((row) => row < 35_000), train.filter((row) => row >= 35_000)];
    expect([small.length, fine.length, Math.max(...train) < 57_000]).toEqual([6 * 500, 36 * 500, true]);
    const test = (await rows('image_test.txt')).sort((a, b) => a - b);
    expect(test.slice(600)).toEqual(Array.from({ length: 3600 }, (_, i) => 6000 + i));
  });

  it('reach to the end of each list that LUMA publishes', async () => {
    const last = async (modality: string) =>
      Math.max(...(await rows(`${modality}_train_clean.txt`)), ...(await rows(`${modality}_test.txt`)));
    expect([await last('audio'), await last('text')]).toEqual([135_095, 62_872]);
  });
});
