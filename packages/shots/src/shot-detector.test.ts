import { frameLength, frameWidth, shotDetector, toShots, type Findings } from './index.ts';

/** A frame of a random texture that pans by a pixel every 8 frames; `seed` tells one image from another. */
function frame(seed: number, t: number): Uint8Array {
  const pixels = new Uint8Array(frameLength);
  for (let i = 0; i < frameLength; i++) {
    const [x, y, channel] = [Math.floor(i / 3) % frameWidth, Math.floor(i / 3 / frameWidth), i % 3];
    const cell = Math.floor((x + t / 8) / 5) * 31 + Math.floor(y / 5) * 17 + channel * 7;
    pixels[i] = 20 + ((Math.imul(cell + 1, 2654435761 + seed * 40503) >>> 7) % 200);
  }
  return pixels;
}

const shot = (seed: number, length: number, start = 0) => Array.from({ length }, (_, t) => frame(seed, start + t));
const black = (length: number) => Array.from({ length }, () => new Uint8Array(frameLength));
const mix = (a: Uint8Array[], b: Uint8Array[]) =>
  a.map((one, t) => one.map((value, i) => value + ((b[t][i] - value) * (t + 1)) / (a.length + 1)));

function detect(frames: readonly Uint8Array[]): { transitions: Findings['transitions']; blackStretches: Findings['blackStretches'] } {
  const detector = shotDetector();
  const findings = [...frames.map((pixels) => detector.push(pixels)), detector.end()];
  return { transitions: findings.flatMap((f) => f.transitions), blackStretches: findings.flatMap((f) => f.blackStretches) };
}

describe('shotDetector', () => {
  it('finds a cut at the first frame of the new shot', () => {
    const { transitions } = detect([...shot(1, 40), ...shot(2, 300), ...shot(3, 40)]);
    expect(transitions).toMatchObject([
      { from: 40, to: 40, kind: 'cut' },
      { from: 340, to: 340, kind: 'cut' },
    ]);
  });

  it('finds a dissolve', () => {
    const { transitions } = detect([...shot(1, 60), ...mix(shot(1, 20, 60), shot(2, 20)), ...shot(2, 60, 20)]);
    expect(transitions).toMatchObject([{ kind: 'dissolve' }]);
    expect(Math.abs((transitions[0].from + transitions[0].to) / 2 - 70)).toBeLessThan(4);
  });

  it('makes a shot of a black stretch', () => {
    const frames = [...shot(1, 60), ...black(80), ...shot(2, 60)];
    const shots = toShots({ ...detect(frames), numFrames: frames.length });
    expect(shots).toMatchObject([
      { from: 0, to: 60, kind: 'cut' },
      { from: 60, to: 140, kind: 'black' },
      { from: 140, to: 200, kind: 'cut' },
    ]);
  });

  it.each([0, 1, 2, 10, 500])('finds nothing in %i black frames', (numFrames) => {
    expect(detect(black(numFrames)).transitions).toEqual([]);
  });

  it('refuses frames of another size', () => {
    expect(() => shotDetector().push(new Uint8Array(3))).toThrow('push: expected 3888 bytes, got 3.');
  });

  it('names an option out of range', () => {
    expect(() => shotDetector({ minScore: 2 })).toThrow('shotDetector: expected minScore to be');
  });
});
