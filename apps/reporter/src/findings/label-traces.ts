import type { SampleRow } from '@mmae/run-folder';
import { maskLabels } from '@mmae/text-features';

/** How many texts of one label hold it, before its words are removed and after. */
export interface LabelTrace {
  readonly label: string;
  readonly numTexts: number;
  /** hold its letters as they are */
  readonly numNaming: number;
  /** still hold them, within longer words, once label words are removed as training does */
  readonly numLeft: number;
  /** those words, the most frequent first */
  readonly words: readonly string[];
}

const mostWords = 5;

/**
 * Texts that tell their label, by label: the mask takes its words in all their forms, and leaves longer words with the same letters ("horseback",
 * but "category" for cat as well).
 *
 * @param modality whose cells are texts
 */
export function labelTraces(samples: readonly SampleRow[], modality: string): LabelTrace[] {
  const labels = [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();
  const masks = new Map<string, (text: string) => string>();
  const maskOf = (language: string) => masks.get(language) ?? masks.set(language, maskLabels(labels, language)).get(language)!;
  return labels.map((label) => {
    const letters = label.toLowerCase();
    const rows = samples.filter((sample) => sample.label === label && sample.media[modality]);
    const naming = rows.filter(({ media }) => media[modality].toLowerCase().includes(letters));
    const left = naming.map(({ media, extra }) => wordsWith(letters, maskOf(extra.language || 'en')(media[modality]))).filter(({ length }) => length > 0); // prettier-ignore
    return { label, numTexts: rows.length, numNaming: naming.length, numLeft: left.length, words: mostFrequent(left.flat()) };
  });
}

const wordsWith = (letters: string, text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => word.includes(letters));

function mostFrequent(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ordered = [...counts].sort(([a, i], [b, j]) => j - i || (a < b ? -1 : 1));
  return ordered.slice(0, mostWords).map(([word]) => word);
}
