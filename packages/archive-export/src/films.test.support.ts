import type { ArchiveSample, Asset, Tag } from '@mmae/archive-store';
import { mediaTopics } from '@mmae/vocabulary';
import { frameRate, toSeconds } from '@mmae/timecode';
import type { ExportedAsset, ExportOptions } from './exported.ts';

const topics = new Map(mediaTopics().concepts.map((concept) => [concept.qcode, concept]));

export const options: ExportOptions = {
  createdAt: '2026-11-27T15:00:00Z',
  run: { name: 'birds', version: '3f2a91' },
  conceptOf: (qcode) => topics.get(qcode),
};

const machine = (confidence: number, from = 'image') => ({ confidence, kind: 'label' as const, from, runVersion: '3f2a91' });

/** Labels with what XML, JSON and lines could stumble over; the last is rejected. */
export const tags: readonly Tag[] = [
  { label: 'rain', concept: 'medtop:20001131', origin: 'machine', machine: machine(0.625, 'audio+image'), version: 0 },
  {
    label: 'birds',
    origin: 'person',
    verdict: 'accepted',
    who: 'Ann <ann>',
    at: '2026-11-26T10:00:00.000Z',
    machine: machine(0.9),
    version: 4,
  },
  { label: '“R&D” --> </x>\u0001 二', origin: 'person', verdict: 'accepted', who: 'Åsa', at: '2026-11-26T10:01:00.000Z', version: 5 },
  { label: 'snow', origin: 'person', verdict: 'rejected', who: 'Ann', at: '2026-11-26T10:02:00.000Z', machine: machine(0.99), version: 6 },
];

export const content = 'ab'.repeat(32);

/** A film of the given rate with shots between the given frames. */
export function film(rateText: string, startTimecode: string, boundaries: readonly number[], changes: Partial<Asset> = {}): ExportedAsset {
  const rate = frameRate(rateText);
  const numFrames = boundaries.at(-1) ?? 0;
  const asset: Asset = {
    key: 1,
    id: content.slice(0, 16),
    content,
    kind: 'film',
    root: '/media',
    path: 'news/E 204101ä.mp4',
    title: 'Wings & water',
    state: 'present',
    addedAt: '2026-11-25T08:00:00.000Z',
    sizeBytes: 123_456_789_012,
    modifiedMs: 0,
    numSamples: boundaries.length - 1,
    language: 'en',
    date: '1998-03',
    film: { rate, startTimecode, numFrames, durationSeconds: toSeconds(numFrames, rate), width: 1280, height: 720, container: 'mov', videoCodec: 'h264', audioCodec: 'aac' }, // prettier-ignore
    ...changes,
  };
  const samples = boundaries.slice(1).map((to, i) => ({ sample: shot(asset, boundaries[i], to), tags: i === 0 ? tags : [] }));
  return { asset, samples };
}

const shot = (asset: Asset, from: number, to: number): ArchiveSample => ({
  key: from + 1,
  id: `${asset.id}:${from}-${to}`,
  assetKey: asset.key,
  range: { from, to },
  media: { image: 'still.jpg' },
  text: from === 0 ? 'Two white birds,\nsearching the water.' : '',
  textSource: 'subtitles',
  language: 'en',
  extra: {},
});

/** An image with a caption, which is no shot. */
export function image(): ExportedAsset {
  const { asset } = film('25', '00:00:00:00', [0, 25]);
  const still: Asset = { ...asset, key: 2, id: 'cd'.repeat(8), content: 'cd'.repeat(32), kind: 'sample', path: 'dog.jpg', title: 'dog', film: undefined, numSamples: 1 }; // prettier-ignore
  const sample: ArchiveSample = { key: 99, id: still.id, assetKey: 2, media: { image: 'dog.jpg' }, text: 'A dog', extra: {} };
  return { asset: still, samples: [{ sample, tags: tags.slice(0, 1) }] };
}

/** The rates of the round trips with boundaries of shots around the labels that drop frame skips. */
export const films = [
  ['25', '10:00:00:00', [0, 60, 170, 1500]],
  ['29.97df', '00:59:58;00', [0, 59, 60, 1800, 17_983]],
  ['23.976', '01:00:00:00', [0, 24, 1439, 86_400]],
  ['50', '23:59:00:00', [0, 49, 50, 2999]],
] as const;
