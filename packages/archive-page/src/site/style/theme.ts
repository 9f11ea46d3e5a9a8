import { effect, signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const stored = 'mmae-theme';

/** Light, dark, or as the system says. */
export const theme = signal<Theme>(themes.find((one) => one === globalThis.localStorage?.getItem(stored)) ?? 'auto');

/** Applies the theme to the page now and whenever it changes. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem(stored, theme.value);
  });
}
