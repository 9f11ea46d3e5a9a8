import fc from 'fast-check';
import { toShots, type Transition } from './index.ts';

const cut = (frame: number): Transition => ({ from: frame, to: frame, kind: 'cut', score: 0.9 });

describe('toShots', () => {
  it('begins a shot with the first frame after the middle of its transition', () => {
    const transitions: Transition[] = [cut(10), { from: 20, to: 23, kind: 'dissolve', score: 0.7 }];
    expect(toShots({ transitions, blackStretches: [], numFrames: 40 })).toEqual([
      { from: 0, to: 10, kind: 'cut', score: 1, clear: { from: 0, to: 10 } },
      { from: 10, to: 22, kind: 'cut', score: 0.9, clear: { from: 10, to: 20 } },
      { from: 22, to: 40, kind: 'dissolve', score: 0.7, clear: { from: 23, to: 40 } },
    ]);
  });

  it('marks a shot that is mostly inside a black stretch', () => {
    const shots = toShots({ transitions: [cut(50), cut(100)], blackStretches: [{ from: 51, to: 99 }], numFrames: 150 });
    expect(shots.map(({ kind }) => kind)).toEqual(['cut', 'black', 'cut']);
  });

  it('gives no shot for a film without frames, and one for a film without transitions', () => {
    expect(toShots({ transitions: [], blackStretches: [], numFrames: 0 })).toEqual([]);
    expect(toShots({ transitions: [], blackStretches: [], numFrames: 1 })).toHaveLength(1);
  });

  it('covers every frame once', () => {
    const positions = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 9 });
    fc.assert(
      fc.property(positions, (frames) => {
        const transitions = frames.sort((a, b) => a - b).map(cut);
        const shots = toShots({ transitions, blackStretches: [], numFrames: 50 });
        const covered = shots.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
        expect(covered).toEqual(Array.from({ length: 50 }, (_, i) => i));
        shots.forEach(({ from, to, clear }) => expect(clear.from >= from && clear.to <= to && clear.from < clear.to).toBe(true));
      }),
    );
  });
});
