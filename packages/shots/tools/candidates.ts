// node candidates.ts FOLDER: writes what may be transitions in every film of a folder, with their features, as lines of JSON, for training. Each film
// is read three times: as it is, and with two other looks.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAhead } from '../src/search/candidates.ts';
import { cutFeatures, mayBeCut } from '../src/search/cut-features.ts';
import { frameLength } from '../src/frame.ts';
import { mayBeGradual, quickFeatures, reaches, slowFeatures } from '../src/search/gradual-features.ts';
import { planes } from '../src/frames/planes.ts';
import { strideOf } from '../src/stride.ts';
import { timeline, type Timeline } from '../src/search/timeline.ts';
import { altered, randomLook } from './altered.ts';

const [folder] = process.argv.slice(2);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.rgb'))) {
  const path = (ending: string) => join(folder, file.replace('.rgb', ending));
  const [num, den] = JSON.parse(readFileSync(path('.json'), 'utf8')).rate;
  const pixels = readFileSync(path('.rgb'));
  for (const take of [0, 1, 2]) {
    const look = randomLook(`${file} ${take}`);
    const read = (t: number) => pixels.subarray(t * frameLength, (t + 1) * frameLength);
    const frame = (t: number) => (take === 0 ? read(t) : altered(read(t), look));
    writeFileSync(path(`.${take}.cand`), candidatesOf(frame, pixels.length / frameLength, strideOf(num / den)));
  }
}

function candidatesOf(frame: (t: number) => Uint8Array, numFrames: number, stride: number): string {
  const line = timeline();
  const lines: string[] = [];
  let center = 0;
  for (let t = 0; t < numFrames; t += stride) {
    line.add(planes(frame(t)));
    if (line.length > lookAhead) lines.push(...candidatesAround(line, center++, stride));
  }
  while (center < line.length) lines.push(...candidatesAround(line, center++, stride));
  return lines.map((text) => `${text}\n`).join('');
}

function candidatesAround(line: Timeline, center: number, stride: number): string[] {
  const write = (reach: number, features: readonly number[]) =>
    JSON.stringify({ center: center * stride, reach: reach * stride, features: features.map((value) => Math.round(value * 1e4) / 1e4) });
  const cuts = mayBeCut(line, center) ? [write(0, cutFeatures(line, center))] : [];
  const gradual = reaches.filter((reach) => mayBeGradual(line, center, reach));
  return [...cuts, ...gradual.map((reach) => write(reach, [...quickFeatures(line, center, reach), ...slowFeatures(line, center, reach)]))];
}
