import type { SampleRow } from '@mmae/run-folder';
import { maskLabels } from '@mmae/text-features';

/** How many texts of a label contain it, before and after its words are removed. */
export interface LabelMentions {
  readonly label: string;
  readonly numTexts: number;
  /** texts that contain the letters of the label */
  readonly numMentions: number;
  /** texts that still contain them, inside a longer word, after label words are removed as in training */
  readonly numRemaining: number;
  /** those longer words, most frequent first */
  readonly words: readonly string[];
}

const maxWords = 5;

/**
 * Counts texts that contain their label, by label. Training removes a label's words in all their forms, but not longer words that contain the
 * same letters: "horseback" for horse, but also "category" for cat.
 *
 * @param modality a modality of texts
 */
export function labelMentions(samples: readonly SampleRow[], modality: string): LabelMentions[] {
  const labels = [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();
  const masks = new Map<string, (text: string) => string>();
  const maskOf = (language: string) => masks.get(language) ?? masks.set(language, maskLabels(labels, language)).get(language)!;
  return labels.map((label) => {
    const letters = label.toLowerCase();
    const rows = samples.filter((sample) => sample.label === label && sample.media[modality]);
    const mentioning = rows.filter(({ media }) => media[modality].toLowerCase().includes(letters));
    const masked = mentioning.map(({ media, extra }) => maskOf(extra.language || 'en')(media[modality]));
    const remaining = masked.map((text) => wordsWith(letters, text)).filter(({ length }) => length > 0);
    return {
      label,
      numTexts: rows.length,
      numMentions: mentioning.length,
      numRemaining: remaining.length,
      words: mostFrequent(remaining.flat()),
    };
  });
}

const wordsWith = (letters: string, text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => word.includes(letters));

function mostFrequent(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ordered = [...counts].sort(([a, i], [b, j]) => j - i || (a < b ? -1 : 1));
  return ordered.slice(0, maxWords).map(([word]) => word);
}
