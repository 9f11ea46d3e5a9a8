import { addFilm, emptyScore, f1, match, precision, recall, sum } from './score.ts';

const cut = (frame: number) => ({ kind: 'cut', form: 'cut', from: frame, to: frame }) as const;
const found = (at: number, isCut = true) => ({ at, isCut });

describe('match', () => {
  it('takes the nearest pair first, and each transition once', () => {
    expect(match([found(9), found(11)], [cut(10), cut(13)])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(match([found(10), found(11)], [cut(10)])).toEqual([[0, 0]]);
  });

  it('allows three frames before and after a transition', () => {
    const dissolve = [{ kind: 'dissolve', from: 20, to: 30 }];
    expect([16, 17, 33, 34].map((at) => match([found(at)], dissolve).length)).toEqual([0, 1, 1, 0]);
  });
});

describe('addFilm', () => {
  const score = emptyScore();
  addFilm(score, [found(10), found(50), found(70, false)], {
    ...{ rate: [25, 1], frames: 100 },
    transitions: [cut(10), cut(30), { kind: 'dissolve', form: 'linear', from: 65, to: 75 }],
    events: [{ kind: 'flash', from: 48, to: 51 }],
  });

  it('counts hits, misses and what is none', () => {
    expect(score.cuts).toEqual({ hits: 1, extra: 1, missed: 1 });
    expect(score.gradual).toEqual({ hits: 1, extra: 0, missed: 0 });
    expect([...score.extraIn]).toEqual([['flash', 1]]);
  });

  it('gives precision, recall and F1', () => {
    const all = sum(score.cuts, score.gradual);
    expect([precision(all), recall(all), f1(all)]).toEqual([2 / 3, 2 / 3, 2 / 3]);
  });
});
