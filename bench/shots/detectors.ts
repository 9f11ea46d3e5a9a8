// `npm run detectors [-- --half develop|test]`: compares the shot detector with PySceneDetect and ffmpeg on films with known transitions, and writes the
// table of docs/shots.md. Needs python3, ffmpeg with an H.264 encoder on the PATH, and once the registries that the clips come from.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { frameLength, shotDetector } from '@mmae/shots';
import { peerPython } from '../peer-environment.ts';
import { replaceSection, workspace } from '../../tools/src/workspace.ts';
import { films, halves, type Film, type Half } from './films.ts';
import { addFilm, emptyScore, type Found, type Score } from './score.ts';
import { toMarkdown, type Scores } from './table.ts';

const folder = join(workspace, '.bench', 'shots');
const page = join(workspace, 'docs/shots.md');
const say = (text: string) => process.stderr.write(`${text}\n`);
const { values } = parseArgs({ options: { half: { type: 'string' } } });

await main();

async function main(): Promise<void> {
  const chosen = Object.keys(halves).filter((half) => values.half === undefined || half === values.half) as Half[];
  if (chosen.length === 0)
    throw new RangeError(`detectors: expected --half to be one of ${Object.keys(halves).join(', ')}, got ${values.half}.`);
  await mkdir(folder, { recursive: true });
  const python = peerPython(folder, fileURLToPath(new URL('films/requirements.txt', import.meta.url)), { say });
  for (const half of chosen) {
    const parts = [];
    for (const part of halves[half]) parts.push(...(await films(part, { folder, python, say })));
    const text = toMarkdown(scored(parts));
    await writeFile(page, replaceSection(await readFile(page, 'utf8'), half, text));
    say(text);
  }
}

function scored(all: readonly Film[]): Scores {
  const detectors = new Map<string, Score>(['ours', ...Object.keys(all[0].peers)].map((name) => [name, emptyScore()]));
  let [numFrames, seconds] = [0, 0];
  for (const film of all) {
    const before = process.cpuUsage();
    const found = ours(film);
    const { user, system } = process.cpuUsage(before);
    seconds += (user + system) / 1e6;
    numFrames += film.truth.frames;
    addFilm(detectors.get('ours')!, found, film.truth);
    for (const [name, cuts] of Object.entries(film.peers)) {
      addFilm(
        detectors.get(name)!,
        cuts.map((at) => ({ at, isCut: true })),
        film.truth,
      );
    }
  }
  return { detectors, numFilms: all.length, numFrames, framesPerSecond: numFrames / seconds, events: eventsOf(all) };
}

function ours({ truth, frames }: Film): Found[] {
  const detector = shotDetector({ framesPerSecond: truth.rate[0] / truth.rate[1] });
  const findings = Array.from({ length: truth.frames }, (_, t) => detector.push(frames.subarray(t * frameLength, (t + 1) * frameLength)));
  findings.push(detector.end());
  return findings.flatMap(({ transitions }) => transitions).map(({ from, to, kind }) => ({ at: (from + to) / 2, isCut: kind === 'cut' }));
}

function eventsOf(all: readonly Film[]): Map<string, number> {
  const events = new Map<string, number>();
  for (const { kind } of all.flatMap(({ truth }) => truth.events)) events.set(kind, (events.get(kind) ?? 0) + 1);
  return events;
}
