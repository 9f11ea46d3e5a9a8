// node candidates.ts FOLDER: writes what may be transitions in every film of a folder, with their features, as lines of JSON, for training.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAhead } from '../src/candidates.ts';
import { cutFeatures, mayBeCut } from '../src/cut-features.ts';
import { frameLength } from '../src/frame.ts';
import { mayBeGradual, quickFeatures, reaches, slowFeatures } from '../src/gradual-features.ts';
import { planes } from '../src/planes.ts';
import { strideOf } from '../src/stride.ts';
import { timeline, type Timeline } from '../src/timeline.ts';

const [folder] = process.argv.slice(2);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.rgb'))) {
  const path = (ending: string) => join(folder, file.replace('.rgb', ending));
  const [num, den] = JSON.parse(readFileSync(path('.json'), 'utf8')).rate;
  writeFileSync(path('.cand'), candidatesOf(readFileSync(path('.rgb')), strideOf(num / den)));
}

function candidatesOf(pixels: Buffer, stride: number): string {
  const line = timeline();
  const lines: string[] = [];
  let center = 0;
  for (let t = 0; (t + 1) * frameLength <= pixels.length; t += stride) {
    line.add(planes(pixels.subarray(t * frameLength, (t + 1) * frameLength)));
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
