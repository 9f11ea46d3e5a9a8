import fc from 'fast-check';
import { stillCandidates } from './still-candidates.ts';

const candidate = (frame: number, score = 1) => ({ frame, score: () => score, image: `${frame}` });
const shot = (from: number, to: number, clear = { from, to }) => ({ from, to, clear });

test('the best candidate outside of transitions is taken, and the first of equal ones', () => {
  const stills = stillCandidates<string>(1000);
  for (const [frame, score] of [[2, 1], [10, 0.4], [20, 0.7], [30, 0.7], [48, 0.9], [60, 1]]) stills.add(candidate(frame, score)); // prettier-ignore
  expect(stills.take(shot(0, 50, { from: 5, to: 45 }))).toBe('20');
  expect(stills.take(shot(50, 100))).toBe('60');
  expect(stills.take(shot(100, 110))).toBeUndefined();
});

test('a shot that is all transition has a still from it', () => {
  const stills = stillCandidates<string>(1000);
  stills.add(candidate(3));
  expect(stills.take(shot(0, 10, { from: 5, to: 8 }))).toBe('3');
});

test('scores that are known late count', () => {
  const scores = [0, 0];
  const stills = stillCandidates<string>(1000);
  for (const frame of [0, 1]) stills.add({ frame, score: () => scores[frame], image: `${frame}` });
  scores[1] = 1;
  expect(stills.take(shot(0, 10))).toBe('1');
});

test('a ten-hour shot keeps few candidates, and its best', () => {
  const stills = stillCandidates<string>(400, 4);
  for (let frame = 0; frame < 900_000; frame += 12) stills.add(candidate(frame, frame === 120_000 ? 1 : 0.5));
  expect(stills.size).toBeLessThanOrEqual(4 + 400 / 12 + 1);
  expect(stills.take(shot(0, 900_000))).toBe('120000');
});

test('whatever the shots, each has its best candidate while they are reported in time', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lengths, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (shots, random) => {
      const stills = stillCandidates<string>(100);
      let from = 0;
      for (const length of shots) {
        const scores = Array.from({ length }, () => random.next().value!);
        scores.forEach((score, i) => stills.add(candidate(from + i, score)));
        expect(stills.take(shot(from, from + length))).toBe(`${from + scores.indexOf(Math.max(...scores))}`);
        from += length;
      }
    }),
  );
});
