import type { RowLabels } from '../pool/pairing.ts';
import { stacked } from '../uncertainty/classes/descriptors.ts';
import { nearestOtherClass } from '../uncertainty/classes/nearest-class.ts';
import { defaultSeed, type Uncertainty } from '../uncertainty/options.ts';
import { randomFor } from '../uncertainty/random-for.ts';
import { describeRows } from './pool-descriptions.ts';
import type { LazyPicture, Pool, Rows } from './read-pool.ts';

/** Labels switched in each modality by itself, by its own nearest classes, as LUMA's tool switches them before it pairs. */
export function switchedLabels(
  folder: string,
  pool: Pool,
  pictures: readonly LazyPicture[],
  rows: Rows,
  labels: RowLabels,
  { labelNoise = 0, seed = defaultSeed }: Uncertainty,
): RowLabels {
  const switchedOf = (modality: keyof Rows) => {
    const random = randomFor(seed, 'label', modality);
    const chosen = Array.from(rows[modality].keys()).filter(() => random.next() < labelNoise);
    const others = nearestOtherClass(stacked(describeRows(folder, pool, pictures, modality, rows[modality])), labels[modality], chosen);
    const switched = [...labels[modality]];
    chosen.forEach((place, i) => (switched[place] = others[i]));
    return switched;
  };
  return { audio: switchedOf('audio'), text: switchedOf('text'), image: switchedOf('image') };
}
