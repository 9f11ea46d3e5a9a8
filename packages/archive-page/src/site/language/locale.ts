import { signal } from '@preact/signals';

export type Locale = 'en' | 'de';

const stored = 'mmae-language';

/** The language of the page: as chosen last, else that of the browser. */
export const locale = signal<Locale>(initialLocale(globalThis.localStorage?.getItem(stored), globalThis.navigator?.languages ?? []));

export function initialLocale(chosen: string | null | undefined, wanted: readonly string[]): Locale {
  if (chosen === 'en' || chosen === 'de') return chosen;
  const first = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((language) => language === 'en' || language === 'de');
  return first === 'de' ? 'de' : 'en';
}

export function chooseLocale(chosen: Locale): void {
  locale.value = chosen;
  globalThis.localStorage?.setItem(stored, chosen);
}
