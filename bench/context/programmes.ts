// An archive whose meaning needs the neighbours: programmes composed of samples that are ambiguous alone.
import { seededRandom, type Random } from '@mmae/random';
import type { ManifestRow } from '../results/rows.ts';

/** Programmes of each split. */
export const numProgrammes = { train: 60, validation: 10, test: 30 } as const;
type Split = keyof typeof numProgrammes;

/** A topic shows four of ten classes, and every class is shown by four of the ten topics: a shot alone tells its topic in one of four cases. */
export const classesOfTopic = (topic: number): number[] => [0, 1, 3, 7].map((step) => (topic + step) % 10);

/**
 * Programmes of three to six items, each of four to ten shots on one topic. A shot is a sample at random, of one of the topic's classes and of
 * the split of its programme.
 *
 * @param rows samples of ten classes, which are their labels
 * @returns rows with the topic as label, the class in a column of its own, and the columns asset and from
 */
export function composeProgrammes(rows: readonly ManifestRow[], seed: number): ManifestRow[] {
  const classes = [...new Set(rows.map(({ label }) => label))].sort();
  if (classes.length !== 10) throw new RangeError(`composeProgrammes: expected rows of ten labels, got ${classes.length}.`);
  const random = seededRandom(seed);
  return (Object.keys(numProgrammes) as Split[]).flatMap((split) => {
    const pools = classes.map((name) => rows.filter((row) => row.split === split && row.label === name));
    return Array.from({ length: numProgrammes[split] }, (_, i) => programme(`${split}-${i}`, pools, random)).flat();
  });
}

function programme(asset: string, pools: readonly (readonly ManifestRow[])[], random: Random): ManifestRow[] {
  const topics = Array.from({ length: 3 + random.integer(4) }, () => random.integer(10));
  const shots = topics.flatMap((topic) => Array.from({ length: 4 + random.integer(7) }, () => topic));
  return shots.map((topic, from) => {
    const pool = pools[classesOfTopic(topic)[random.integer(4)]];
    const { split, label, image, audio, text } = pool[random.integer(pool.length)];
    return {
      id: `${asset}-${from}`,
      split,
      label: `topic${topic}`,
      group: asset,
      asset,
      from: String(from),
      class: label,
      image,
      audio,
      text,
    };
  });
}
