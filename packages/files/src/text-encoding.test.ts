import { decode, encodingOf } from './text-encoding.ts';

/** Bytes of a code page that is given by its letters beyond ASCII. */
const inCodePage = (text: string, page: Readonly<Record<string, number>>) =>
  Uint8Array.from([...text], (character) => page[character] ?? character.charCodeAt(0));
const encodingAndText = (bytes: Uint8Array) => {
  const found = encodingOf(bytes);
  return 'encoding' in found ? [found.encoding, decode(bytes, found.encoding)] : found.problem;
};
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('id,text\na,größe 漢字')],
  ['UTF-8', Buffer.from('\ufeffid,text\na,größe 漢字')],
  ['UTF-16LE', Buffer.from('\ufeffid,text\na,größe 漢字', 'utf16le')],
  ['UTF-16LE', Buffer.from('id,text\na,größe 漢字', 'utf16le')],
  ['UTF-16BE', utf16be('\ufeffid,text\na,größe 漢字')],
  ['UTF-16BE', utf16be('id,text\na,größe 漢字')],
])('%s, with and without a byte order mark', (encoding, bytes) => {
  expect(encodingAndText(bytes)).toEqual([encoding, 'id,text\na,größe 漢字']);
});

test('Chinese in UTF-16 without a byte order mark, whose only zeros are of line ends', () => {
  const text = `${'赤い家と川犬と猫が走る'.repeat(3)}\n`.repeat(5);
  expect(encodingAndText(Buffer.from(text, 'utf16le'))).toEqual(['UTF-16LE', text]);
});

test.each([
  'Größe und Übung, schöne Häuser',
  'le château près de la forêt, CAFÉ, élève naïf',
  'el niño está aquí, ¿dónde?',
  'não são irmãs, corações da manhã',
  'rød grød med fløde, Ærø, Åse',
  'rauða húsið við ána, það er þoka í fjörðum',
  'tämä pää on täällä',
  'SÃO, MÜNCHEN, GRÖSSE',
])('Western European as Windows-1252: %s', (text) => {
  expect(encodingAndText(Buffer.from(text, 'latin1'))).toEqual(['Windows-1252', text]);
});

test('typographic quotation marks and dashes are decoded', () => {
  const bytes = inCodePage('“5 €” – it’s Œuvre…', { '“': 0x93, '€': 0x80, '”': 0x94, '–': 0x96, '’': 0x92, Œ: 0x8c, '…': 0x85 });
  expect(encodingAndText(bytes)).toEqual(['Windows-1252', '“5 €” – it’s Œuvre…']);
});

const cyrillic = (text: string) => inCodePage(text, Object.fromEntries([...'абвгдежзийклмнопрстуфхцчшщъыьэюя'].map((letter, i) => [letter, 0xe0 + i]))); // prettier-ignore
const central = {
  č: 0xe8,
  ř: 0xf8,
  ě: 0xec,
  ů: 0xf9,
  š: 0x9a,
  ž: 0x9e,
  ý: 0xfd,
  í: 0xed,
  ł: 0xb3,
  ż: 0xbf,
  ó: 0xf3,
  ą: 0xb9,
  ę: 0xea,
  ő: 0xf5,
  ű: 0xfb,
  é: 0xe9,
};
test.each([
  ['Russian', cyrillic('красный дом у реки')],
  ['Russian, one word', cyrillic('да, id')],
  ['Czech', inCodePage('červený dům u řeky, příšerně žlutý', central)],
  ['Polish', inCodePage('żółty, wąż, są, łódź na rzece'.replace('ź', 'z'), central)],
  ['Hungarian', inCodePage('erdő és mező, tűz', central)],
  ['Slovene', inCodePage('rdeča hiša ob cesti, žena', central)],
  ['Turkish', inCodePage('kırmızı ev, ağaç, güneş', { ı: 0xfd, ğ: 0xf0, ç: 0xe7, ü: 0xfc, ş: 0xfe })],
  ['Mac Roman', inCodePage('Größe und schöne Mühle', { ö: 0x9a, ß: 0xa7, ü: 0x9f })],
  ['DOS', inCodePage('Größe und schöne Häuser', { ö: 0x94, ß: 0xe1, ä: 0x84 })],
  ['Shift JIS', Uint8Array.of(0x90, 0xd4, 0x82, 0xa2, 0x89, 0xc6, 0x2c, 0x8c, 0xa2)],
  ['UTF-8 cut within a character', Buffer.from('größe').subarray(0, -2)],
  ['UTF-8 after Windows-1252', Buffer.concat([Buffer.from('größe\n', 'latin1'), Buffer.from('größe')])],
])('other encodings are not taken for Windows-1252: %s', (_, bytes) => {
  expect(encodingAndText(Uint8Array.from([...Buffer.from('id\n'), ...bytes]))).toMatch(
    /^not valid UTF-8 from line 2 on, and not clearly Windows-1252$/,
  );
});

test.each([
  ['a zero byte', Buffer.from('id,text\0a,bc'), 'binary data (a zero byte at offset 7)'],
  ['zeros on both sides', Buffer.from([0x89, 0x50, 0, 0, 0, 0x0d]), 'binary data (a zero byte at offset 2)'],
  ['control characters', Buffer.from([0xff, 0xfb, 0x90, 0x04]), 'binary data'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'UTF-32'],
  ['half a surrogate pair', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0]), 'damaged UTF-16LE'],
])('%s is not a text', (_, bytes, problem) => {
  expect(encodingOf(bytes)).toEqual({ problem });
});
