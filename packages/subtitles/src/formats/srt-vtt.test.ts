import fc from 'fast-check';
import { parseSubtitles } from '../read-subtitles.ts';

const parse = (text: string | Buffer, name?: string) =>
  parseSubtitles(typeof text === 'string' ? Buffer.from(text) : text, undefined, name);
const times = ({ cues }: ReturnType<typeof parse>) => cues.map(({ fromSeconds, toSeconds, text }) => [fromSeconds, toSeconds, text]);

const srt = `1
00:00:01,000 --> 00:00:02,500
{\\an8}<i>Good evening</i>, Tom &amp; Ann.

2
00:00:03,000 --> 00:00:04,000 X1:100 X2:200
<font color="#ff0000">1984</font>

was a year.
3
01:01:00,040 --> 01:01:01,000
5
- a < b, <3
`;

test.each(['\n', '\r\n', '\r'])('srt: tags, positions, empty lines within a cue, no empty line between cues, line ends %j', (lineEnd) => {
  const subtitles = parse(`\ufeff${srt.replaceAll('\n', lineEnd)}`);
  expect(subtitles).toMatchObject({ format: 'srt', encoding: 'UTF-8', clock: 'film', remarks: [] });
  expect(times(subtitles)).toEqual([
    [1, 2.5, 'Good evening, Tom & Ann.'],
    [3, 4, '1984\nwas a year.'],
    [3660.04, 3661, '5\n- a < b, <3'],
  ]);
});

test.each([
  ['UTF-16LE', Buffer.from('\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nÜber den Flüssen\r\n', 'utf16le')],
  ['UTF-16BE', Buffer.from('\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nÜber den Flüssen\r\n', 'utf16le').swap16()],
  ['Windows-1252', Buffer.from('1\r\n00:00:01,000 --> 00:00:02,000\r\nÜber den Flüssen\r\n', 'latin1')],
])('srt in %s', (encoding, bytes) => {
  expect(parse(bytes)).toMatchObject({ encoding, cues: [{ fromSeconds: 1, toSeconds: 2, text: 'Über den Flüssen' }] });
});

test('times as they occur: no numbers, no hours, points, no milliseconds, spaces, negative', () => {
  const subtitles = parse(
    '00:01.5 --> 00:02\na\n\n 0:00:03,25-->0:00:04.5 \nb\n\n75:00.000 --> 75:01.000\nc\n\n-00:00:01,000 --> 00:00:00,500\nd',
  );
  expect(times(subtitles)).toEqual([
    [-1, 0.5, 'd'],
    [1.5, 2, 'a'],
    [3.25, 4.5, 'b'],
    [4500, 4501, 'c'],
  ]);
});

test('a damaged cue costs that cue, and is counted', () => {
  const subtitles = parse(`1
00:00:01,000 --> 00:00:02,000
a

2
00:00:0x,000 --> 00:00:03,000
lost

3
00:61:00,000 --> 00:62:00,000
lost too

4
00:00:05,000 --> 00:00:04,000
b

5
00:00:05,500 --> 00:00:07,000
c
6
00:00:06,000 -> 00:00:07,000
lost as well`);
  expect(times(subtitles)).toEqual([[1, 2, 'a'], [5, 5, 'b'], [5.5, 7, 'c']]); // prettier-ignore
  expect(subtitles.remarks).toEqual([
    '3 damaged cues skipped (line 6: expected 00:00:01,000 --> 00:00:02,000, got 00:00:0x,000 --> 00:00:03,000; ' +
      'line 10: expected 00:00:01,000 --> 00:00:02,000, got 00:61:00,000 --> 00:62:00,000; ' +
      'line 21: expected 00:00:01,000 --> 00:00:02,000, got 00:00:06,000 -> 00:00:07,000)',
    '1 damaged cue corrected (line 14: expected an end after the beginning, got 00:00:05,000 --> 00:00:04,000)',
  ]);
});

test('of many damaged cues, the first five are named', () => {
  const broken = Array.from({ length: 8 }, (_, i) => `00:00:0${i},000 --> 00:00:0x,000\nlost\n`).join('\n');
  const { remarks } = parse(`00:00:01,000 --> 00:00:02,000\na\n\n${broken}`);
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toMatch(/^8 damaged cues skipped \(line 4: .* line 16: .*; and 3 more\)$/);
});

test('overlapping cues are kept, in the order of their beginnings', () => {
  const subtitles = parse(
    '00:00:05,000 --> 00:00:09,000\nlong\n\n00:00:01,000 --> 00:00:06,000\nearly\n\n00:00:06,000 --> 00:00:07,000\nin it\n',
  );
  expect(times(subtitles)).toEqual([[1, 6, 'early'], [5, 9, 'long'], [6, 7, 'in it']]); // prettier-ignore
});

test('an arrow in a text is no time line', () => {
  expect(times(parse('00:00:01,000 --> 00:00:02,000\nA --> B\n3 -> 4\n'))).toEqual([[1, 2, 'A --> B\n3 -> 4']]);
});

const vtt = `WEBVTT Kind: captions; Language: de

STYLE
::cue { color: red }

REGION
id:fred

NOTE nobody says this
nor this

intro
00:01.000 --> 00:02.000 align:start position:0%
<v.loud Ann Lee>Guten</v> <c.yellow>Abend</c>,&nbsp;Herr<00:00:01.500> M&uuml;ller&lrm;.

00:00:02.000 --> 00:00:03.000
Guten Abend, Herr Müller.
und Frau Öl &#x26; Co.

00:04.000 --> 00:05.000
<v Ann>Ja?</v> <v Tom>Nein.</v>
`;

test('vtt: header, comments, styles, identifiers, voices, and a line that is repeated', () => {
  const subtitles = parse(vtt);
  expect(subtitles).toMatchObject({ format: 'vtt', language: 'de' });
  expect(subtitles.cues).toEqual([
    { fromSeconds: 1, toSeconds: 2, text: 'Guten Abend, Herr Müller.', speaker: 'Ann Lee' },
    { fromSeconds: 2, toSeconds: 3, text: 'und Frau Öl & Co.' },
    { fromSeconds: 4, toSeconds: 5, text: 'Ja? Nein.' },
  ]);
});

test('automatic captions, as video platforms write them, give each line once', () => {
  const { cues, language } = parse(`WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.070 align:start position:0%
 
good<00:00:00.500><c> evening</c>

00:00:02.070 --> 00:00:02.080 align:start position:0%
good evening
 

00:00:02.080 --> 00:00:04.000 align:start position:0%
good evening
here<00:00:02.500><c> is</c><00:00:03.000><c> the</c><00:00:03.200><c> news</c>
`);
  expect(language).toBe('en');
  expect(cues).toEqual([
    { fromSeconds: 0.16, toSeconds: 2.08, text: 'good evening' },
    { fromSeconds: 2.08, toSeconds: 4, text: 'here is the news' },
  ]);
});

test('a vtt without its header is recognized by its name: an empty line ends a cue', () => {
  const text = 'NOTE a --> b\n\n00:01.000 --> 00:02.000\na\n\nNOTE not said\n';
  expect(times(parse(text, 'a.vtt'))).toEqual([[1, 2, 'a']]);
  expect(times(parse(text, 'a.srt'))).toEqual([[1, 2, 'a\nNOTE not said']]);
});

test('text from right to left keeps its words and loses its marks', () => {
  const bytes = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n\u202bשלום, עולם!\u202c\n\u200fمرحبا\u200f\n');
  expect(times(parse(bytes))).toEqual([[1, 2, 'שלום, עולם!\nمرحبا']]);
});

test('what whisper.cpp prints', () => {
  const subtitles = parse(`
[00:00:00.000 --> 00:00:07.600]   And so my fellow Americans,
[00:00:07.600 --> 00:00:08.000]   [BLANK_AUDIO]
[00:00:08.000 --> 00:00:11.000]   ask not.

`);
  expect(subtitles.format).toBe('transcript');
  expect(times(subtitles)).toEqual([[0, 7.6, 'And so my fellow Americans,'], [8, 11, 'ask not.']]); // prettier-ignore
});

test('any cues survive srt and vtt', () => {
  const word = fc.constantFrom('a', 'Öl', 'x < y', '漢字', '12', 'né', "l'eau", '♪');
  const start = fc.tuple(fc.nat(178), fc.nat(10_000)).map(([window, offset]) => 20_000 * window + offset); // a second apart: lines that follow at once are taken for rolling captions
  const cue = fc.record({ start, length: fc.integer({ min: 0, max: 9000 }), words: fc.array(word, { minLength: 1, maxLength: 3 }) }); // prettier-ignore
  const clock = (ms: number, point: string) => new Date(ms).toISOString().slice(11, 23).replace('.', point);
  fc.assert(
    fc.property(fc.uniqueArray(cue, { selector: ({ start }) => Math.floor(start / 20_000), maxLength: 10 }), (drafts) => {
      const expected = [...drafts]
        .sort((a, b) => a.start - b.start)
        .map(({ start, length, words }) => [start / 1000, (start + length) / 1000, words.join('\n')]);
      const body = (point: string) =>
        drafts
          .map(({ start, length, words }) => `${clock(start, point)} --> ${clock(start + length, point)}\n${words.join('\n')}\n`)
          .join('\n');
      expect(times(parseSubtitles(body(','), 'srt'))).toEqual(expected);
      expect(times(parseSubtitles(`WEBVTT\n\n${body('.')}`))).toEqual(expected);
    }),
  );
});
