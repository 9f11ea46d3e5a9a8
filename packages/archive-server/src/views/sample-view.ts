import type { Archive, ArchiveSample, Asset, Tag } from '@mmae/archive-store';
import type { SearchHit } from '@mmae/archive-search';
import { filmTimecode, toSeconds } from '@mmae/timecode';
import type { HitView, SampleView, TagView } from '../api.ts';
import type { NameOf } from './concept-names.ts';

/** Samples as lists show them, in the same order. Their assets and tags are read once each. */
export function sampleViews(archive: Archive, samples: readonly ArchiveSample[], nameOf: NameOf): SampleView[] {
  const tags = archive.tagsOfAll(samples.map(({ key }) => key));
  const assets = new Map<number, Asset>();
  for (const { assetKey } of samples) if (!assets.has(assetKey)) assets.set(assetKey, archive.asset(assetKey)!);
  return samples.flatMap((sample) => {
    const asset = assets.get(sample.assetKey);
    return asset ? [sampleView(sample, asset, tagViews(tags.get(sample.key) ?? [], nameOf))] : []; // removed in the meantime
  });
}

function sampleView(sample: ArchiveSample, asset: Asset, tags: readonly TagView[]): SampleView {
  const { id, text, textSource, cluster, isUnlikeTrain, media } = sample;
  const language = sample.language ?? asset.language;
  return {
    ...{ id, asset: { id: asset.id, title: asset.title, path: asset.path, kind: asset.kind }, text, tags },
    ...timesOf(sample, asset),
    has: [...Object.keys(media), ...(text === '' ? [] : ['text'])],
    ...(textSource !== undefined && { textSource }),
    ...(language !== undefined && { language }),
    ...(cluster !== undefined && { cluster }),
    ...(isUnlikeTrain !== undefined && { isUnlikeTrain }),
  };
}

function timesOf({ range, timecode }: ArchiveSample, { film }: Asset) {
  if (!range || !film) return {};
  const { rate, startTimecode } = film;
  return {
    range,
    timecode: timecode ?? filmTimecode(range.from, rate, startTimecode),
    endTimecode: filmTimecode(range.to, rate, startTimecode),
    fromSeconds: toSeconds(range.from, rate),
    durationSeconds: toSeconds(range.to - range.from, rate),
  };
}

export const tagViews = (tags: readonly Tag[], nameOf: NameOf): TagView[] => tags.map((tag) => tagView(tag, nameOf));

export function tagView(tag: Tag, nameOf: NameOf): TagView {
  const conceptName = tag.concept === undefined ? undefined : nameOf(tag.concept);
  return conceptName === undefined ? tag : { ...tag, conceptName };
}

/** Hits of a search in their order. */
export function hitViews(archive: Archive, hits: readonly SearchHit[], nameOf: NameOf): HitView[] {
  const views = new Map(sampleViews(archive, hits.map(({ sample }) => sample), nameOf).map((view) => [view.id, view])); // prettier-ignore
  return hits.flatMap(({ sample, ...hit }) => {
    const view = views.get(sample.id);
    return view ? [{ ...view, ...hit }] : [];
  });
}
