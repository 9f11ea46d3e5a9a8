import type { Manifest, Media, Skipped } from '@mmae/samples';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelSummary } from './label-summary.ts';
import { mediaSummary } from './media-summary.ts';
import type { ExtractedMedia } from './media.ts';

const file = (path: string): Media => ({ kind: 'file', path });

test('media are counted by modality and kind, films apart, and what was not used by its cause', () => {
  const mediaRoot = mkdtempSync(join(tmpdir(), 'summary-'));
  writeFileSync(join(mediaRoot, 'film.MOV'), Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'));
  writeFileSync(join(mediaRoot, 'sound.mp4'), Buffer.from('\0\0\0\x14ftypM4A \0\0\0\0M4A ', 'latin1'));
  const media: Record<string, Media>[] = [
    { image: file('a.jpg'), audio: file('film.MOV') },
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
    'image: 4 of 6 used (2 JPEG, 1 TIFF, 1 without an ending)',
    'audio: 2 of 2 used (1 MOV, 1 MP4; the sound of 1 film)',
    'text: 1 of 2 used',
    'not used: 2 truncated, 1 no words; each is named with its reason in run/skipped.csv',
  ]);
  rmSync(mediaRoot, { recursive: true });
});

test('labels of usable samples are counted, those that are scored apart, with a caution where they are few', () => {
  const samples = (count: number, split: string, label?: string, present = 1) =>
    Array.from({ length: count }, () => ({ split, label, present }));
  const of = (...parts: { present: number }[][]) => {
    const extractions = { image: { present: Uint8Array.from(parts.flat(), ({ present }) => present) } };
    return labelSummary({ samples: parts.flat() } as unknown as Manifest, { extractions } as unknown as ExtractedMedia);
  };
  expect(of(samples(9, 'train'), samples(9, 'test', 'a', 0))).toEqual([
    'labels: none. Clusters are found all the same; how well they agree with labels is not scored',
  ]);
  expect(
    of(samples(60, 'train', 'a'), samples(20, 'train'), samples(49, 'test', 'b'), samples(1, 'test', 'a'), samples(5, 'test', 'c', 0)),
  ).toEqual(['labels: 110 of 130 samples have one, of 2 in all; 50 of them are in test, by which clusters are scored']);
  expect(
    of(
      samples(60, 'train', 'a'),
      samples(7, 'validation', 'b'),
      samples(1, 'validation', 'a'),
      samples(9, 'validation'),
      samples(1, 'test', 'b'),
    ),
  ).toEqual([
    'labels: 69 of 78 samples have one, of 2 in all; 8 of them are in validation, by which clusters are scored',
    'few: 8 labelled samples in validation say little, 50 say more. Label more, or name more rows test in the column split',
  ]);
  const uncounted = (reason: string) => [expect.stringMatching(new RegExp(`${reason}, so clusters are not scored by them$`))];
  expect(of(samples(9, 'train', 'a'), samples(9, 'test', 'a'))).toEqual(uncounted('train and test have no two labels'));
  expect(of(samples(9, 'train'), samples(9, 'test'), samples(2, 'ood', 'a'), samples(2, 'ood', 'b'))).toEqual(uncounted('no two labels'));
  expect(of(samples(9, 'train', 'a'), samples(9, 'train', 'b'), samples(9, 'test', 'b'))).toEqual([
    'labels: 27 of 27 samples have one, of 2 in all; the 9 in test have no two labels, so clusters are not scored by them',
    'few: 9 labelled samples in test say little, 50 say more. Label more, or name more rows test in the column split',
  ]);
  const each = Array.from({ length: 9 }, (_, i) => samples(1, i < 5 ? 'train' : 'test', `${i}`));
  expect(of(...each)).toEqual(uncounted('9 in all; fewer than two samples a label'));
});
