import { tagRecords } from './exported.ts';
import { film, options } from './films.test.support.ts';

const [first] = film('25', '10:00:00:00', [0, 60]).samples;

test('what people say comes first, then the machine; what they rejected is left out', () => {
  expect(tagRecords(first, options).map(({ label }) => label)).toEqual(['birds', '“R&D” --> </x>\u0001 二', 'rain']);
  expect(tagRecords(first, { ...options, onlyAccepted: true }).map(({ label }) => label)).toEqual(['birds', '“R&D” --> </x>\u0001 二']);
});

test('a person is believed whatever the machine says; the machine from a confidence on', () => {
  const labels = (minConfidence: number) => tagRecords(first, { ...options, minConfidence }).map(({ label }) => label);
  expect(labels(0.625)).toContain('rain');
  expect(labels(0.626)).not.toContain('rain');
  expect(labels(1)).toEqual(['birds', '“R&D” --> </x>\u0001 二']);
});

test('a record has the origin, the confidence of the machine, its run, and the concept by name', () => {
  const [birds, , rain] = tagRecords(first, { ...options, language: 'de' });
  expect(birds).toEqual({ label: 'birds', origin: 'person', who: 'Ann <ann>', at: '2026-11-26T10:00:00.000Z', confidence: 0.9, kind: 'label', from: 'image', runVersion: '3f2a91' }); // prettier-ignore
  expect(rain).toEqual({
    label: 'rain',
    concept: 'medtop:20001131',
    conceptName: 'Unwetterwarnung',
    conceptLanguage: 'de',
    conceptUri: 'http://cv.iptc.org/newscodes/mediatopic/20001131',
    sameAs: ['http://www.wikidata.org/entity/Q7978253'],
    origin: 'machine',
    confidence: 0.625,
    kind: 'label',
    from: 'audio+image',
    runVersion: '3f2a91',
  });
});

test('a concept that no vocabulary has keeps its qcode', () => {
  const tag = { label: 'x', concept: 'own:1', origin: 'machine' as const, version: 0 };
  expect(tagRecords({ ...first, tags: [tag] }, options)).toEqual([{ label: 'x', concept: 'own:1', origin: 'machine' }]);
});
