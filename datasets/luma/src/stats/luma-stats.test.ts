import type { Sample } from '@mmae/samples';
import { knownClasses } from '../classes.ts';
import { lumaSamples } from '../samples/luma-samples.ts';
import { perClass, syntheticPool } from '../synthetic-luma.test.support.ts';
import { lumaStats } from './luma-stats.ts';

const pool = syntheticPool();

describe('lumaStats', () => {
  it('counts samples, images in several splits, and texts that contain their label', async () => {
    const { samples, clipSeconds } = await lumaSamples(pool, { counts: perClass, ood: false });
    const stats = lumaStats(samples, clipSeconds);
    expect(stats.labels.train.horse).toBe(perClass.train);
    expect(stats.voices).toEqual({ train: { real: 126 }, test: { real: 84 } });
    expect(stats.textsWithLabel.unmasked.word.test.cat).toBe(perClass.test);
    expect(stats.clips.test).toEqual({
      numClips: 84,
      numShorterThanFrame: 0,
      shortestSeconds: 0.1,
      medianSeconds: 0.1,
      longestSeconds: 0.1,
    });
    expect(lumaStats([samples[0], { ...samples[0], split: 'test' }]).sharedImages).toBe(1);
  });
});

describe('texts that contain their label', () => {
  const withText = (label: string, text: string): Sample => ({
    id: label,
    split: 'test',
    label,
    media: { text: { kind: 'text', text } },
    extra: {},
  });
  const afterToolMask = (label: string) => lumaStats([withText(label, `One ${label}.`)]).textsWithLabel.maskedByTool.word.test?.[label];

  it('are the eleven classes that the tool’s mask never removes, and no others', () => {
    expect(knownClasses.filter((label) => afterToolMask(label) === 1)).toEqual('house woman table horse bridge castle television snake pine cattle mouse'.split(' ')); // prettier-ignore
  });

  it('contain it as a word, or inside a longer word', () => {
    const texts = ['A man rides.', 'Many rode.', 'Men rode.', 'They rode.'].map((text) => withText('man', text));
    const { word, within } = lumaStats(texts).textsWithLabel.unmasked;
    expect([word, within]).toEqual([{ test: { man: 2 } }, { test: { man: 1 } }]);
  });
});
