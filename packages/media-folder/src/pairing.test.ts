import { kindOfExtension } from './file-kind.ts';
import { pathParts, type NamedFile } from './named-file.ts';
import { compareNaturally, pairFiles, type Item, type PairingRule } from './pairing.ts';

function named(path: string): NamedFile {
  const parts = pathParts(path);
  return { path, ...parts, kind: kindOfExtension(parts.extension)!, sizeBytes: 1 };
}

/** An item as `id: files`, with extra files in brackets and a plus before sidecars. */
function written({ id, media, extra, sidecars }: Item): string {
  const used = [media.image, media.audio, media.text].map((file) => file?.path).filter(Boolean);
  return [`${id}:`, ...used, ...extra.map(({ file }) => `(${file.path})`), ...sidecars.map(({ path }) => `+${path}`)].join(' ');
}

const pair = (paths: readonly string[], rule?: PairingRule) => {
  const pairing = pairFiles(paths.map(named), rule);
  return { rule: pairing.rule, items: pairing.items.map(written).sort(compareNaturally) };
};

test.each([
  ['one stem, in any case', ['a1.JPG', 'A1.wav', 'a1.Txt'], ['a1: a1.JPG A1.wav a1.Txt']],
  ['composed and decomposed accents', ['e\u0301.jpg', '\u00e9.txt'], ['\u00e9: e\u0301.jpg \u00e9.txt']],
  ['the same stem in another folder is another item', ['x/a.jpg', 'y/a.wav'], ['x/a: x/a.jpg', 'y/a: y/a.wav']],
  ['audio before video, text before subtitles', ['a.mp4', 'a.wav', 'a.srt', 'a.txt'], ['a: a.wav a.txt (a.mp4) (a.srt)']],
  ['a second image with the same stem is extra', ['a.tif', 'a.jpg', 'a.png'], ['a: a.jpg (a.png) (a.tif)']],
  ['two images whose names differ only in case are two items', ['a.jpg', 'A.JPG', 'A.wav'], ['a: a.jpg', 'A: A.JPG A.wav']],
  ['the language of a text', ['a.jpg', 'a.de.srt'], ['a: a.jpg a.de.srt']],
  ['a suffix that is not a language', ['a.jpg', 'a.xx.txt'], ['a: a.jpg', 'a.xx: a.xx.txt']],
  ['texts in two languages without an image are two items', ['a.de.txt', 'a.fr.txt'], ['a.de: a.de.txt', 'a.fr: a.fr.txt']],
  ['a stem that ends like a language', ['to.no.jpg', 'to.no.txt'], ['to.no: to.no.jpg to.no.txt']],
  ['sidecars named after the stem and after the whole name', ['a.jpg', 'a.json', 'a.jpg.xmp'], ['a: a.jpg +a.json +a.jpg.xmp']],
  [
    'two files with the same stem have their own sidecars',
    ['a.jpg', 'a.wav', 'a.wav.json', 'a.JPG.txt'],
    ['a: a.jpg a.wav a.JPG.txt +a.wav.json'],
  ],
  [
    'shortened and numbered names of Google Takeout',
    ['a.jpg', 'a(2).jpg', 'a.jpg.json', 'a.jpg(2).json', 'b(1).jpg', 'b.jpg.supplemental-meta(1).json'],
    ['a: a.jpg +a.jpg.json', 'a(2): a(2).jpg +a.jpg(2).json', 'b(1): b(1).jpg +b.jpg.supplemental-meta(1).json'],
  ],
  ['yt-dlp', ['film.mp4', 'film.info.json', 'film.en.vtt'], ['film: film.mp4 film.en.vtt +film.info.json']],
  [
    'folders named after a modality',
    ['x/Images/1/a.jpg', 'x/audio/1/a.wav', 'x/Texte/1/A.txt', 'x/metadata/1/a.jpg.json'],
    ['x/1/a: x/Images/1/a.jpg x/audio/1/a.wav x/Texte/1/A.txt +x/metadata/1/a.jpg.json'],
  ],
  ['such a folder without a sibling is an ordinary folder', ['photos/a.jpg', 'a.wav'], ['a: a.wav', 'photos/a: photos/a.jpg']],
])('by stem: %s', (_, paths, items) => {
  expect(pair(paths)).toEqual({ rule: 'stem', items });
});

const itemFolders = ['1/pic.jpg', '1/sound.mp3', '1/info.json', '2/x.png', '2/text.de.txt', 'cover.jpg'];

test('by folder: no folder has two files of a kind, and two folders have several kinds', () => {
  expect(pair(itemFolders)).toEqual({
    rule: 'folder',
    items: ['1: 1/pic.jpg 1/sound.mp3 +1/info.json', '2: 2/x.png 2/text.de.txt', 'cover: cover.jpg'],
  });
  expect(pair([...itemFolders, '2/y.png']).rule).toBe('stem');
  expect(pair(itemFolders.slice(0, 4)).rule).toBe('stem');
});

test('by stem if that pairs as many items', () => {
  expect(pair(['1/a.jpg', '1/a.txt', '2/b.jpg', '2/b.txt'])).toEqual({
    rule: 'stem',
    items: ['1/a: 1/a.jpg 1/a.txt', '2/b: 2/b.jpg 2/b.txt'],
  });
});

test('a chosen rule is used, and the number of pairs is given for both', () => {
  expect(pair(itemFolders, 'stem').items).toContain('1/pic: 1/pic.jpg');
  expect(pair(['1/b.png', '1/a10.jpg', '1/a2.jpg', '1/s.wav'], 'folder').items).toEqual(['1: 1/a2.jpg 1/s.wav (1/a10.jpg) (1/b.png)']);
  expect(pairFiles(itemFolders.map(named)).numPaired).toEqual({ stem: 0, folder: 2 });
});

test('folders named after a modality within the folder of an item', () => {
  expect(pair(['1/images/p.jpg', '1/audio/s.wav', '2/images/q.jpg', '2/audio/t.wav']).items).toEqual([
    '1: 1/images/p.jpg 1/audio/s.wav',
    '2: 2/images/q.jpg 2/audio/t.wav',
  ]);
});

test('every file is in exactly one item, whatever the names', () => {
  const parts = ['a', 'A', 'a.de', 'a.jpg', 'é', 'e\u0301', 'a(1)', ' a '];
  const paths = ['', 'x/', 'x/images/', 'x/audio/'].flatMap((folder) =>
    parts.flatMap((stem) => ['jpg', 'JPG', 'wav', 'txt', 'json'].map((extension) => `${folder}${stem}.${extension}`)),
  );
  for (const rule of ['stem', 'folder'] as const) {
    const { items } = pairFiles(paths.map(named), rule);
    const all = items.flatMap(({ media, extra, sidecars }) => [...Object.values(media), ...extra.map(({ file }) => file), ...sidecars]);
    expect(all.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.every(({ id }) => id === id.normalize('NFC'))).toBe(true);
  }
});
