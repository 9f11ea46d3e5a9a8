import type { RandomState } from './mersenne-twister.ts';

/** The three modalities, in the order in which LUMA draws for them. */
export const drawn = ['audio', 'text', 'image'] as const;

/** Rows of the three modalities: places in each one's list. */
export type Triple = Readonly<Record<(typeof drawn)[number], number>>;

/** The label of each row, modality by modality. */
export type RowLabels = Readonly<Record<(typeof drawn)[number], readonly string[]>>;

/**
 * Pairs rows as LUMA does: class by class, each modality's rows of the class in a random order of their own. Nothing but the class ties a triple.
 *
 * @param labels of the rows in split order; every modality has as many of a class
 * @param classes in LUMA's order
 * @param random drawn from on and on: train first, then test, then `pairOod`
 */
export function pairRows(labels: RowLabels, classes: readonly string[], random: RandomState): Triple[] {
  return classes.flatMap((label) => {
    const [audio, text, image] = drawn.map((modality) => shuffled(rowsOf(labels[modality], label), random));
    return Array.from(audio, (row, i) => ({ audio: row, text: text[i], image: image[i] }));
  });
}

/** Pairs the out-of-distribution rows: of each class as many triples as the poorest modality has rows, drawn without replacement. */
export function pairOod(labels: RowLabels, classes: readonly string[], random: RandomState): Triple[] {
  return classes.flatMap((label) => {
    const rows = drawn.map((modality) => rowsOf(labels[modality], label));
    const length = Math.min(...rows.map((ofModality) => ofModality.length));
    const [audio, text, image] = rows.map((ofModality) => shuffled(ofModality, random));
    return Array.from({ length }, (_, i) => ({ audio: audio[i], text: text[i], image: image[i] }));
  });
}

export const rowsOf = (labels: readonly string[], label: string): number[] =>
  labels.flatMap((other, row) => (other === label ? [row] : []));

export const shuffled = (rows: readonly number[], random: RandomState): number[] =>
  Array.from(random.permutation(rows.length), (i) => rows[i]);
