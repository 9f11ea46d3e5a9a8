// Also covers `wordnet.ts`, `labels.ts` and `concept-of.ts`.
import { conceptOf } from './concept-of.ts';
import { labelling } from './labels.ts';
import { listedWord, readWordNet, widerConcepts } from './wordnet.ts';

/** Lines of WordNet 3.0, with fewer pointers. */
const data = `  1 This software and database is being provided to you, the LICENSEE
00001740 03 n 01 entity 0 000 | that which exists
01861778 05 n 02 mammal 0 mammalian 0 002 @ 00001740 n 0000 ~ 02484322 n 0000 | any warm-blooded vertebrate; "a whale is a mammal"
02484322 05 n 01 monkey 0 001 @ 01861778 n 0000 | any of various long-tailed primates
10313000 18 n 02 monkey 1 imp 0 001 @ 00001740 n 0000 | one who is playfully mischievous
04183000 06 n 01 brass_monkey 0 002 @i 00001740 n 0000 + 02484322 n 0101 | a thing of brass
`;
const index = `  1 licence
brass_monkey n 1 1 @ 1 0 04183000
mammal n 1 2 @ ~ 1 1 01861778
monkey n 2 1 @ 2 1 02484322 10313000
goose n 1 1 @ 1 0 01861778
`;
const wordNet = readWordNet({ data, index, exceptions: 'geese goose\n' });
const labelOf = labelling(wordNet, [{ label: 'furry', roots: ['mammal.1'] }]);

test('a concept has its definition without examples, and the concepts that are wider', () => {
  expect(wordNet.concepts.get('01861778')).toEqual({ id: '01861778', definition: 'any warm-blooded vertebrate', wider: ['00001740'] });
  expect(wordNet.senses.get('monkey')).toEqual(['02484322', '10313000']);
  expect([...widerConcepts(wordNet, '02484322')]).toEqual(['02484322', '01861778', '00001740']);
  expect(wordNet.concepts.get('04183000')!.wider).toEqual(['00001740']);
});

test('plurals are found by their singular, regular or not', () => {
  expect(['monkeys', 'geese', 'monkey', 'gander', 's'].map((word) => listedWord(wordNet, word))).toEqual([
    'monkey',
    'goose',
    'monkey',
    undefined,
    undefined,
  ]);
});

test('a title names the last words that are a concept of an expected label', () => {
  const name = (title: string, labels = ['furry']) => conceptOf(title, { wordNet, labelOf, labels });
  expect(name('Crazy_Monkey-2 on a tree')).toEqual({ concept: '02484322', label: 'furry', name: 'monkey', isWhole: false });
  expect(name('monkeys')).toMatchObject({ name: 'monkey', isWhole: true });
  expect(name('brass monkey')).toMatchObject({ name: 'monkey', isWhole: false }); // the whole has no label
  expect(name('monkey', ['aviary'])).toBeUndefined();
  expect(name('in the')).toBeUndefined();
});

test('a root that WordNet lacks is an error', () => {
  expect(() => labelling(wordNet, [{ label: 'x', roots: ['mammal.2'] }])).toThrow(
    'labelling: expected a sense of WordNet 3.0, got mammal.2. Use the pinned wordnet-base.',
  );
});
