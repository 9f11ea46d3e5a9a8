import type { RandomState } from './mersenne-twister.ts';

/** The three modalities, in the order in which LUMA shuffles them. */
const modalities = ['audio', 'text', 'image'] as const;

/** An index into the rows of each modality. */
export type Triple = Readonly<Record<(typeof modalities)[number], number>>;

/** The label of each row, by modality. */
export type RowLabels = Readonly<Record<(typeof modalities)[number], readonly string[]>>;

/**
 * Pairs rows as LUMA does: class by class, with the rows of each modality in random order. The members of a triple share nothing but the class.
 *
 * @param labels of the rows in split order; every modality has the same number of rows of a class
 * @param classes in LUMA's order
 * @param random one generator for train, then test, then `pairOod`
 */
export function pairRows(labels: RowLabels, classes: readonly string[], random: RandomState): Triple[] {
  return classes.flatMap((label) => {
    const [audio, text, image] = modalities.map((modality) => shuffled(rowsOf(labels[modality], label), random));
    return Array.from(audio, (row, i) => ({ audio: row, text: text[i], image: image[i] }));
  });
}

/** Pairs the out-of-distribution rows. A class has as many triples as the modality with the fewest rows; no row is used twice. */
export function pairOod(labels: RowLabels, classes: readonly string[], random: RandomState): Triple[] {
  return classes.flatMap((label) => {
    const rows = modalities.map((modality) => rowsOf(labels[modality], label));
    const length = Math.min(...rows.map((ofModality) => ofModality.length));
    const [audio, text, image] = rows.map((ofModality) => shuffled(ofModality, random));
    return Array.from({ length }, (_, i) => ({ audio: audio[i], text: text[i], image: image[i] }));
  });
}

/**
 * Pairs rows as LUMA's tool does if its modalities have different numbers of rows of a class: the rows of each modality are shuffled class by class
 * and concatenated, so that they drift across class borders. The tool fails if the lengths differ; here the shortest modality decides.
 */
export function pairDrifting(labels: RowLabels, classes: readonly string[], random: RandomState): Triple[] {
  const shuffledRows = classes.map((label) => modalities.map((modality) => shuffled(rowsOf(labels[modality], label), random)));
  const [audio, text, image] = modalities.map((_, modality) => shuffledRows.flatMap((ofClass) => ofClass[modality]));
  const length = Math.min(audio.length, text.length, image.length);
  return Array.from({ length }, (_, i) => ({ audio: audio[i], text: text[i], image: image[i] }));
}

const rowsOf = (labels: readonly string[], label: string): number[] => labels.flatMap((other, row) => (other === label ? [row] : []));

const shuffled = (rows: readonly number[], random: RandomState): number[] => Array.from(random.permutation(rows.length), (i) => rows[i]);
