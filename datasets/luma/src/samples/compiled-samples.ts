import type { Sample, Split } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readClips, readTexts } from '../files/lists.ts';
import { LumaError } from '../luma-error.ts';
import { readPictures } from '../pickle/read-pictures.ts';
import { toSample } from './to-sample.ts';

const splits = ['train', 'test', 'ood'] as const;

/** The three files of a split, as the tool compiled them. */
export const compiledFiles = (split: string) => ({
  audio: `audio/datalist_${split}.csv`,
  text: `text_data_${split}.tsv`,
  image: `image_data_${split}.pickle`,
});

/** The splits that a compiled folder holds; train is always one. */
export const compiledSplits = (folder: string): Split[] => splits.filter((split) => existsSync(join(folder, compiledFiles(split).image)));

/**
 * Samples of a folder that the tool compiled: row i of each split's three files is triple i.
 *
 * @throws LumaError where they are not of one length, or a file is damaged
 */
export async function compiledSamples(folder: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const split of compiledSplits(folder)) for (const sample of await splitSamples(folder, split)) samples.push(sample);
  return samples;
}

async function splitSamples(folder: string, split: Split): Promise<Sample[]> {
  const files = compiledFiles(split);
  const clips = await readClips(join(folder, files.audio));
  const texts = await readTexts(join(folder, files.text));
  const pictures = await readPictures(join(folder, files.image), 'unknown');
  if (clips.length !== texts.length || texts.length !== pictures.length) {
    throw new LumaError(
      `compiledSamples: expected as many clips, texts and pictures in ${split}, got ${clips.length}, ${texts.length} and ${pictures.length}. ` +
        'The three files are not of one compilation; compile again.',
    );
  }
  return pictures.map((picture, row) => toSample(split, row, clips[row], texts[row], picture));
}
