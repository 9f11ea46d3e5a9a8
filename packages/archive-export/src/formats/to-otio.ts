import { InputError } from '@mmae/input';
import { fromTimecode, type FrameRate } from '@mmae/timecode';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions } from '../exported.ts';
import { shotTimes } from '../shot-times.ts';

/**
 * An OpenTimelineIO timeline that plays the shots one after the other. Clips refer to the files of the films, with their start timecodes;
 * `metadata.mmae` of a clip has the sample, its text and its tags.
 *
 * @throws InputError if a sample is no shot
 */
export function toOtio(assets: readonly ExportedAsset[], options: ExportOptions, title = 'MMAE'): string {
  const clips = assets.flatMap(({ asset, samples }) => samples.map((each) => toClip(asset, each, options)));
  const { createdAt, run } = options;
  const timeline = {
    OTIO_SCHEMA: 'Timeline.1',
    name: title,
    metadata: { mmae: { createdAt, ...(run && { run }) } },
    global_start_time: null,
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      children: [
        {
          OTIO_SCHEMA: 'Track.1',
          name: 'Shots',
          kind: 'Video',
          metadata: {},
          source_range: null,
          effects: [],
          markers: [],
          children: clips,
        },
      ],
    },
  };
  return JSON.stringify(timeline, null, 2) + '\n';
}

function toClip(asset: ExportedAsset['asset'], each: ExportedSample, options: ExportOptions) {
  const { sample } = each;
  const times = shotTimes(asset, sample);
  if (!times || !asset.film) throw new InputError(`toOtio: expected shots of films, got ${sample.id} (${asset.path}). Export it as csv.`);
  const { film } = asset;
  const start = film.startTimecode === undefined ? 0 : fromTimecode(film.startTimecode, times.rate);
  return {
    OTIO_SCHEMA: 'Clip.2',
    name: `${asset.title} ${times.timecode}`,
    metadata: { mmae: { sample: sample.id, asset: asset.id, content: asset.content, text: sample.text, tags: tagRecords(each, options) } },
    source_range: timeRange(start + times.from, times.to - times.from, times.rate),
    effects: [],
    markers: [],
    enabled: true,
    media_references: {
      DEFAULT_MEDIA: {
        OTIO_SCHEMA: 'ExternalReference.1',
        name: asset.path,
        metadata: {},
        available_range: timeRange(start, film.numFrames, times.rate),
        target_url: pathToFileURL(join(asset.root, asset.path)).href,
      },
    },
    active_media_reference_key: 'DEFAULT_MEDIA',
  };
}

const timeRange = (start: number, duration: number, rate: FrameRate) => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: rationalTime(start, rate),
  duration: rationalTime(duration, rate),
});

/** OTIO's rates are floating-point numbers; its numbers of frames stay whole. */
const rationalTime = (value: number, { num, den }: FrameRate) => ({ OTIO_SCHEMA: 'RationalTime.1', rate: num / den, value });
