// Covers fade-joiner.ts as well.
import { transitionFinder, type JudgedFrame } from './transition-finder.ts';

/** `m`: a likely middle, `i`: inside, `f`: inside and of one colour, `.`: neither, `_`: neither and of one colour, digits: a middle with this many tenths, inside a transition */
function find(frames: string, minScore = 0.5) {
  const finder = transitionFinder({ minScore, framesPerSecond: 4 });
  const judged = [...frames].map((letter): JudgedFrame => {
    const middle = letter === 'm' ? 0.9 : /\d/.test(letter) ? Number(letter) / 10 : 0.01;
    return { middle, inside: '._'.includes(letter) ? 0.1 : 0.8, isFlat: 'f_'.includes(letter) };
  });
  return [...judged.flatMap((frame) => finder.push(frame)), ...finder.end()].map(({ from, to, kind, score }) => [
    from,
    to,
    kind,
    Number(score.toFixed(2)),
  ]);
}

test('a cut lies after its middle', () => {
  expect(find('...m....')).toEqual([[4, 4, 'cut', 0.9]]);
  expect(find('...mi...')).toEqual([[4, 4, 'cut', 0.9]]);
  expect(find('...im...')).toEqual([[5, 5, 'cut', 0.9]]);
});

test('a dissolve covers the frames that belong to it; a fade shows a frame of one colour', () => {
  expect(find('..iiimiii..')).toEqual([[2, 9, 'dissolve', 0.9]]);
  expect(find('..iifmiii..')).toEqual([[2, 9, 'fade', 0.9]]);
});

test('a fade through a colour is one transition, unless the colour lasts for more than a second', () => {
  expect(find('..imi__imi..')).toEqual([[2, 10, 'fade', 0.9]]);
  expect(find('..imff' + 'fmi..')).toEqual([[2, 9, 'fade', 0.9]]);
  expect(find('..imi____imi..')).toEqual([[2, 12, 'fade', 0.9]]);
  expect(find('..imi_____imi..')).toEqual([[2, 5, 'dissolve', 0.9], [10, 13, 'dissolve', 0.9]]); // prettier-ignore
  expect(find('..imi_._imi..')).toEqual([[2, 5, 'dissolve', 0.9], [8, 11, 'dissolve', 0.9]]); // prettier-ignore
  expect(find('..m__imi..')).toEqual([[3, 8, 'fade', 0.9]]);
  expect(find('..m__m..')).toEqual([[3, 3, 'cut', 0.9], [6, 6, 'cut', 0.9]]); // prettier-ignore
  expect(find('..imi__')).toEqual([[2, 5, 'dissolve', 0.9]]);
});

test('a middle that is spread over several frames counts as much as one', () => {
  expect(find('..ii2332ii..')).toEqual([[2, 10, 'dissolve', 1]]);
  expect(find('..ii13ii..')).toEqual([]);
  expect(find('..ii13ii..', 0.3)).toEqual([[2, 8, 'dissolve', 0.4]]);
});

test('transitions that touch are told apart where the middle is unlikely in between', () => {
  expect(find('..iimiiiimii..')).toEqual([[2, 7, 'dissolve', 0.9], [7, 12, 'dissolve', 0.9]]); // prettier-ignore
  expect(find('..iim4mii..')).toEqual([[2, 9, 'dissolve', 1]]);
});

test('what lasts to the end of the film is reported there, and a run without end in parts', () => {
  expect(find('....m')).toEqual([[5, 5, 'cut', 0.9]]);
  expect(find('i'.repeat(150) + 'm' + 'i'.repeat(150))).toEqual([[0, 200, 'dissolve', 0.9]]);
});
