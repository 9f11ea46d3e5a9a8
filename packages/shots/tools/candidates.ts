// node candidates.ts FILM.rgb RATE: writes the candidates of a film of small frames as lines of JSON, for training.
import { readFileSync } from 'node:fs';
import { candidatesAt, lookAhead } from '../src/candidates.ts';
import { frameLength } from '../src/frame.ts';
import { planes } from '../src/planes.ts';
import { strideOf } from '../src/stride.ts';
import { timeline } from '../src/timeline.ts';

const [file, rate] = process.argv.slice(2);
const pixels = readFileSync(file);
const stride = strideOf(Number(rate));
const line = timeline();
const examine = (center: number) => {
  for (const { reach, features, ...rest } of candidatesAt(line, center)) {
    process.stdout.write(
      `${JSON.stringify({ center: rest.center * stride, reach: reach * stride, features: features.map((value) => Math.round(value * 1e4) / 1e4) })}\n`,
    );
  }
};
let center = 0;
for (let t = 0; (t + 1) * frameLength <= pixels.length; t += stride) {
  line.add(planes(pixels.subarray(t * frameLength, (t + 1) * frameLength)));
  if (line.length > lookAhead) examine(center++);
}
while (center < line.length) examine(center++);
