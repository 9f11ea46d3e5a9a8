import { frameLength, type Findings, type ShotDetector, type Transition } from '@mmae/shots';
import { frameRate } from '@mmae/timecode';
import { shotRecorder } from './shot-recorder.ts';

const none: Findings = { transitions: [], blackStretches: [], measures: [] };
const cut = (from: number): Transition => ({ from, to: from, kind: 'cut', score: 0.9 });
const pixels = new Uint8Array(frameLength);

/** Reports each transition some frames late; odd frames move less. */
function standIn(transitions: readonly Transition[], delay = 30, black: Findings['blackStretches'] = []): ShotDetector {
  let frame = 0;
  return {
    push() {
      const measures = [{ frame, motion: frame % 2 ? 1 : 5, contrast: 50 }];
      const found = transitions.filter(({ to }) => to + delay === frame);
      frame += 1;
      return { transitions: found, blackStretches: [], measures };
    },
    end: () => ({ ...none, transitions: transitions.filter(({ to }) => to + delay >= frame), blackStretches: black }),
  };
}

async function record(detector: ShotDetector, seconds: readonly number[], rate = frameRate(25)) {
  const stills: [number, string][] = [];
  const recorder = shotRecorder<string>({ detector, rate, onStill: async (number, image) => void stills.push([number, image]) });
  for (const [index, time] of seconds.entries()) {
    await recorder.frame(time, pixels);
    if (index % 5 === 0) recorder.still(index, `${index}`);
  }
  return { shots: await recorder.end(), stills };
}

const at25 = (length: number) => Array.from({ length }, (_, frame) => frame / 25);

test('shots are numbered from 1, touch, and have the steadiest candidates as stills', async () => {
  const { shots, stills } = await record(standIn([cut(50), { from: 100, to: 110, kind: 'dissolve', score: 0.7 }]), at25(150));
  expect(shots).toEqual([
    { number: 1, from: 0, to: 50, fromSeconds: 0, toSeconds: 2, kind: 'cut', score: 1 },
    { number: 2, from: 50, to: 105, fromSeconds: 2, toSeconds: 4.2, kind: 'cut', score: 0.9 },
    { number: 3, from: 105, to: 150, fromSeconds: 4.2, toSeconds: 6, kind: 'dissolve', score: 0.7 },
  ]);
  expect(stills).toEqual([
    [1, '5'],
    [2, '55'],
    [3, '115'], // 105 is inside the dissolve
  ]);
});

test('a black stretch is a shot of its own kind', async () => {
  const { shots } = await record(standIn([cut(40), cut(80)], 30, [{ from: 40, to: 80 }]), at25(120));
  expect(shots.map(({ kind }) => kind)).toEqual(['cut', 'black', 'cut']);
});

test('at a variable rate, frames are those of the nominal rate, and every shot has at least one', async () => {
  const times = [...at25(50), ...Array.from({ length: 10 }, (_, i) => 2 + i / 1000), 3, 4, 5];
  const { shots } = await record(standIn([cut(50), cut(52), cut(60)], 1), times);
  expect(shots.map(({ from, to }) => [from, to])).toEqual([
    [0, 50],
    [50, 51],
    [51, 75],
    [75, 126],
  ]);
});

test('a film without frames has no shots', async () => {
  expect((await record(standIn([]), [])).shots).toEqual([]);
});
