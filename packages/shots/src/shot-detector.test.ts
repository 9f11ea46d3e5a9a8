import { frameLength, frameWidth, shotDetector, toShots, type Findings, type Transition } from './index.ts';

type Film = readonly Uint8Array[];

const { floor, imul, round, abs } = Math;
const [width, length] = [frameWidth, frameLength];

/** A frame of a random texture that pans by a pixel every 8 frames; `seed` tells one image from another. */
function textureFrame(seed: number, t: number): Uint8Array {
  const pixels = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const [x, y, channel] = [floor(i / 3) % width, floor(i / 3 / width), i % 3];
    const cell = floor((x + t / 8) / 5) * 31 + floor(y / 5) * 17 + channel * 7;
    pixels[i] = 20 + ((imul(cell + 1, 2654435761 + seed * 40503) >>> 7) % 200);
  }
  return pixels;
}

const frames = (count: number, frame: (t: number) => Uint8Array): Film => Array.from({ length: count }, (_, t) => frame(t));
const shot = (seed: number, count: number, start = 0) => frames(count, (t) => textureFrame(seed, start + t));
const grey = (count: number, level: number) => frames(count, () => new Uint8Array(length).fill(level));
const dissolve = (a: Film, b: Film) =>
  a.map((one, t) => one.map((value, i) => round(value + ((b[t][i] - value) * (t + 1)) / (a.length + 1))));
const wipe = (a: Film, b: Film) =>
  a.map((one, t) => one.map((value, i) => ((floor(i / 3) % width) / width < (t + 1) / (a.length + 1) ? b[t][i] : value)));

function detect(film: Film, options = {}): Pick<Findings, 'transitions' | 'blackStretches' | 'measures'> {
  const detector = shotDetector(options);
  const findings = [...film.map((pixels) => detector.push(pixels)), detector.end()];
  return {
    transitions: findings.flatMap((found) => found.transitions),
    blackStretches: findings.flatMap((found) => found.blackStretches),
    measures: findings.flatMap((found) => found.measures),
  };
}

const cutsOf = (film: Film) => detect(film).transitions.map(({ from, kind }) => `${kind} ${from}`);
const middles = (transitions: readonly Transition[]) => transitions.map(({ from, to }) => (from + to) / 2);

describe('shotDetector', () => {
  const film = [...shot(1, 40), ...shot(2, 60), ...shot(3, 40)];

  it('finds a cut at the first frame of the new shot', () => {
    expect(cutsOf(film)).toEqual(['cut 40', 'cut 100']);
  });

  it('mirrors its cuts when time runs backwards', () => {
    expect(cutsOf([...film].reverse())).toEqual(['cut 40', 'cut 100']);
  });

  it('finds the same cuts in a film with black bars', () => {
    const barred = film.map((frame) => frame.map((value, i) => (abs((floor(i / 3) % width) - 23.5) > 17 ? 0 : value)));
    expect(cutsOf(barred)).toEqual(['cut 40', 'cut 100']);
  });

  it('finds a cut between two analysed frames at 50 frames a second', () => {
    const { transitions } = detect([...shot(1, 81), ...shot(2, 81)], { framesPerSecond: 50 });
    expect(transitions).toMatchObject([{ from: 81, to: 81, kind: 'cut' }]);
  });

  it('takes no flash for a cut', () => {
    const flash = shot(1, 2, 40).map((frame) => frame.map((value) => round(value + 0.8 * (255 - value))));
    expect(cutsOf([...shot(1, 40), ...flash, ...shot(1, 40, 42)])).toEqual([]);
  });

  it('finds dissolves, wipes and fades', () => {
    const films = [
      [...shot(1, 50), ...dissolve(shot(1, 20, 50), shot(2, 20)), ...shot(2, 50, 20)],
      [...shot(1, 50), ...wipe(shot(1, 20, 50), shot(2, 20)), ...shot(2, 50, 20)],
      [...shot(1, 50), ...dissolve(shot(1, 9, 50), grey(9, 0)), ...grey(2, 0), ...dissolve(grey(9, 0), shot(2, 9)), ...shot(2, 50, 9)],
    ];
    const found = films.map((one) => detect(one).transitions);
    expect(found.map((transitions) => transitions.map(({ kind }) => kind))).toEqual([['dissolve'], ['dissolve'], ['fade']]);
    for (const [middle] of found.map(middles)) expect(abs(middle - 60)).toBeLessThan(4);
  });

  it('reports fewer transitions the higher the least score is', () => {
    const counts = [0.01, 0.5, 1].map((minScore) => detect(film, { minScore }).transitions.length);
    expect(counts[0]).toBeGreaterThanOrEqual(counts[1]);
    expect(counts[2]).toBe(0);
  });

  it('makes a shot of a black stretch', () => {
    const frames = [...shot(1, 60), ...grey(80, 0), ...shot(2, 60)];
    const shots = toShots({ ...detect(frames), numFrames: frames.length });
    expect(shots).toMatchObject([
      { from: 0, to: 60, kind: 'cut' },
      { from: 60, to: 140, kind: 'black' },
      { from: 140, to: 200, kind: 'cut' },
    ]);
  });

  it('begins with black, if the film does', () => {
    const frames = [...grey(40, 0), ...shot(1, 40)];
    expect(toShots({ ...detect(frames), numFrames: 80 }).map(({ from, kind }) => `${from} ${kind}`)).toEqual(['0 black', '40 cut']);
  });

  it.each([0, 1, 2, 10, 300])('finds nothing in %i black frames', (count) => {
    expect(detect(grey(count, 0)).transitions).toEqual([]);
  });

  it('measures every frame once, in order', () => {
    const { measures } = detect(film);
    expect(measures.map(({ frame }) => frame)).toEqual(film.map((_, t) => t));
    expect(measures[40].motion).toBeGreaterThan(10 * measures[30].motion);
  });

  it('keeps as much memory after 20,000 frames as after 1,000', () => {
    const detector = shotDetector();
    const [still, after] = [textureFrame(1, 0), { early: 0, late: 0 }];
    for (let t = 0; t < 20_000; t++) {
      detector.push(still);
      if (t === 1_000) after.early = process.memoryUsage().arrayBuffers;
    }
    after.late = process.memoryUsage().arrayBuffers;
    expect(after.late - after.early).toBeLessThan(64 * 2 ** 20); // all frames would be 130 MB
    expect(detector.end().transitions).toEqual([]);
  });

  it('refuses frames of another size', () => {
    expect(() => shotDetector().push(new Uint8Array(3))).toThrow('push: expected 3888 bytes, got 3.');
  });

  it('names an option out of range', () => {
    expect(() => shotDetector({ minScore: 2 })).toThrow('shotDetector: expected minScore to be');
  });
});
