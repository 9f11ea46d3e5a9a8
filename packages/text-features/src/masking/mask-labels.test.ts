import fc from 'fast-check';
import { maskLabels } from '../index.ts';
import { englishForms } from './word-forms.ts';

const luma = (
  'man boy house woman girl table road horse dog ship bird mountain bed train bridge fish cloud chair cat baby castle forest television bear camel ' +
  'sea fox plain bus snake lamp clock lion tank palm rabbit pine cattle oak mouse frog ray bicycle truck elephant roses wolf telephone bee whale'
).split(' ');

/** Plurals that do not end in a plain s. */
const plurals: Record<string, string> = {
  ...{ man: 'men', woman: 'women', mouse: 'mice', wolf: 'wolves', fish: 'fishes', fox: 'foxes', bus: 'buses', baby: 'babies' },
  ...{ cattle: 'cattle', roses: 'roses' },
};
const pluralOf = (label: string) => plurals[label] ?? `${label}s`;

test.each(luma)('LUMA: %s in the singular, the plural and the possessive, in any case', (label) => {
  const mask = maskLabels(luma);
  const plural = pluralOf(label);
  const capital = label[0].toUpperCase() + label.slice(1);
  const possessives = [`${label}'s`, `${label}’s`, plural.endsWith('s') ? `${plural}'` : `${plural}’s`];
  for (const form of [label, plural, capital, label.toUpperCase(), ...possessives]) {
    expect([form, mask(`It is ${form}, here.`)]).toEqual([form, 'It is , here.']);
  }
});

test('labels whose Lancaster stem is another word are removed as well', () => {
  const labels = ['house', 'woman', 'table', 'horse', 'bridge', 'castle', 'television', 'snake', 'pine', 'cattle', 'mouse'];
  const text = 'Houses, women, tables, horses, bridges, castles, televisions, snakes, pines, cattle and mice';
  expect(maskLabels(labels)(text).match(/\w+/g)).toEqual(['and']);
});

test('a label in the plural is removed in the singular too', () => {
  expect(maskLabels(['roses', 'mice', 'leaves', 'trousers', 'buses'])('rose mouse leaf trouser bus')).toBe('');
});

test('words that contain a label are kept', () => {
  const text = 'The catalogue of a bushel, a seaside bedroom, a human mountaineer, a trainer, a forester, boyish carpets, planet and rayon';
  expect(maskLabels([...luma, 'car', 'plane'])(text)).toBe(text);
});

test('no double space or hyphen is left in place of a label', () => {
  expect(maskLabels(['dog'])('A dog-friendly house, a sheep-dog and two dogs here')).toBe('A friendly house, a sheep and two here');
  expect(maskLabels(['dog'])('Dogs bark')).toBe('bark');
});

test('a label of several words is removed as a whole, as one word or several, and by its words except letters and stop words', () => {
  const mask = maskLabels(['T-shirt/top', 'ankle boot', 'lily of the valley', 'pickup_truck']);
  expect(mask('one T-shirt, tshirts, T shirt’s, tee; tops; stop')).toBe('one , , , tee; ; stop');
  expect(mask('ankle-boots, Ankleboot, an ankle, my boots of the')).toBe(', , an , my of the');
  expect(mask('lily of the valley, valleys, trucks, pickup truck')).toBe(', , , ');
});

test('labels are found despite accents, ligatures, soft hyphens and digits', () => {
  expect(maskLabels(['café', 'fish'])('Cafe cafés CAFÉ ﬁsh fi\u00ADsh fish2')).toBe('2');
});

test('a label of one word is found with a hyphen in it', () => {
  expect(maskLabels(['teacup'])('a tea-cup and tea cups')).toBe('a and tea cups');
});

test.each([
  ['fr', ['chien', 'cheval'], 'Les chiens et les chevaux mangent', 'Les et les mangent'],
  ['de', ['Haus', 'Baum', 'Hund'], 'Häuser und Bäume des Hundes', 'und des '],
  ['ru', ['собака'], 'Вижу собаку и собак', 'Вижу и '],
  ['ar', ['كلب', 'سيارة'], 'رأيت الكلب والسيارات وكَلْبًا', 'رأيت '],
  ['zh', ['狗', '火车'], '小狗在火车站', '小在站'],
])('%s', (language, labels, text, left) => {
  expect(maskLabels(labels, language)(text)).toBe(left);
});

test('no labels, empty labels and labels without letters change nothing', () => {
  const text = '  A dog’s  life – etc. ';
  for (const labels of [[], [''], ['?!', ' / ']]) expect(maskLabels(labels)(text)).toBe(text);
  expect(maskLabels(['constructor', '__proto__'])('toString of a constructor')).toBe('toString of a ');
});

test('the result contains no form of a label, and masking is idempotent', () => {
  const mask = maskLabels(luma);
  const forms = new Set(luma.flatMap((label) => [...englishForms(label)]));
  const words = fc.array(fc.oneof(fc.constantFrom(...forms), fc.constantFrom('the', 'old', 'catalogue', '-', '’s', ',')));
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '-', ', '), (parts, joint) => {
      const left = mask(parts.join(joint));
      expect((left.match(/\p{L}+/gu) ?? []).filter((word) => forms.has(word))).toEqual([]);
      expect(mask(left)).toBe(left);
    }),
  );
});
