import { effect, signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const stored = 'mmae-theme';

/** Light, dark, or as the system says. */
export const theme = signal<Theme>(initialTheme(globalThis.localStorage?.getItem(stored)));

/** The theme that was kept, if it is one. */
export function initialTheme(kept: string | null | undefined): Theme {
  return themes.find((one) => one === kept) ?? 'auto';
}

/** Applies the theme to the page now and whenever it changes. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem(stored, theme.value);
  });
}
