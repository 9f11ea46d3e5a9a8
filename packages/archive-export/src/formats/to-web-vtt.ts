import { InputError } from '@mmae/input';
import { tagRecords, type ExportedAsset, type ExportOptions } from '../exported.ts';
import { shotTimes } from '../shot-times.ts';

/**
 * A WebVTT file with a cue for each shot of a film, for a track of kind `metadata`: the cue is a JSON object with timecodes, text and tags.
 *
 * @throws InputError if a sample is no shot
 */
export function toWebVtt({ asset, samples }: ExportedAsset, options: ExportOptions): string {
  const { createdAt, run } = options;
  const header = JSON.stringify({ asset: asset.id, title: asset.title, path: asset.path, createdAt, ...(run && { run }) });
  const cues = samples.map((each) => {
    const { sample } = each;
    const times = shotTimes(asset, sample);
    if (!times) throw new InputError(`toWebVtt: expected shots of films, got ${sample.id} (${asset.path}). Export it as csv.`);
    const { timecode, endTimecode, fromSeconds, toSeconds } = times;
    const payload = { timecode, endTimecode, ...(sample.text !== '' && { text: sample.text }), tags: tagRecords(each, options) };
    return `${sample.id}\n${vttTime(fromSeconds)} --> ${vttTime(toSeconds)}\n${safeJson(JSON.stringify(payload))}\n`;
  });
  return [`WEBVTT\n\nNOTE ${safeJson(header)}\n`, ...cues].join('\n');
}

/** JSON without the characters that end a cue (`-->`) or are tags to a reader of another kind. */
const safeJson = (json: string) => json.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** Seconds as hours, minutes, seconds and milliseconds. */
function vttTime(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const parts = [milliseconds / 3_600_000, (milliseconds / 60_000) % 60, (milliseconds / 1000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  );
  return `${parts.join(':')}.${String(milliseconds % 1000).padStart(3, '0')}`;
}
