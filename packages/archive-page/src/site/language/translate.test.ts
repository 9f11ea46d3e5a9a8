import { de } from './de.ts';
import { en } from './en.ts';
import { initialLocale } from './locale.ts';
import { clock, fill, languageName } from './translate.ts';

describe('messages', () => {
  const names = (message: string) => new Set([...message.matchAll(/\{(\w+)/g)].map(([, name]) => name));

  test('German fills in what English does', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect([key, names(de[key])]).toEqual([key, names(en[key])]);
  });

  test('are filled in: numbers as the language writes them, words by number', () => {
    const message = '{n} {n|shot|shots} of {title}';
    expect(fill(message, { n: 1, title: 'Harbour' }, 'en')).toBe('1 shot of Harbour');
    expect(fill(message, { n: 1500, title: 'Harbour' }, 'en')).toBe('1,500 shots of Harbour');
    expect(fill(message, { n: 1500, title: 'Harbour' }, 'de')).toBe('1.500 shots of Harbour');
  });

  test('have the same keys in both languages', () => expect(Object.keys(de)).toEqual(Object.keys(en)));

  test.each([
    ['en', 'found', '1 sample', '2 samples', '0 samples'],
    ['de', 'found', '1 Eintrag', '2 Einträge', '0 Einträge'],
    ['en', 'numShots', '1 shot', '2 shots', '0 shots'],
    ['de', 'numShots', '1 Einstellung', '2 Einstellungen', '0 Einstellungen'],
    ['en', 'numDecisions', '1 decision', '2 decisions', '0 decisions'],
    ['de', 'numDecisions', '1 Entscheidung', '2 Entscheidungen', '0 Entscheidungen'],
    ['en', 'undone', '1 decision undone.', '2 decisions undone.', '0 decisions undone.'],
    ['de', 'andMore', 'und 1 weiterer', 'und 2 weitere', 'und 0 weitere'],
  ] as const)('in %p, %p is singular for one: %p', (language, key, one, two, none) => {
    const message = (language === 'de' ? de : en)[key];
    expect([1, 2, 0].map((n) => fill(message, { n }, language))).toEqual([one, two, none]);
  });

  test('name no noun after a number without its singular', () => {
    for (const text of [...Object.values(en), ...Object.values(de)]) {
      expect(text).not.toMatch(
        /\{\w+\} (samples|shots|tags|assets|decisions|clusters|points|Eintr|Einstell|Schlagw|Entscheid|Gruppe|Punkt)/,
      );
    }
  });

  test('a title with braces or a dollar sign stays as it is', () => {
    expect(fill('{title}!', { title: '{n} $& $1' }, 'en')).toBe('{n} $& $1!');
  });
});

test.each([
  [null, ['fr', 'de-AT', 'en'], 'de'],
  [null, ['en-GB', 'de'], 'en'],
  [null, ['fr'], 'en'],
  ['de', ['en'], 'de'],
  ['xx', ['de'], 'de'],
])('chosen %p, wanted %p: the page is in %p', (chosen, wanted, expected) => expect(initialLocale(chosen, wanted)).toBe(expected));

test.each([
  [0, '0:00'],
  [125.4, '2:05'],
  [59.6, '1:00'],
  [3725, '1:02:05'],
])('%p seconds are %p', (seconds, expected) => expect(clock(seconds)).toBe(expected));

test('a language has its name, what is no tag stays', () => {
  expect([languageName('de'), languageName('?')]).toEqual(['German', '?']);
});
