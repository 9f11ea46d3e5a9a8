import { InputError } from '@mmae/input';
import { chooseText, type TextCandidate } from './film-text.ts';

const cue = (text: string) => ({ fromSeconds: 1, toSeconds: 2, text });
const candidate = (name: string, rest: Partial<TextCandidate> = {}): TextCandidate => ({
  ...{ name, source: 'subtitles', read: () => Promise.resolve({ cues: [cue(`text of ${name}`)], remarks: [] }) },
  ...rest,
});

async function choose(candidates: TextCandidate[], wanted: { language?: string; audioLanguage?: string } = {}) {
  const notes: string[] = [];
  const text = await chooseText(candidates, { ...wanted, note: (name, reason) => void notes.push(`${name}: ${reason}`) });
  return { text: text && `${text.between(0, 3)} (${text.source}, ${text.language})`, notes };
}

const [de, en, unknown] = [candidate('a.de.srt', { language: 'de' }), candidate('a.en.srt', { language: 'en' }), candidate('a.srt')];
const track = candidate('subtitle track 3', { source: 'subtitle track', language: 'en-GB' });

test.each([
  ['the wanted language', [de, en, unknown], { language: 'en', audioLanguage: 'de' }, 'text of a.en.srt (subtitles, en)'],
  ['a wanted language that only a track has', [de, unknown, track], { language: 'en' }, 'text of subtitle track 3 (subtitle track, en-GB)'],
  ['the language of the audio', [en, de, unknown], { audioLanguage: 'de-CH' }, 'text of a.de.srt (subtitles, de)'],
  ['no known language', [de, unknown, en], {}, 'text of a.srt (subtitles, )'],
  ['the first of the others', [de, en, track], { language: 'fr' }, 'text of a.de.srt (subtitles, de)'],
  ['files before tracks', [en, track], {}, 'text of a.en.srt (subtitles, en)'],
])('%s is chosen', async (_, candidates, wanted, expected) => {
  expect((await choose(candidates, wanted)).text).toBe(expected);
});

test('texts in other languages and further texts are noted', async () => {
  const { notes } = await choose([de, en, track, unknown], { language: 'en' });
  expect(notes).toEqual([
    'subtitle track 3: extra subtitle track: a.en.srt is used',
    'a.srt: extra subtitles: a.en.srt is used',
    'a.de.srt: other language: a.en.srt is used; --language de chooses this one',
  ]);
});

test('forced subtitles come last', async () => {
  expect((await choose([{ ...de, isForced: true }, en], { audioLanguage: 'de' })).text).toBe('text of a.en.srt (subtitles, en)');
});

test('what cannot be read, and what is empty, is noted, and the next is used', async () => {
  const broken = candidate('broken.srt', { language: 'de', read: () => Promise.reject(new InputError('readSubtitles: no times')) });
  const empty = candidate('empty.srt', { language: 'de', read: () => Promise.resolve({ cues: [], remarks: ['1 damaged cue skipped'] }) });
  const { text, notes } = await choose([broken, empty, en], { language: 'de' });
  expect(text).toBe('text of a.en.srt (subtitles, en)');
  expect(notes).toEqual([
    'broken.srt: unusable subtitles: readSubtitles: no times',
    'empty.srt: subtitles: 1 damaged cue skipped',
    'empty.srt: empty subtitles: no cues',
  ]);
  expect((await choose([broken])).text).toBeUndefined();
});

test('the language in the content counts where the name says none; a bug is not noted but thrown', async () => {
  const inContent = candidate('a.ttml', { read: () => Promise.resolve({ cues: [cue('x')], remarks: [], language: 'it' }) });
  expect((await choose([inContent])).text).toBe('x (subtitles, it)');
  await expect(choose([candidate('a', { read: () => Promise.reject(new TypeError('bug')) })])).rejects.toThrow('bug');
});
