// node read-slowly.mjs FILM N: reads a film, prints a line after N frames, and then reads on slowly. A test kills it.
import { setTimeout as sleep } from 'node:timers/promises';
import { probe, readFilm } from '../src/index.ts';

const [film, numFrames] = process.argv.slice(2);
const info = await probe(film);
for await (const part of readFilm(film, info)) {
  if (part.kind !== 'frame' || part.index < Number(numFrames)) continue;
  if (part.index === Number(numFrames)) process.stdout.write('read\n');
  await sleep(50);
}
