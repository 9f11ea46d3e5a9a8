import fc from 'fast-check';
import { cuesBetween, toText, withoutRepeats, type Cue } from './cues.ts';

const cue = (fromSeconds: number, toSeconds: number, text = `${fromSeconds}`): Cue => ({ fromSeconds, toSeconds, text });

test.each([
  ['inside', cue(2, 3), true],
  ['before', cue(0, 1), false],
  ['touching the beginning', cue(0.5, 1), false],
  ['touching the end', cue(5, 6), false],
  ['half inside', cue(0.6, 1.4), true],
  ['less than half inside', cue(0.5, 1.4), false],
  ['a second inside, of ten', cue(-8, 2), true],
  ['less than a second inside, of ten', cue(-8.1, 1.9), false],
  ['around the range', cue(0, 100), true],
  ['without duration, at the beginning', cue(1, 1), true],
  ['without duration, at the end', cue(5, 5), false],
])('a cue %s', (_, each, isPart) => {
  expect(cuesBetween([each], 1, 5)).toEqual(isPart ? [each] : []);
});

test('a cue belongs to at least one of the shots of a film, and to each that shows a second or half of it', () => {
  const milliseconds = fc.integer({ min: 0, max: 60_000 });
  const cues = fc.array(fc.tuple(milliseconds, fc.integer({ min: 0, max: 9000 })), { maxLength: 20 });
  fc.assert(
    fc.property(fc.uniqueArray(milliseconds, { maxLength: 40 }), cues, (cuts, drafts) => {
      const edges = [-Infinity, ...cuts.map((cut) => cut / 1000).sort((a, b) => a - b), Infinity];
      const all = drafts.map(([from, length]) => cue(from / 1000, (from + length) / 1000));
      const numShots = new Map(all.map((each) => [each, 0]));
      for (const [i, from] of edges.slice(0, -1).entries()) {
        const found = new Set(cuesBetween(all, from, edges[i + 1]));
        for (const each of all) {
          const shown = Math.min(edges[i + 1], each.toSeconds) - Math.max(from, each.fromSeconds);
          if (shown >= 1) expect(found).toContain(each);
          if (shown <= 0 && each.toSeconds > each.fromSeconds) expect(found).not.toContain(each);
          if (found.has(each)) numShots.set(each, numShots.get(each)! + 1);
        }
      }
      expect(Math.min(1, ...numShots.values())).toBe(1);
    }),
  );
});

test('the text of cues is one line', () => {
  expect(toText([cue(0, 1, 'Good\nevening.'), cue(1, 2, 'Tom?')])).toBe('Good evening. Tom?');
  expect(toText([])).toBe('');
});

test('lines that stay on screen are taken once', () => {
  const rolling = [
    cue(0, 2, 'a'),
    cue(2, 2.01, 'a'),
    cue(2.01, 4, 'a\nb'),
    cue(4, 4.01, 'b'),
    cue(4.01, 6, 'b\nc d'),
    cue(6, 8, 'b\nc d\ne'),
  ];
  expect(withoutRepeats(rolling)).toEqual([cue(0, 2.01, 'a'), cue(2.01, 4.01, 'b'), cue(4.01, 6, 'c d'), cue(6, 8, 'e')]);
});

test('what is said again after a pause, or in other order, is kept', () => {
  const cues = [cue(0, 1, 'No!'), cue(1.5, 2, 'No!'), cue(2, 3, 'Yes.\nNo!'), cue(3, 4, 'Yes.')];
  expect(withoutRepeats(cues)).toEqual(cues);
});

test('captions that roll through two lines give each word once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1, maxLength: 20 }), (words) => {
      const cues = words.map((word, i) => cue(i, i + 1, i === 0 ? word : `${words[i - 1]}\n${word}`));
      expect(toText(withoutRepeats(cues))).toBe(words.join(' '));
    }),
  );
});
