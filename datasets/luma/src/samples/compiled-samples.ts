import type { Sample, Split } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readClips, readTexts } from '../files/lists.ts';
import { LumaError } from '../files/luma-file.ts';
import { readImages } from '../pickle/read-images.ts';
import { toSample } from './to-sample.ts';

const splits = ['train', 'test', 'ood'] as const;

/** The three files of a split. */
const compiledFiles = (split: string) => ({
  audio: `audio/datalist_${split}.csv`,
  text: `text_data_${split}.tsv`,
  image: `image_data_${split}.pickle`,
});

/**
 * The samples of a folder that LUMA's tool compiled: row i of each of the three files of a split belongs to triple i.
 *
 * @throws LumaError if the files of a split differ in length, or one is damaged
 */
export async function compiledSamples(folder: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const present = splits.filter((split) => existsSync(join(folder, compiledFiles(split).image)));
  for (const split of present) for (const sample of await splitSamples(folder, split)) samples.push(sample);
  return samples;
}

async function splitSamples(folder: string, split: Split): Promise<Sample[]> {
  const files = compiledFiles(split);
  const clips = await readClips(join(folder, files.audio));
  const texts = await readTexts(join(folder, files.text));
  const images = await readImages(join(folder, files.image), 'unknown');
  if (clips.length !== texts.length || texts.length !== images.length) {
    throw new LumaError(
      `compiledSamples: expected the same number of clips, texts and images in ${split}, got ${clips.length}, ${texts.length} and ${images.length}. ` +
        'The three files are from different compilations: compile again.',
    );
  }
  return images.map((image, row) => toSample(split, row, clips[row], texts[row], image));
}
