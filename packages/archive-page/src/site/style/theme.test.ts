import { initialTheme, themes } from './theme.ts';

const others: [string | null | undefined, string][] = [[null, 'auto'], [undefined, 'auto'], ['sepia', 'auto']]; // prettier-ignore

test.each([...themes.map((theme): [string, string] => [theme, theme]), ...others])('the theme chosen last, %p, is %p', (stored, expected) =>
  expect(initialTheme(stored)).toBe(expected),
);
