import { frameLength } from '../frame.ts';
import { planes, type Planes } from '../frames/planes.ts';
import { candidatesAt, lookAhead } from './candidates.ts';
import { timeline } from './timeline.ts';
import { transitionSearch } from './transition-search.ts';

const [width, numFrames, cutAt] = [48, 160, 75];
/** Two scenes of large blocks; the second begins at `cutAt`. */
const scene = (t: number): Planes => {
  const [size, dark, bright] = t < cutAt ? [9, 40, 190] : [5, 70, 230];
  return planes(
    Uint8Array.from({ length: frameLength }, (_, i) => {
      const [x, y, channel] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3];
      const isBright = (Math.floor(x / size) + Math.floor(y / size)) % 2 === 0;
      return (isBright ? bright : dark) - (t < cutAt ? 12 * channel : 25 * (2 - channel));
    }),
  );
};

function search(stride: number) {
  const searching = transitionSearch(0.5, stride);
  const found = Array.from({ length: numFrames }, (_, t) => searching.push(scene(t)).transitions);
  return [...found, searching.end()].flat().map(({ from, to, kind }) => ({ from, to, kind }));
}

test('a cut is found to the frame, also between analysed frames', () => {
  const cut = { from: cutAt, to: cutAt, kind: 'cut' };
  expect(search(1)).toEqual([cut]);
  expect(search(2)).toEqual([cut]);
});

test('the candidate at a cut needs the frames of lookAhead, and has a high score', () => {
  const line = timeline();
  for (let t = 0; t <= cutAt + lookAhead; t++) line.add(scene(t));
  const [best] = candidatesAt(line, cutAt, 0.5).sort((a, b) => b.score - a.score);
  expect(best).toMatchObject({ center: cutAt, reach: 0 });
  expect(candidatesAt(line, cutAt - 10, 0.5)).toEqual([]);
});
