import type { Manifest } from '@mmae/samples';
import { loadExperiment } from './experiment.ts';
import { languageSummary } from './language-summary.ts';

const manifestOf = (...languages: (string | undefined)[]) =>
  ({ samples: languages.map((language) => ({ media: { text: { kind: 'text', text: 'Möwen', language } } })) }) as unknown as Manifest;

test('texts without a language are counted, and whose stop words are taken out of them is said as it is set', () => {
  const remedy = 'For another: a column language in the manifest, or --set text.options.language=de';
  expect(languageSummary(manifestOf('de', undefined, ''), loadExperiment('quick'))).toEqual([
    `language: 2 of 3 texts name none; the stop words taken out of them are those of "en". ${remedy}`,
  ]);
  expect(languageSummary(manifestOf(undefined), loadExperiment('quick', ['text.options.language=de']))).toEqual([
    `language: 1 of 1 texts name none; the stop words taken out of them are those of "de". ${remedy}`,
  ]);
});

test('nothing is said where every text names its language, or none is read', () => {
  expect(languageSummary(manifestOf('de', 'fr'), loadExperiment('quick'))).toEqual([]);
  const readyMade = { media: { text: { featureFile: 'bert.npy' } } };
  expect(languageSummary(manifestOf(undefined), readyMade)).toEqual([]);
});
