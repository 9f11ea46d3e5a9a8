import { decodeIso6937 } from './iso6937.ts';
import { parseSubtitles } from '../read-subtitles.ts';
import { stlFile, type StlBlock } from './stl-file.test.support.ts';
import { stlLanguages } from './stl-languages.ts';

const at = (second: number, frame = 0) => [10, 0, second, frame] as const;
const block = (text: StlBlock['text'], more: Partial<StlBlock> = {}): StlBlock => ({ from: at(1), to: at(3), text, ...more });
const texts = (bytes: Buffer) => parseSubtitles(bytes).cues.map(({ text }) => text);

test('times are relative to the start of the programme, text loses its control codes', () => {
  const boxed = [0x0d, 0x07, 0x0b, 0x0b, ...Buffer.from('Good evening,'), 0x0a, 0x0a, 0x8a, 0x8a, 0x0d, 0x03, 0x0b, 0x0b, ...Buffer.from('Tom'), 0x01, 0x80, ...Buffer.from('&'), 0x81, ...Buffer.from(' Ann.'), 0x0a, 0x0a]; // prettier-ignore
  const bytes = stlFile([block(boxed, { from: at(1, 12), to: at(3, 24) }), block('Bye.', { number: 1, from: at(4), to: at(5) })], {
    start: '10000000',
    language: '08',
  });
  expect(parseSubtitles(bytes)).toEqual({
    format: 'stl',
    encoding: 'ISO 6937',
    language: 'de',
    clock: 'timecode',
    remarks: [],
    cues: [
      { fromSeconds: 1.48, toSeconds: 3.96, text: 'Good evening,\nTom & Ann.' },
      { fromSeconds: 4, toSeconds: 5, text: 'Bye.' },
    ],
  });
});

test.each([
  ['00', 'ISO 6937', [0xc8, 0x41, 0xc2, 0x65, 0xcf, 0x73, 0xcb, 0x63, 0xfb, 0x24, 0xd5], 'Äéšçß$♪'],
  ['01', 'ISO 8859-5', [0xb4, 0xde, 0xd1, 0xe0, 0xeb, 0xd9], 'Добрый'],
  ['02', 'ISO 8859-6', [0xe5, 0xd1, 0xcd, 0xc8, 0xc7], 'مرحبا'],
  ['03', 'ISO 8859-7', [0xca, 0xe1, 0xeb, 0xe7, 0xec, 0xdd, 0xf1, 0xe1], 'Καλημέρα'],
  ['04', 'ISO 8859-8', [0xf9, 0xec, 0xe5, 0xed], 'שלום'],
])('table %s', (table, encoding, text, expected) => {
  expect(parseSubtitles(stlFile([block(text)], { table }))).toMatchObject({ encoding, cues: [{ text: expected }], remarks: [] });
});

test('the Latin table agrees with ISO_6937-2 of glibc, but for $ and the dashes of Đ', () => {
  // for a in 193..207 and each letter: printf '\x..A' | iconv -f ISO_6937-2 -t utf8 (glibc 2.36)
  const accented = ['ÀàÈèÒòÙù', 'ÁáĆćÉéŃńÓóŚśÚúÝýŹź', 'ÂâĈĉÊêĜĝÔôŜŝÛûŶŷ', 'ÃãÑñÕõŨũ', 'ĀāĒēŌōŪū', 'ĂăĞğŬŭ', 'ĊċĖėĠġŻż', 'ÄäËëÖöÜüŸÿ', '', 'ÅåŮů', 'ÇçĢģŅņŞş', '', 'ŐőŰű', 'ĄąĘęŲų', 'ČčĚěŇňŠšŽž']; // prettier-ignore
  for (const [i, letters] of accented.entries()) {
    for (const letter of letters) {
      const bytes = [0xc1 + i, letter.normalize('NFD').charCodeAt(0)];
      expect(decodeIso6937(Uint8Array.from(bytes))).toBe(letter);
    }
  }
  expect(decodeIso6937(Uint8Array.from([0xc2, 0x67, 0x20, 0x24, 0xa4, 0xa6, 0xe0, 0xe2, 0xf2, 0xc0, 0xe5]))).toBe('ģ $$#ΩĐđ\ufffd');
});

test('languages by their codes', () => {
  const codes = ['08', '09', '0F', '1D', '2B', '45', '56', '70', '7F', '00', '2C'];
  expect(codes.map((code) => stlLanguages.get(code))).toEqual(['de', 'en', 'fr', 'nl', 'wa', 'zu', 'ru', 'el', 'am', undefined, undefined]);
});

test('extension blocks continue a text, comments and user data are no text, cumulative subtitles add theirs', () => {
  const bytes = stlFile([
    block('A text that is', { number: 1, extension: 0 }),
    block(' continued.', { number: 1 }),
    block('made by hand', { number: 2, isComment: true }),
    block('\u0001\u0002', { number: 3, extension: 0xfe }),
    block('One,', { number: 4, cumulative: 1, from: at(4), to: at(8) }),
    block('two,', { number: 5, cumulative: 2, from: at(5), to: at(8) }),
    block('three.', { number: 6, cumulative: 3, from: at(6), to: at(8) }),
    block('lost its end', { number: 7, extension: 0 }),
    block('Next.', { number: 8, from: at(9), to: at(10) }),
  ]);
  expect(texts(bytes)).toEqual(['A text that is continued.', 'One,', 'two,', 'three.', 'Next.']);
});

test('mosaic graphics of teletext are no text', () => {
  expect(
    texts(stlFile([block([0x11, 0x35, 0x6a, 0x07, ...Buffer.from('News'), 0x8a, 0x12, 0x35, 0x8a, ...Buffer.from('today')])])),
  ).toEqual(['News\ntoday']);
});

test('a damaged block costs that block; a programme may pass midnight', () => {
  const bytes = stlFile(
    [
      block('before', { number: 0, from: [23, 59, 58, 0], to: [23, 59, 59, 0] }),
      block('lost', { number: 1, from: [23, 61, 0, 0], to: [23, 59, 59, 0] }),
      block('late frame', { number: 2, from: [23, 59, 59, 25], to: [23, 59, 59, 26] }),
      block('after', { number: 3, from: [0, 0, 1, 0], to: [0, 0, 2, 0] }),
      block('backwards', { number: 4, from: [0, 0, 5, 0], to: [0, 0, 4, 0] }),
    ],
    { start: '23300000', numBlocks: 9 },
  );
  const { cues, remarks } = parseSubtitles(Buffer.concat([bytes, Buffer.alloc(50)]));
  expect(cues.map(({ fromSeconds, toSeconds, text }) => [fromSeconds, toSeconds, text])).toEqual([
    [1798, 1799, 'before'],
    [1801, 1802, 'after'],
    [1805, 1805, 'backwards'],
  ]);
  expect(remarks).toEqual([
    '2 damaged cues skipped (block 2: expected timecodes, got 23:61:00:00 and 23:59:59:00; block 3: expected timecodes, got 23:59:59:25 and 23:59:59:26)',
    '1 damaged cue corrected (block 5: expected an end after the beginning, got 00:00:05:00 to 00:00:04:00)',
    'truncated: 9 blocks expected, 5 found. Copy it again.',
  ]);
});

test('an unknown table, rate or start is tolerated', () => {
  const { cues, remarks } = parseSubtitles(
    stlFile([block('a', { from: [0, 0, 1, 15] })], { table: '99', format: 'STL30.01', start: '        ' }),
  );
  expect(cues).toEqual([{ fromSeconds: 1.5, toSeconds: 36_003, text: 'a' }]);
  expect(remarks).toEqual(['unknown character table "99": read as ISO 6937']);
  expect(parseSubtitles(stlFile([])).cues).toEqual([]);
});
