/** Where a text holds its label. */
export type Betrayal = 'word' | 'within';

const irregular: Readonly<Record<string, string>> = { man: 'men', woman: 'women', mouse: 'mice', wolf: 'wolves', baby: 'babies' };

/**
 * Whether a text gives its label away: by the word itself, in the singular or the plural, or by a longer word that holds its letters
 * ("horseback", but "category" for cat as well).
 */
export function betrayal(text: string, label: string): Betrayal | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const forms = [label, `${label}s`, `${label}es`, irregular[label] ?? label, label.replace(/s$/, '')];
  if (words.some((word) => forms.includes(word))) return 'word';
  return words.some((word) => word.includes(label)) ? 'within' : undefined;
}
