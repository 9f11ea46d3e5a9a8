// Also covers `rows.ts` and `description.ts`.
import { description } from './description.ts';
import { manifestCsv, provenanceCsv, type Item } from './rows.ts';

const dog: Item = {
  id: '00000001',
  label: 'furry',
  name: 'dog',
  text: 'A member of the genus Canis, or "hound".',
  image: 'images/00000001.png',
  audio: 'audio/00000001.wav',
  seconds: 1.234,
  voice: 'real',
  soundKind: 'recording',
  audioSource: 'scratch Dog1.wav',
  imageSource: 'noto 1f436.png',
};
const axe: Item = { ...dog, id: '00000002', label: 'workshop', name: 'axe', text: 'A tool.', seconds: 0.5, voice: 'synthetic', soundKind: 'synthesiser', audioSource: 'flite slt' }; // prettier-ignore
const groups = new Map([['00000001', '00000001'], ['00000002', '00000001']]); // prettier-ignore
const splits = new Map([['00000001', 'test']]);

test('the manifest has no name in it', () => {
  expect(manifestCsv([dog, axe], groups, splits)).toBe(
    'id,split,label,group,image,audio,text,voice\n' +
      '00000001,test,furry,00000001,images/00000001.png,audio/00000001.wav,"A member of the genus Canis, or ""hound"".",real\n' +
      '00000002,test,workshop,00000001,images/00000001.png,audio/00000001.wav,A tool.,synthetic\n',
  );
});

test('provenance has the name, and where the media come from', () => {
  expect(provenanceCsv([dog]).split('\n').slice(0, 2)).toEqual([
    'id,name,image_source,sound_kind,audio_source,seconds',
    '00000001,dog,noto 1f436.png,recording,scratch Dog1.wav,1.23',
  ]);
});

test('the description counts', () => {
  const text = description({ items: [dog, axe], groups, splits, seed: 3, versions: { flite: '2.2' }, leftOut: { empty: 4 } });
  for (const line of [
    '2 items, seed 3.',
    'Splits: test 2.',
    'Labels: furry 1, workshop 1.',
    'recording 1, synthesiser 1; 0.50 … 1.23 s, median 1.23 s',
    'Voices: flite slt 1.',
    'Left out: empty 4.',
    '| scratch | debian: scratch 1.4.0.6~dfsg1-6.1 |',
  ]) {
    expect(text).toContain(line);
  }
});
