import { loadManifest } from '@mmae/samples';
import { join } from 'node:path';
import sharp from 'sharp';
import { lumaSamples } from '../samples/luma-samples.ts';
import { emptyFolder, perClass, syntheticPool } from '../synthetic-luma.test.support.ts';
import { compileManifest } from './compile-manifest.ts';

const pool = syntheticPool();
const poolSamples = async () => (await lumaSamples(pool, { counts: perClass, ood: false })).samples;

describe('compileManifest', () => {
  it('writes a manifest that is read as the same samples, pixel for pixel', async () => {
    const samples = (await poolSamples()).slice(0, 5);
    const file = await compileManifest(samples, pool, join(pool, 'compiled'));
    const manifest = await loadManifest(file, { modalities: { image: 'file', audio: 'file', text: 'text' }, mediaRoot: pool, seed: 0, onlySplit: 'train' }); // prettier-ignore
    for (const [i, { id, label, media, extra }] of manifest.samples.entries()) {
      expect([id, label, media.text, media.audio, extra]).toEqual([samples[i].id, samples[i].label, samples[i].media.text, samples[i].media.audio, { samePictureIn: '', ...samples[i].extra }]); // prettier-ignore
      const path = join(pool, (media.image as { path: string }).path);
      expect([...(await sharp(path).raw().toBuffer())]).toEqual([...(samples[i].media.image as { data: Uint8Array }).data]);
    }
    expect(manifest.samples).toHaveLength(5);
  });

  it('refuses a folder outside of the media root', async () => {
    await expect(compileManifest([], pool, emptyFolder())).rejects.toThrow('compileManifest: expected a folder inside');
  });
});
