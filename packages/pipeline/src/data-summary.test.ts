import type { Manifest, Media, Skipped } from '@mmae/samples';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelSummary, languageSummary, mediaSummary } from './data-summary.ts';
import type { ExtractedMedia } from './extract-media.ts';

const file = (path: string): Media => ({ kind: 'file', path });

test('mediaSummary counts media by modality and file type, videos separately, and unused media by cause', () => {
  const mediaRoot = mkdtempSync(join(tmpdir(), 'summary-'));
  writeFileSync(join(mediaRoot, 'video.MOV'), Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'));
  writeFileSync(join(mediaRoot, 'sound.mp4'), Buffer.from('\0\0\0\x14ftypM4A \0\0\0\0M4A ', 'latin1'));
  const media: Record<string, Media>[] = [
    { image: file('a.jpg'), audio: file('video.MOV') },
    { image: file('b.JPEG'), audio: file('sound.mp4') },
    { image: file('c.tif'), text: { kind: 'text', text: 'words' } },
    { image: file('d.png') },
    { image: file('toString') },
  ];
  const manifest = {
    mediaRoot,
    samples: media.map((each, i) => ({ id: `${i}`, split: 'train', media: each, extra: {} })),
  } as unknown as Manifest;
  const lost = (modality: string, reason: string): Skipped => ({ id: '3', modality, file: '', reason });
  const skipped = [
    lost('image', 'truncated: it ends early. Copy it again.'),
    lost('image', 'truncated: so does this.'),
    lost('text', 'no words: "" has none.'),
  ];
  const present = (...flags: number[]) => ({ present: Uint8Array.from(flags) });
  const extracted = {
    skipped,
    extractions: { image: present(1, 1, 1, 0, 1), audio: present(1, 1, 0, 0, 0), text: present(0, 0, 1, 0, 0) },
  };
  expect(mediaSummary(manifest, extracted as unknown as ExtractedMedia, 'run/skipped.csv')).toEqual([
    'image: 4 of 6 used (2 JPEG, 1 TIFF, 1 without extension)',
    'audio: 2 of 2 used (1 MOV, 1 MP4; audio tracks of 1 video)',
    'text: 1 of 2 used',
    'not used: 2 truncated, 1 no words; the reason for each is in run/skipped.csv',
  ]);
  rmSync(mediaRoot, { recursive: true });
});

test('labelSummary counts labelled samples, and warns where few of them are scored', () => {
  const samples = (count: number, split: string, label?: string, present = 1) =>
    Array.from({ length: count }, () => ({ split, label, present }));
  const of = (...parts: { present: number }[][]) => {
    const extractions = { image: { present: Uint8Array.from(parts.flat(), ({ present }) => present) } };
    return labelSummary({ samples: parts.flat() } as unknown as Manifest, { extractions } as unknown as ExtractedMedia);
  };
  expect(of(samples(9, 'train'), samples(9, 'test', 'a', 0))).toEqual([
    'labels: none. Clusters are still found, but not compared with labels',
  ]);
  expect(
    of(samples(60, 'train', 'a'), samples(20, 'train'), samples(49, 'test', 'b'), samples(1, 'test', 'a'), samples(5, 'test', 'c', 0)),
  ).toEqual(['labels: 110 of 130 samples are labelled, with 2 in all; clusters are compared with the 50 in test']);
  expect(
    of(
      samples(60, 'train', 'a'),
      samples(7, 'validation', 'b'),
      samples(1, 'validation', 'a'),
      samples(9, 'validation'),
      samples(1, 'test', 'b'),
    ),
  ).toEqual([
    'labels: 69 of 78 samples are labelled, with 2 in all; clusters are compared with the 8 in validation',
    'few labels: 8 labelled samples in validation make an unreliable score; use at least 50. Label more, or assign more rows to test in the column "split"',
  ]);
  const uncounted = (reason: string) => [expect.stringMatching(new RegExp(`${reason}, so clusters are not compared with labels$`))];
  expect(of(samples(9, 'train', 'a'), samples(9, 'test', 'a'))).toEqual(uncounted('train and test have fewer than two labels'));
  expect(of(samples(9, 'train'), samples(9, 'test'), samples(2, 'ood', 'a'), samples(2, 'ood', 'b'))).toEqual(
    uncounted('fewer than two labels'),
  );
  expect(of(samples(9, 'train', 'a'), samples(9, 'train', 'b'), samples(9, 'test', 'b'))).toEqual([
    'labels: 27 of 27 samples are labelled, with 2 in all; the 9 in test have fewer than two labels, so clusters are not compared with labels',
    'few labels: 9 labelled samples in test make an unreliable score; use at least 50. Label more, or assign more rows to test in the column "split"',
  ]);
  const each = Array.from({ length: 9 }, (_, i) => samples(1, i < 5 ? 'train' : 'test', `${i}`));
  expect(of(...each)).toEqual(uncounted('9 in all; there are fewer than two samples per label'));
});

const plan = (options = {}) => ({ media: { text: { extractor: 'text', options } } }) as const;

const texts = (...languages: (string | undefined)[]) =>
  ({ samples: languages.map((language) => ({ media: { text: { kind: 'text', text: 'Möwen', language } } })) }) as unknown as Manifest;

test('languageSummary counts texts without a language and names the language used for them', () => {
  const remedy = 'To change it: a column "language" in the manifest, or --set text.options.language=de';
  expect(languageSummary(texts('de', undefined, ''), plan())).toEqual([
    `language: 2 of 3 texts name none; "en" stop words are removed from them. ${remedy}`,
  ]);
  expect(languageSummary(texts(undefined), plan({ language: 'de' }))).toEqual([
    `language: 1 of 1 texts name none; "de" stop words are removed from them. ${remedy}`,
  ]);
});

test('languageSummary is empty where every text names its language, or texts are ready-made features', () => {
  expect(languageSummary(texts('de', 'fr'), plan())).toEqual([]);
  const readyMade = { media: { text: { featureFile: 'bert.npy' } } };
  expect(languageSummary(texts(undefined), readyMade)).toEqual([]);
});
