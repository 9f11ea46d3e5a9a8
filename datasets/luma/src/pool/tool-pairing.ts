import type { RandomState } from './mersenne-twister.ts';
import { drawn, rowsOf, shuffled, type RowLabels, type Triple } from './pairing.ts';

/**
 * Pairs rows as LUMA's tool does where its modalities have unlike many rows of a class: each is shuffled class by class and laid end to end by itself,
 * so that rows drift across the borders of classes. Where the ends differ the tool stops; here the shortest decides.
 */
export function pairDrifting(labels: RowLabels, classes: readonly string[], random: RandomState): Triple[] {
  const shuffledRows = classes.map((label) => drawn.map((modality) => shuffled(rowsOf(labels[modality], label), random)));
  const [audio, text, image] = drawn.map((_, modality) => shuffledRows.flatMap((ofClass) => ofClass[modality]));
  const length = Math.min(audio.length, text.length, image.length);
  return Array.from({ length }, (_, i) => ({ audio: audio[i], text: text[i], image: image[i] }));
}
