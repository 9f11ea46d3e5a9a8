import type { Asset } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { filmTimecode, toRateText, type FrameRate } from '@mmae/timecode';
import { basename, join } from 'node:path';
import { tagRecords, type ExportedAsset, type ExportedSample, type ExportOptions, type TagRecord } from '../exported.ts';
import { shotTimes, type ShotTimes } from '../shot-times.ts';

/** A CMX 3600 list numbers its events with three digits. */
const maxEvents = 999;

const oneHour = (rate: FrameRate) => `01:00:00${rate.drop ? ';' : ':'}00`;

interface EdlShot extends ExportedSample {
  readonly asset: Asset;
  readonly times: ShotTimes;
}

/**
 * An edit decision list (CMX 3600) that plays the shots one after the other from 01:00:00:00, each with its tags as comments.
 *
 * @throws InputError if a sample is no shot, films differ in frame rate or there are more than 999 shots
 */
export function toEdl(assets: readonly ExportedAsset[], options: ExportOptions, title = 'MMAE'): string {
  const shots = edlShots(assets);
  const { rate } = shots[0].times;
  const reels = reelNames(shots.map(({ asset }) => asset));
  const lines = [`TITLE: ${oneLine(title).slice(0, 70)}`, `FCM: ${rate.drop ? '' : 'NON-'}DROP FRAME`, ''];
  let record = 0;
  shots.forEach((shot, i) => {
    const length = shot.times.to - shot.times.from;
    const position = [record, record + length].map((frame) => filmTimecode(frame, rate, oneHour(rate)));
    const number = String(i + 1).padStart(3, '0');
    const reel = (reels.get(shot.asset.key) ?? '').padEnd(8);
    lines.push(`${number}  ${reel} V     C        ${[shot.times.timecode, shot.times.endTimecode, ...position].join(' ')}`);
    lines.push(...comments(shot, options), '');
    record += length;
  });
  return lines.join('\n');
}

function edlShots(assets: readonly ExportedAsset[]): EdlShot[] {
  const shots = assets.flatMap(({ asset, samples }) => samples.map((each) => ({ ...each, asset, times: shotOf(asset, each) })));
  if (shots.length === 0 || shots.length > maxEvents) {
    throw new InputError(`toEdl: expected 1 to ${maxEvents} shots, got ${shots.length}. Choose fewer, or export as otio.`);
  }
  const rates = [...new Set(shots.map(({ times }) => toRateText(times.rate)))];
  if (rates.length > 1) throw new InputError(`toEdl: expected one frame rate, got ${rates.join(', ')}. Export films of each rate apart.`);
  return shots;
}

function shotOf(asset: Asset, { sample }: ExportedSample): ShotTimes {
  const times = shotTimes(asset, sample);
  if (!times) throw new InputError(`toEdl: expected shots of films, got ${sample.id} (${asset.path}). Export it as csv.`);
  return times;
}

/** A name of at most eight letters and digits for each film: that of its file, with a number where two would be alike. */
export function reelNames(assets: readonly Asset[]): ReadonlyMap<number, string> {
  const reels = new Map<number, string>();
  const used = new Set<string>();
  for (const { key, path } of assets) {
    if (reels.has(key)) continue;
    const name = basename(path).replace(/\.[^.]*$/, '').replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase().slice(0, 8) || 'REEL'; // prettier-ignore
    const candidates = [name, ...Array.from({ length: assets.length }, (_, i) => name.slice(0, 8 - String(i + 2).length) + (i + 2))];
    const reel = candidates.find((each) => !used.has(each)) ?? name;
    used.add(reel);
    reels.set(key, reel);
  }
  return reels;
}

function comments(shot: EdlShot, options: ExportOptions): string[] {
  const { asset, sample } = shot;
  const tags = tagRecords(shot, options).map((tag) => `* TAG: ${oneLine(tagText(tag))}`);
  const text = sample.text === '' ? [] : [`* TEXT: ${oneLine(sample.text)}`];
  const file = join(asset.root, asset.path);
  return [`* FROM CLIP NAME: ${oneLine(basename(file))}`, `* FROM FILE: ${oneLine(file)}`, `* SAMPLE: ${sample.id}`, ...tags, ...text];
}

function tagText({ label, concept, origin, who, confidence, from, runVersion }: TagRecord): string {
  const byMachine = confidence === undefined ? [] : [`confidence ${confidence.toFixed(3)} from ${from}, run ${runVersion}`];
  return [
    label,
    ...(concept === undefined ? [] : [concept]),
    origin === 'person' ? `person ${who ?? ''}`.trim() : 'machine',
    ...byMachine,
  ].join(' | ');
}

const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
