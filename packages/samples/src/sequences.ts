import type { Sample } from './sample.ts';

/** The columns of a manifest that say which samples follow each other. */
export interface SequenceColumns {
  /** samples with the same value are of one asset, such as the shots of a programme */
  readonly asset: string;
  /** their order: numbers or timecodes */
  readonly order: string;
}

/**
 * The samples of each asset as indices, in their order: by the column `order` where every sample of the asset has a value there, else as in the
 * manifest. Samples without an asset are in none.
 */
export function sequencesOf(samples: readonly Pick<Sample, 'group' | 'extra'>[], { asset, order }: SequenceColumns): number[][] {
  const assets = new Map<string, number[]>();
  for (const [index, sample] of samples.entries()) {
    const name = cellOf(sample, asset);
    if (name === '') continue;
    const indices = assets.get(name) ?? [];
    indices.push(index);
    assets.set(name, indices);
  }
  return [...assets.values()].map((indices) => {
    const cells = new Map(indices.map((index) => [index, cellOf(samples[index], order)]));
    return [...cells.values()].includes('') ? indices : indices.sort((a, b) => compare(cells.get(a)!, cells.get(b)!));
  });
}

const cellOf = ({ group = '', extra }: Pick<Sample, 'group' | 'extra'>, column: string): string =>
  (column === 'group' ? group : Object.hasOwn(extra, column) ? extra[column] : '').trim();

/** Timecodes are compared number by number. */
const byNumbers = new Intl.Collator('en', { numeric: true });

function compare(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? byNumbers.compare(a, b) : difference;
}
