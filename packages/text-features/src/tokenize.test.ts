import fc from 'fast-check';
import { AggressiveTokenizerDe, AggressiveTokenizerFr, TokenizerJa, WordTokenizer } from 'natural/lib/natural/tokenizers/index.js';
import { normalised, tokenize } from './index.ts';

/** A sentence of each language, and its words. */
const sentences = {
  en: ["The dog's café isn't well-known; it's naïve.", 'the dog s café isn t well known it s naïve'],
  fr: ["L'été, les élèves mangent des œufs à l'hôtel.", 'l été les élèves mangent des œufs à l hôtel'],
  de: ['Die Straße über Österreich führt zum Fußgängerübergang.', 'die straße über österreich führt zum fußgängerübergang'],
  ar: ['الكلب يجري في الحديقة الجميلة، أليس كذلك؟', 'الكلب يجري في الحديقة الجميلة أليس كذلك'],
  zh: ['小狗在公园里快乐地奔跑，孩子们看着它。', '小狗 在 公园 里 快乐 地 奔跑 孩子 们 看 着 它'],
  ja: ['犬が公園を走る。', '犬 が 公園 を 走る'],
  ru: ['Собака бежит по парку.', 'собака бежит по парку'],
  hi: ['कुत्ता पार्क में दौड़ता है।', 'कुत्ता पार्क में दौड़ता है'],
  th: ['สุนัขวิ่งในสวน', 'สุนัข วิ่ง ใน สวน'],
} as const;

test.each(Object.entries(sentences))('%s', (_, [sentence, words]) => {
  expect(tokenize(normalised(sentence))).toEqual(normalised(words).split(' '));
});

test('the other tokenizers of `natural` lose letters or words outside their alphabets', () => {
  const wholeWords = (tokenizer: { tokenize(text: string): string[] }, [sentence, words]: readonly [string, string]) => {
    const found = tokenizer.tokenize(sentence).map((word) => word.toLowerCase());
    return words.split(' ').filter((word) => found.includes(word)).length / words.split(' ').length;
  };
  expect(wholeWords(new WordTokenizer(), sentences.fr)).toBeLessThan(0.6);
  expect(wholeWords(new WordTokenizer(), sentences.ar)).toBe(0);
  expect(wholeWords(new AggressiveTokenizerFr(), sentences.fr)).toBe(1);
  expect(wholeWords(new AggressiveTokenizerFr(), sentences.de)).toBeLessThan(0.8);
  expect(wholeWords(new AggressiveTokenizerDe(), sentences.de)).toBeLessThan(1); // "sterreich"
  expect(wholeWords(new TokenizerJa(), sentences.zh)).toBeLessThan(0.5);
});

test('texts that read the same are normalised to the same text', () => {
  expect(normalised('CAFE\u0301 ﬁlm ｄｏｇ do\u00ADg كَلْبٌ كـلب')).toBe('café film dog dog كلب كلب');
});

test('a Chinese name among Latin words is split, Latin words are not', () => {
  expect(tokenize('the 小狗 runs')).toEqual(['the', '小狗', 'runs']);
});

test('any string gives words of letters and digits, the empty string none', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0, max: 0x1ffff }))), (codePoints) => {
      expect(tokenize(normalised(String.fromCodePoint(...codePoints))).filter((word) => !/^[\p{L}\p{M}\p{N}]+$/u.test(word))).toEqual([]);
    }),
  );
  expect(tokenize('… !?')).toEqual([]);
});
