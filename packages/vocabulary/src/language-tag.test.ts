import { languageTag } from './language-tag.ts';

test('a tag gets its usual case', () => {
  expect(['de-at', 'ZH-hans', 'en'].map((tag) => languageTag('test', tag))).toEqual(['de-AT', 'zh-Hans', 'en']);
});

test('what is no tag is refused', () => {
  expect(() => languageTag('parseSkos', 'english_')).toThrow(
    'parseSkos: expected language tags such as "en" or "pt-BR", got "english_". Correct it.',
  );
});
